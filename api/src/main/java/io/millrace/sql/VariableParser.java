package io.millrace.sql;

import io.millrace.plan.TableCommand.DeclareVariables;
import io.millrace.plan.TableCommand.DropVariable;
import io.millrace.plan.TableCommand.SetVariables;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.OneRow;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Variables of the session: DECLARE, SET VARIABLE, DROP TEMPORARY VARIABLE. */
final class VariableParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    VariableParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    private boolean acceptVariable() {
        return tokens.acceptAny("VARIABLE", "VAR") != null;
    }

    DeclareVariables declare() {
        int start = tokens.mark();
        tokens.expect("DECLARE");
        boolean replace = tokens.accept("OR", "REPLACE");
        if (tokens.peek(1).isName()) {
            acceptVariable();
        }
        List<List<String>> names = new ArrayList<>();
        do {
            names.add(parsers.names().reference());
        } while (tokens.acceptSign(","));
        Optional<DataType> type = tokens.peek().isName() && !tokens.atWords("DEFAULT")
                ? Optional.of(parsers.primaries().dataType())
                : Optional.empty();
        Optional<UnresolvedExpression> value = tokens.accept("DEFAULT") || tokens.acceptSign("=")
                ? Optional.of(parsers.expressions().expression())
                : Optional.empty();
        if (type.isEmpty() && value.isEmpty()) {
            throw SyntaxErrors.of(
                    tokens.since(start), ErrorCondition.INVALID_SQL_SYNTAX__VARIABLE_TYPE_OR_DEFAULT_REQUIRED);
        }
        return new DeclareVariables(names, type, value, replace, tokens.originSince(start));
    }

    boolean atSet() {
        return tokens.atWords("SET")
                && (tokens.peek(1).isWord("VARIABLE") || tokens.peek(1).isWord("VAR"))
                && (tokens.peek(2).isName() || tokens.peek(2).isSign("("));
    }

    SetVariables set() {
        int start = tokens.mark();
        tokens.expect("SET");
        acceptVariable();
        List<List<String>> names = new ArrayList<>();
        if (tokens.acceptSign("(")) {
            do {
                names.add(parsers.names().reference());
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
            tokens.expectSign("=");
            UnresolvedPlan query = parsers.queries().queryInParentheses();
            return new SetVariables(names, query, tokens.originSince(start));
        }
        List<UnresolvedExpression> values = new ArrayList<>();
        do {
            names.add(parsers.names().reference());
            tokens.expectSign("=");
            values.add(parsers.expressions().expression());
        } while (tokens.acceptSign(","));
        UnresolvedPlan row = new Project(new OneRow(tokens.originSince(start)), values, tokens.originSince(start));
        return new SetVariables(names, row, tokens.originSince(start));
    }

    boolean atDrop() {
        Token kind = tokens.peek(2);
        return (tokens.atWords("DROP", "TEMPORARY") || tokens.atWords("DROP", "TEMP"))
                && (kind.isWord("VARIABLE") || kind.isWord("VAR"));
    }

    DropVariable drop() {
        int start = tokens.mark();
        tokens.expect("DROP");
        tokens.next();
        acceptVariable();
        boolean ifExists = tokens.accept("IF", "EXISTS");
        return new DropVariable(parsers.names().reference(), ifExists, tokens.originSince(start));
    }
}
