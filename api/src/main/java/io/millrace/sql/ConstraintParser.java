package io.millrace.sql;

import java.util.Set;

/** Constraints and computed columns of tables, which are read only to be refused by name. */
final class ConstraintParser {
    private static final Set<String> KINDS = Set.of("CHECK", "PRIMARY", "UNIQUE", "FOREIGN", "REFERENCES");

    private final Parsers parsers;
    private final TokenStream tokens;

    ConstraintParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Reads a constraint of a table, if there is one; a column may be called as the words that begin one. */
    boolean constraint() {
        if (tokens.atWords("CONSTRAINT") && isKind(tokens.peek(2))) {
            tokens.next();
            parsers.names().plainName();
        }
        if (tokens.atWords("CHECK") && tokens.peek(1).isSign("(")) {
            check();
        } else if (tokens.atWords("PRIMARY", "KEY") && tokens.peek(2).isSign("(")) {
            tokens.expect("PRIMARY", "KEY");
            parsers.names().nameList();
        } else if (tokens.atWords("UNIQUE") && tokens.peek(1).isSign("(")) {
            tokens.next();
            parsers.names().nameList();
        } else if (tokens.atWords("FOREIGN", "KEY") && tokens.peek(2).isSign("(")) {
            tokens.expect("FOREIGN", "KEY");
            parsers.names().nameList();
            references();
        } else {
            return false;
        }
        characteristics();
        return true;
    }

    /** Reads a constraint behind the type of a column, if there is one. */
    boolean constraintOfColumn() {
        if (tokens.accept("CONSTRAINT")) {
            parsers.names().plainName();
        }
        if (tokens.atWords("CHECK")) {
            check();
        } else if (tokens.atWords("REFERENCES")) {
            references();
        } else if (!tokens.accept("PRIMARY", "KEY") && !tokens.accept("UNIQUE")) {
            return false;
        }
        characteristics();
        return true;
    }

    private static boolean isKind(Token token) {
        return token.kind() == Token.Kind.WORD && KINDS.contains(Keywords.upper(token));
    }

    private void check() {
        tokens.expect("CHECK");
        tokens.expectSign("(");
        parsers.expressions().expression();
        tokens.expectSign(")");
    }

    private void references() {
        tokens.expect("REFERENCES");
        parsers.names().multipartName();
        if (tokens.atSign("(")) {
            parsers.names().nameList();
        }
    }

    private void characteristics() {
        while (tokens.accept("NOT", "ENFORCED") || tokens.acceptAny("ENFORCED", "RELY", "NORELY") != null) {
            // nothing depends on them
        }
    }

    /** Goes on after GENERATED; what such columns are called. */
    String generated() {
        if (!tokens.accept("ALWAYS")) {
            tokens.expect("BY", "DEFAULT");
        }
        tokens.expect("AS");
        if (!tokens.accept("IDENTITY")) {
            tokens.expectSign("(");
            parsers.expressions().expression();
            tokens.expectSign(")");
            return "generated columns";
        }
        if (tokens.acceptSign("(")) {
            while (tokens.accept("START", "WITH") || tokens.accept("INCREMENT", "BY")) {
                tokens.acceptSign("-");
                parsers.literals().wholeNumber();
            }
            tokens.expectSign(")");
        }
        return "identity columns";
    }
}
