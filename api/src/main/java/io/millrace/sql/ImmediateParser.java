package io.millrace.sql;

import io.millrace.plan.TableCommand.SetVariables;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.CharType;
import io.millrace.types.StringType;
import io.millrace.types.VarcharType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code EXECUTE IMMEDIATE text [INTO variables] [USING arguments]}. The text is read on the spot, with the values of the
 * arguments in the place of its parameters, so that nothing else knows of such statements.
 */
final class ImmediateParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    ImmediateParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    UnresolvedPlan execute() {
        int start = tokens.mark();
        tokens.expect("EXECUTE", "IMMEDIATE");
        UnresolvedExpression text = parsers.expressions().expression();
        List<List<String>> targets = new ArrayList<>();
        if (tokens.accept("INTO")) {
            do {
                targets.add(parsers.names().reference());
            } while (tokens.acceptSign(","));
        }
        List<UnresolvedExpression> arguments = tokens.accept("USING") ? arguments() : List.of();
        Constants constants = parsers.constants()
                .orElseThrow(
                        () -> SyntaxErrors.unsupported(tokens.since(start), "EXECUTE IMMEDIATE without a session"));
        String sql = text(text, constants, start);
        ParameterValues values = new ParameterValues(values(arguments, constants, start));
        Parsers inner = new Parsers(sql, parsers.options(), parsers.constants(), values);
        UnresolvedPlan statement = tokens.nested(() -> inner.statements().singleStatement());
        requireKind(values, arguments, start);
        if (targets.isEmpty()) {
            return statement;
        }
        if (statement instanceof UnresolvedPlan.Command) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.INVALID_STATEMENT_FOR_EXECUTE_INTO,
                    "sqlString",
                    sql.toUpperCase(Locale.ROOT));
        }
        return new SetVariables(targets, statement, tokens.originSince(start));
    }

    private List<UnresolvedExpression> arguments() {
        boolean list = tokens.atSign("(") && !parsers.queries().atQueryInParentheses(0) && tokens.acceptSign("(");
        List<UnresolvedExpression> arguments = parsers.expressions().namedExpressions();
        if (list) {
            tokens.expectSign(")");
        }
        return arguments;
    }

    private String text(UnresolvedExpression expression, Constants constants, int start) {
        Literal text = constants.value(expression);
        boolean isText = text.type() instanceof StringType
                || text.type() instanceof CharType
                || text.type() instanceof VarcharType;
        if (!isText) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE,
                    "exprType",
                    "\"" + text.type().sql() + "\"");
        }
        if (text.value() == null) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.NULL_QUERY_STRING_EXECUTE_IMMEDIATE,
                    "varName",
                    "`" + fragment(expression) + "`");
        }
        return (String) text.value();
    }

    private static String fragment(UnresolvedExpression expression) {
        return expression
                .origin()
                .position()
                .map(position -> position.fragment())
                .orElse("");
    }

    /** The values by the names of parameters; those without a name by their numbers. */
    private Map<String, UnresolvedExpression> values(
            List<UnresolvedExpression> arguments, Constants constants, int start) {
        Map<String, UnresolvedExpression> values = new HashMap<>();
        int unnamed = 0;
        for (UnresolvedExpression argument : arguments) {
            String name = argument instanceof Alias alias ? alias.names().getFirst() : String.valueOf(unnamed++);
            UnresolvedExpression value = argument instanceof Alias alias ? alias.child() : argument;
            if (values.put(name, constants.value(value)) != null) {
                throw SyntaxErrors.of(
                        tokens.since(start),
                        ErrorCondition.EXEC_IMMEDIATE_DUPLICATE_ARGUMENT_ALIASES,
                        "aliases",
                        "`" + name + "`");
            }
        }
        return values;
    }

    private void requireKind(ParameterValues parameters, List<UnresolvedExpression> arguments, int start) {
        List<UnresolvedExpression> unnamed = arguments.stream()
                .filter(argument -> !(argument instanceof Alias))
                .toList();
        boolean named = unnamed.size() < arguments.size();
        if (parameters.byPosition() && (parameters.byName() || named)) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.INVALID_QUERY_MIXED_QUERY_PARAMETERS);
        }
        if (parameters.byName() && !unnamed.isEmpty()) {
            throw notNamed(unnamed, start);
        }
    }

    private MillraceException notNamed(List<UnresolvedExpression> unnamed, int start) {
        return SyntaxErrors.of(
                tokens.since(start),
                ErrorCondition.ALL_PARAMETERS_MUST_BE_NAMED,
                "exprs",
                unnamed.stream()
                        .map(argument -> "\"" + fragment(argument) + "\"")
                        .collect(Collectors.joining(", ")));
    }
}
