package io.millrace.sql;

import io.millrace.spi.error.MillraceException;
import java.util.Map;
import java.util.Optional;

/** The parsers of one text, one for each concern; they call each other and share the tokens. */
final class Parsers {
    private final SqlOptions options;
    private final Optional<Constants> constants;
    private final ParameterValues parameters;
    private final TokenStream tokens;
    private final NameParser names;
    private final LiteralParser literals;
    private final IntervalLiteralParser intervals;
    private final ExpressionParser expressions;
    private final PrimaryParser primaries;
    private final FunctionParser functions;
    private final WindowParser windows;
    private final GroupingParser groupings;
    private final RelationParser relations;
    private final QueryParser queries;
    private final PipeParser pipes;
    private final TableParser tables;
    private final InsertParser inserts;
    private final ViewParser views;
    private final VariableParser variables;
    private final RoutineParser routines;
    private final InspectionParser inspections;
    private final StatementParser statements;
    private Optional<MillraceException> refusal = Optional.empty();

    Parsers(String sql, SqlOptions options) {
        this(sql, options, Optional.empty(), new ParameterValues(Map.of()));
    }

    /**
     * @param constants finds the values of expressions; absent where there is no session
     * @param parameters what parameters stand for, by name or by number; others stay parameters
     */
    Parsers(String sql, SqlOptions options, Optional<Constants> constants, ParameterValues parameters) {
        this.options = options;
        this.constants = constants;
        this.parameters = parameters;
        tokens = new TokenStream(sql, options);
        names = new NameParser(this);
        literals = new LiteralParser(this);
        intervals = new IntervalLiteralParser(this);
        expressions = new ExpressionParser(this);
        primaries = new PrimaryParser(this);
        functions = new FunctionParser(this);
        windows = new WindowParser(this);
        groupings = new GroupingParser(this);
        relations = new RelationParser(this);
        queries = new QueryParser(this);
        pipes = new PipeParser(this);
        tables = new TableParser(this);
        inserts = new InsertParser(this);
        views = new ViewParser(this);
        variables = new VariableParser(this);
        routines = new RoutineParser(this);
        inspections = new InspectionParser(this);
        statements = new StatementParser(this);
    }

    /** Keeps an error that is raised once everything could be read; of several the first. */
    void refuse(MillraceException error) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(error);
        }
    }

    /** Raises the error that was kept, at the end of the text. */
    void requireUnrefused() {
        refusal.ifPresent(error -> {
            throw error;
        });
    }

    SqlOptions options() {
        return options;
    }

    Optional<Constants> constants() {
        return constants;
    }

    ParameterValues parameters() {
        return parameters;
    }

    TokenStream tokens() {
        return tokens;
    }

    NameParser names() {
        return names;
    }

    LiteralParser literals() {
        return literals;
    }

    IntervalLiteralParser intervals() {
        return intervals;
    }

    ExpressionParser expressions() {
        return expressions;
    }

    PrimaryParser primaries() {
        return primaries;
    }

    FunctionParser functions() {
        return functions;
    }

    WindowParser windows() {
        return windows;
    }

    GroupingParser groupings() {
        return groupings;
    }

    RelationParser relations() {
        return relations;
    }

    QueryParser queries() {
        return queries;
    }

    PipeParser pipes() {
        return pipes;
    }

    TableParser tables() {
        return tables;
    }

    InsertParser inserts() {
        return inserts;
    }

    VariableParser variables() {
        return variables;
    }

    RoutineParser routines() {
        return routines;
    }

    ViewParser views() {
        return views;
    }

    InspectionParser inspections() {
        return inspections;
    }

    StatementParser statements() {
        return statements;
    }
}
