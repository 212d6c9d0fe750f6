package io.millrace.sql;

/**
 * What a syntax error says beside the token where it is, if one token is too much or too few: the wanted one follows, or what
 * stands here could follow the wanted one.
 */
final class SyntaxHints {
    private SyntaxHints() {}

    /** @param token what stands in the place of the keyword */
    static String ofWord(String wanted, Token token, Token following) {
        return following.isWord(wanted) ? extra(token) : couldFollow(wanted, token) ? missing(wanted) : "";
    }

    private static boolean couldFollow(String wanted, Token token) {
        boolean string = token.kind() == Token.Kind.STRING;
        return switch (wanted) {
            case "TABLE", "JOIN", "FOR", "REPAIR" -> token.isName();
            case "IMMEDIATE" -> token.isName() || string;
            case "AND", "ON" -> token.isName() || token.isNumber() || string || token.isSign("(");
            case "IN", "VALUES" -> token.isSign("(");
            case "IS", "INPATH" -> string;
            case "OF" -> token.isNumber();
            case "PARTITIONS" -> token.kind() == Token.Kind.END;
            default -> false;
        };
    }

    /** @param token what stands in the place of the sign */
    static String ofSign(String wanted, Token token, Token following) {
        return following.isSign(wanted) ? extra(token) : "";
    }

    /** What stands in the place of a parenthesis before names. */
    static String ofOpening(Token token, Token following) {
        boolean first = token.isName() || token.kind() == Token.Kind.STRING;
        return first && !following.isSign("(") ? missing("(") : ofSign("(", token, following);
    }

    private static String extra(Token token) {
        return ": extra input " + SyntaxErrors.shown(token);
    }

    private static String missing(String wanted) {
        return ": missing '" + wanted + "'";
    }
}
