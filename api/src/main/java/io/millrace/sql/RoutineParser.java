package io.millrace.sql;

import io.millrace.plan.FunctionDefinition;
import io.millrace.plan.FunctionDefinition.Body;
import io.millrace.plan.FunctionDefinition.Default;
import io.millrace.plan.FunctionDefinition.Parameter;
import io.millrace.plan.FunctionDefinition.Returns;
import io.millrace.plan.TableCommand.CreateFunction;
import io.millrace.plan.TableCommand.DropFunction;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * CREATE FUNCTION with a body in SQL, and DROP FUNCTION.
 *
 * <p>Bodies and defaults are read where they stand, which finds their ends and their mistakes, and then once more as texts
 * of their own: their positions are to be found in them long after the statement is gone.
 */
final class RoutineParser {
    private static final Set<String> CONSTRAINTS =
            Set.of("CHECK", "CONSTRAINT", "FOREIGN", "PRIMARY", "REFERENCES", "UNIQUE");

    private final Parsers parsers;
    private final TokenStream tokens;

    RoutineParser(Parsers parsers) {
        this.parsers = parsers;
        this.tokens = parsers.tokens();
    }

    /** Goes on after {@code CREATE [OR REPLACE] [TEMPORARY]}, at FUNCTION; empty for a function of another language. */
    Optional<CreateFunction> create(boolean temporary, boolean replace, int start) {
        tokens.expect("FUNCTION");
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        List<String> name = parsers.names().reference();
        if (!tokens.atSign("(")) {
            tokens.reset(start);
            return Optional.empty();
        }
        List<Parameter> parameters = parameters(start);
        Clauses clauses = new Clauses();
        while (clauses.next(start)) {
            // each clause is read where it stands
        }
        tokens.expect("RETURN");
        int bodyStart = tokens.mark();
        Body body = body(clauses.returns, name);
        String text = tokens.textSince(bodyStart);
        FunctionDefinition definition = new FunctionDefinition(
                parameters,
                clauses.returns,
                switch (body) {
                    case Body.Query ignored ->
                        new Body.Query(alone(text, own -> own.queries().query()));
                    case Body.Value ignored ->
                        new Body.Value(alone(text, own -> own.expressions().expression()));
                },
                text,
                clauses.comment,
                clauses.deterministic,
                clauses.readsData);
        return Optional.of(
                new CreateFunction(name, definition, temporary, replace, ifNotExists, tokens.originSince(start)));
    }

    private <T> T alone(String text, Function<Parsers, T> reading) {
        Parsers own = new Parsers(text, parsers.options(), parsers.constants(), parsers.parameters());
        T result = reading.apply(own);
        own.tokens().expectEnd();
        return result;
    }

    private Body body(Returns returns, List<String> name) {
        boolean query = parsers.queries().atQuery() && (returns instanceof Returns.Rows || !tokens.atSign("("));
        if (query) {
            return new Body.Query(parsers.queries().query());
        }
        if (returns instanceof Returns.Rows) {
            throw SyntaxErrors.of(
                    tokens.here(),
                    ErrorCondition.USER_DEFINED_FUNCTIONS__SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY,
                    "name",
                    name.getLast());
        }
        return parsers.queries().atQuery()
                ? tokens.either(
                        "value",
                        this::wholeValue,
                        () -> new Body.Query(parsers.queries().query()))
                : new Body.Value(parsers.expressions().expression());
    }

    /** A value up to the end: {@code (SELECT 1) + 1}, unlike {@code (SELECT 1) UNION SELECT 2}. */
    private Body wholeValue() {
        Body value = new Body.Value(parsers.expressions().expression());
        if (!tokens.atEnd() && !tokens.atSign(";")) {
            throw tokens.unexpected();
        }
        return value;
    }

    private List<Parameter> parameters(int start) {
        List<Parameter> parameters = new ArrayList<>();
        tokens.expectSign("(");
        boolean mayBeNull = true;
        int first = tokens.mark();
        while (!tokens.acceptSign(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectSign(",");
            }
            String name = parsers.names().plainName();
            DataType type = parsers.primaries().dataType();
            Optional<Default> value = Optional.empty();
            Optional<String> comment = Optional.empty();
            while (!tokens.atSign(",") && !tokens.atSign(")")) {
                if (tokens.accept("NOT", "NULL")) {
                    mayBeNull = false;
                } else if (tokens.accept("DEFAULT")) {
                    value = Optional.of(defaultValue());
                } else if (tokens.accept("COMMENT")) {
                    comment = Optional.of(parsers.literals().oneString());
                } else {
                    throw misplacedInParameter(start);
                }
            }
            parameters.add(new Parameter(name, type, value, comment));
        }
        if (!mayBeNull) {
            throw notNull(first);
        }
        return parameters;
    }

    private Default defaultValue() {
        int start = tokens.mark();
        parsers.expressions().expression();
        String text = tokens.textSince(start);
        return new Default(alone(text, own -> own.expressions().expression()), text);
    }

    private RuntimeException misplacedInParameter(int start) {
        boolean generated = tokens.atWords("GENERATED");
        if (!generated && !CONSTRAINTS.contains(Keywords.upper(tokens.peek()))) {
            return tokens.unexpected();
        }
        while (!tokens.atEnd()) {
            tokens.next();
        }
        return SyntaxErrors.of(
                tokens.since(start),
                generated
                        ? ErrorCondition.INVALID_SQL_SYNTAX__CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS
                        : ErrorCondition.INVALID_SQL_SYNTAX__CREATE_FUNC_WITH_COLUMN_CONSTRAINTS);
    }

    /** @param first where the list begins, whose closing parenthesis was read last */
    private RuntimeException notNull(int first) {
        String list = tokens.textSince(first);
        return SyntaxErrors.of(
                tokens.since(first),
                ErrorCondition.USER_DEFINED_FUNCTIONS__NOT_NULL_ON_FUNCTION_PARAMETERS,
                "input",
                list.substring(0, list.length() - 1).strip());
    }

    /** What stands between the parameters and the body, in any order. */
    private final class Clauses {
        private Returns returns = new Returns.Value(Optional.empty());
        private Optional<String> comment = Optional.empty();
        private Optional<Boolean> deterministic = Optional.empty();
        private Optional<Boolean> readsData = Optional.empty();

        /** Whether there was another clause. */
        boolean next(int start) {
            if (tokens.accept("RETURNS", "TABLE")) {
                returns = new Returns.Rows(tokens.atSign("(") ? columns() : List.of());
            } else if (tokens.accept("RETURNS")) {
                returns = new Returns.Value(Optional.of(parsers.primaries().dataType()));
            } else if (tokens.accept("COMMENT")) {
                comment = Optional.of(parsers.literals().oneString());
            } else if (tokens.accept("NOT", "DETERMINISTIC")) {
                deterministic = Optional.of(false);
            } else if (tokens.accept("DETERMINISTIC")) {
                deterministic = Optional.of(true);
            } else if (tokens.accept("CONTAINS", "SQL")) {
                readsData = Optional.of(false);
            } else if (tokens.accept("READS", "SQL", "DATA")) {
                readsData = Optional.of(true);
            } else if (tokens.accept("LANGUAGE")) {
                if (!parsers.names().plainName().equalsIgnoreCase("SQL")) {
                    throw SyntaxErrors.unsupported(tokens.since(start), "a function in another language than SQL");
                }
            } else if (!tokens.accept("SQL", "SECURITY", "DEFINER") && !tokens.accept("SQL", "SECURITY", "INVOKER")) {
                return false;
            }
            return true;
        }

        private List<StructField> columns() {
            List<StructField> columns = new ArrayList<>();
            tokens.expectSign("(");
            int first = tokens.mark();
            boolean mayBeNull = true;
            do {
                StructField column = new StructField(
                        parsers.names().plainName(), parsers.primaries().dataType(), true);
                if (tokens.accept("NOT", "NULL")) {
                    mayBeNull = false;
                }
                columns.add(
                        tokens.accept("COMMENT")
                                ? column.withComment(parsers.literals().oneString())
                                : column);
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
            if (!mayBeNull) {
                throw notNull(first);
            }
            return columns;
        }
    }

    // Dropping

    boolean atDrop() {
        return tokens.atWords("DROP", "FUNCTION")
                || tokens.atWords("DROP", "TEMPORARY", "FUNCTION")
                || tokens.atWords("DROP", "TEMP", "FUNCTION");
    }

    DropFunction drop() {
        int start = tokens.mark();
        tokens.expect("DROP");
        boolean temporary = tokens.acceptAny("TEMPORARY", "TEMP") != null;
        tokens.expect("FUNCTION");
        boolean ifExists = tokens.accept("IF", "EXISTS");
        return new DropFunction(parsers.names().reference(), temporary, ifExists, tokens.originSince(start));
    }
}
