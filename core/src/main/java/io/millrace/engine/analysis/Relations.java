package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.connector.local.RangeTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.ExternalValues;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.EventTime;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.StreamRelation;
import io.millrace.engine.user.RowFunction;
import io.millrace.plan.TypedFunction;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.Connector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.StreamSource;
import io.millrace.spi.source.Table;
import io.millrace.types.DataType;
import io.millrace.types.IntervalParser;
import io.millrace.types.StructType;
import io.millrace.types.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Leaves, table names, joins, unions and watermarks. */
final class Relations {
    private static final AtomicLong WATERMARK_IDS = new AtomicLong();
    private static final Set<String> INFERRING = Set.of("inferschema", "infertimestamp");
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long DAYS_PER_MONTH = 31;

    private final AnalysisContext context;
    private final Analyzer analyzer;

    Relations(AnalysisContext context, Analyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
    }

    static Analyzed range(UnresolvedPlan.Range range) {
        return scan(new RangeTable(range.start(), range.end(), range.step()));
    }

    static Analyzed scan(Table table) {
        List<Attribute> output = new ArrayList<>();
        table.schema().forEach(field -> output.add(Attribute.create(field)));
        return new Analyzed(new LogicalPlan.TableScan(table, output), Scope.of(output));
    }

    Analyzed read(UnresolvedPlan.Read read) {
        refuseInferredTimes(read);
        Connector connector = context.connectors().findDataSource(read.format());
        ReadRequest request = new ReadRequest(
                connector.name(),
                read.paths(),
                read.schema(),
                Options.of(read.options()),
                context.zone(),
                context.configuration());
        if (!read.streaming()) {
            return scan(context.opened()
                    .table(
                            read,
                            () -> connector
                                    .batchSource()
                                    .orElseThrow(() -> noBatchRead(connector))
                                    .open(request)));
        }
        StreamRelation relation = context.opened().stream(read, () -> {
            StreamSource source = connector.streamSource().orElseThrow(() -> noStreamedReading(read.format()));
            if (source.hasFixedSchema() && read.schema().isPresent()) {
                throw new MillraceUnsupportedOperationException(
                        ErrorDetail.of(ErrorCondition.LEGACY_2242, "source", connector.name()));
            }
            return new StreamRelation(source, request, source.schema(request));
        });
        List<Attribute> output = new ArrayList<>();
        relation.schema().forEach(field -> output.add(Attribute.create(field)));
        return new Analyzed(new LogicalPlan.StreamScan(relation, output), Scope.of(output));
    }

    /** Times are inferred as such with a zone, which is not what TIMESTAMP means then. */
    private void refuseInferredTimes(UnresolvedPlan.Read read) {
        boolean infers = read.options().entrySet().stream()
                .anyMatch(option -> INFERRING.contains(option.getKey().toLowerCase(Locale.ROOT))
                        && option.getValue().equalsIgnoreCase("true"));
        if (infers && read.schema().isEmpty() && context.resolution().localTimestamps()) {
            throw Unsupported.plan("times inferred from files where TIMESTAMP is TIMESTAMP_NTZ", read.origin());
        }
    }

    private static MillraceException noBatchRead(Connector connector) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1135, "className", connector.name()));
    }

    private static MillraceUnsupportedOperationException noStreamedReading(String format) {
        return new MillraceUnsupportedOperationException(
                ErrorDetail.of(ErrorCondition.LEGACY_2049, "className", format, "operator", "reading"));
    }

    /** What a relation gives, be it cached or not. */
    Analyzed rows(Catalog.Found found) {
        return switch (found.relation()) {
            case Catalog.Relation.View view -> {
                Analyzed body = new Analyzer(context.insideView(view.settings())).resolve(view.plan());
                yield new Analyzed(body.plan(), body.scope().unqualified());
            }
            case Catalog.Relation.Data data -> scan(data.table());
            case Catalog.Relation.Stored stored -> scan(stored.table().rows());
            case Catalog.Relation.Kept kept -> {
                LogicalPlan plan = new ViewAnalysis(context, kept.view(), found.name()).analyze();
                yield new Analyzed(plan, Scope.of(plan.output()));
            }
        };
    }

    Analyzed named(UnresolvedPlan.NamedRelation named) {
        List<String> name = named.name();
        if (name.size() == 1) {
            Optional<Analyzed> common = new CommonTables(context).find(name.getFirst());
            if (common.isPresent()) {
                return common.get();
            }
        }
        Optional<Catalog.Found> relation = context.catalog().find(name);
        if (relation.isPresent()) {
            context.creation().ifPresent(creation -> uses(creation, relation.get()));
            Analyzed found = context.catalog()
                    .cachedViews()
                    .read(relation.get().relation())
                    .orElseGet(() -> rows(relation.get()));
            return new Analyzed(
                    found.plan(), found.scope().qualified(relation.get().name()));
        }
        if (name.size() == 2 && new DirectQueries(context.connectors()).isFormat(name.getFirst())) {
            return new DirectQueries(context.connectors()).read(named, this::read);
        }
        throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.TABLE_OR_VIEW_NOT_FOUND,
                        "relationName",
                        NameResolver.quoted(name),
                        "searchPath",
                        FunctionRegistry.SEARCH_PATH)
                .at(named.origin().position()));
    }

    /** Tables end with the session, too, but only what is called temporary counts as such. */
    private static void uses(Creation creation, Catalog.Found found) {
        switch (found.relation()) {
            case Catalog.Relation.View ignored -> creation.usesTemporary("VIEW", found.name());
            case Catalog.Relation.Data ignored -> creation.usesTemporary("VIEW", found.name());
            case Catalog.Relation.Stored ignored -> {}
            case Catalog.Relation.Kept ignored -> {}
        }
        creation.usesData();
    }

    Analyzed alias(UnresolvedPlan.SubqueryAlias alias) {
        Analyzed input = alias.input() instanceof UnresolvedPlan.InlineTable table
                ? new InlineTables(context, alias.origin()).resolve(table, alias.columnNames())
                : analyzer.resolve(alias.input());
        return renamed(input, alias.name(), alias.columnNames(), alias);
    }

    /** The columns under a table's name, and with names of their own unless there are none. */
    static Analyzed renamed(Analyzed input, String name, List<String> columnNames, UnresolvedPlan plan) {
        if (columnNames.isEmpty()) {
            return new Analyzed(input.plan(), input.scope().qualified(List.of(name)));
        }
        List<Attribute> columns = input.scope().attributes();
        if (columns.size() != columnNames.size()
                && plan instanceof UnresolvedPlan.SubqueryAlias alias
                && alias.input() instanceof UnresolvedPlan.InlineTable) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_INLINE_TABLE__NUM_COLUMNS_MISMATCH,
                            "expectedNumCols",
                            String.valueOf(columnNames.size()),
                            "actualNumCols",
                            String.valueOf(columns.size()),
                            "rowIndex",
                            "0")
                    .at(plan.origin().position()));
        }
        if (columns.size() != columnNames.size()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.ASSIGNMENT_ARITY_MISMATCH,
                            "numExpr",
                            String.valueOf(columnNames.size()),
                            "numTarget",
                            String.valueOf(columns.size()))
                    .at(plan.origin().position()));
        }
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            assignments.add(new Assignment(columns.get(i).fresh().withName(columnNames.get(i)), columns.get(i)));
        }
        LogicalPlan project = new LogicalPlan.Project(input.plan(), assignments);
        return new Analyzed(project, Scope.of(project.output()).qualified(List.of(name)));
    }

    static Analyzed localRows(UnresolvedPlan.LocalRows rows) {
        List<Object[]> internal = new ArrayList<>(rows.rows().size());
        StructType schema = rows.schema();
        for (Object[] row : rows.rows()) {
            Object[] cells = new Object[row.length];
            for (int i = 0; i < row.length; i++) {
                cells[i] = ExternalValues.toInternal(row[i], schema.field(i).dataType());
            }
            internal.add(cells);
        }
        return scan(new LocalTable(schema, internal));
    }

    Analyzed lateralView(UnresolvedPlan.LateralView view) {
        if (view.input() instanceof UnresolvedPlan.OneRow
                && view.generator() instanceof UnresolvedExpression.FunctionCall call) {
            Optional<SqlFunction> routine = RoutineCalls.find(call, context);
            boolean range = routine.isEmpty() && RangeFunction.isCalled(call);
            if (range || routine.isPresent()) {
                Analyzed rows = range
                        ? new RangeFunction(context).rows(call)
                        : new RoutineCalls(context).rows(routine.get(), call);
                return renamed(rows, view.tableName().orElse(call.name().getLast()), view.columnNames(), view);
            }
        }
        Analyzed input = analyzer.resolve(view.input());
        RoutineCalls.refuse(view.generator(), "Generate", context);
        UnresolvedExpression generator = view.outer() ? OuterGenerators.outer(view.generator()) : view.generator();
        Expression call = generator(view, generator, new ExpressionAnalyzer(context, input.scope()));
        GeneratorPlaces.refuseNested(call, generator.origin(), context.zone());
        if (!(call instanceof Expression.GeneratorCall generated)) {
            throw noGenerator(view, call);
        }
        WindowAnalysis.refuse(
                generated.children(),
                Expression.WindowCall.class::isInstance,
                context.zone(),
                generator.origin().position());
        List<Attribute> columns = SelectList.columns(generated, view.columnNames(), view.generator());
        Scope added = Scope.of(columns).qualified(view.tableName().map(List::of).orElse(List.of()));
        return new Analyzed(
                new LogicalPlan.Generate(input.plan(), generated, columns),
                input.scope().concat(added));
    }

    private static Expression generator(
            UnresolvedPlan.LateralView view, UnresolvedExpression generator, ExpressionAnalyzer expressions) {
        try {
            return expressions.analyze(generator);
        } catch (MillraceException e) {
            boolean unknown = e.detail().condition() == ErrorCondition.UNRESOLVED_ROUTINE;
            if (unknown
                    && view.input() instanceof UnresolvedPlan.OneRow
                    && view.generator() instanceof UnresolvedExpression.FunctionCall call
                    && NameResolver.quoted(call.name())
                            .equals(e.detail().parameters().get("routineName"))) {
                throw new MillraceException(
                        ErrorDetail.of(
                                        ErrorCondition.UNRESOLVABLE_TABLE_VALUED_FUNCTION,
                                        "name",
                                        NameResolver.quoted(call.name()))
                                .at(call.origin().position()),
                        e);
            }
            throw e;
        }
    }

    private static MillraceException noGenerator(UnresolvedPlan.LateralView view, Expression value) {
        String name = view.generator() instanceof UnresolvedExpression.FunctionCall call
                ? "`" + call.name().getLast() + "`"
                : ExpressionText.pretty(value);
        ErrorDetail detail = view.input() instanceof UnresolvedPlan.OneRow
                ? ErrorDetail.of(ErrorCondition.NOT_A_TABLE_FUNCTION, "functionName", name)
                : ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_GENERATOR__NOT_GENERATOR,
                        "functionName",
                        name,
                        "classCanonicalName",
                        value.getClass().getCanonicalName());
        return new MillraceException(detail.at(view.generator().origin().position()));
    }

    /** A function reads its input's columns by position; a filter leaves the rows, and what they are called, alone. */
    Analyzed typed(UnresolvedPlan.Typed typed) {
        if (typed.keyEncoder().isPresent()) {
            throw Unsupported.plan("functions of groups", typed.origin());
        }
        Analyzed input = analyzer.resolve(typed.input());
        LogicalPlan rows = Analyzer.visible(input.plan(), input.scope());
        RowFunction function = new RowFunction(typed);
        if (function.kind() == TypedFunction.FILTER) {
            return new Analyzed(new LogicalPlan.MapRows(rows, function, rows.output()), input.scope());
        }
        List<Attribute> output = new ArrayList<>();
        function.outputSchema().forEach(field -> output.add(Attribute.create(field)));
        return new Analyzed(new LogicalPlan.MapRows(rows, function, output), Scope.of(output));
    }

    Analyzed watermark(UnresolvedPlan.WithWatermark watermark) {
        Analyzed input = withTime(analyzer.resolve(watermark.input()), watermark);
        Expression column = watermark.eventTime() instanceof UnresolvedExpression.Alias
                ? input.scope().attributes().getLast()
                : new ExpressionAnalyzer(context, input.scope()).analyze(watermark.eventTime());
        if (!(column instanceof Attribute eventTime)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN,
                    "eventExpr",
                    "\"" + ExpressionText.pretty(column, context.zone()) + "\""));
        }
        if (input.plan().isStreaming() && !isTime(eventTime.type())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE,
                    "eventName",
                    NameResolver.quoted(List.of(eventTime.name())),
                    "eventType",
                    "\"" + eventTime.type().sql() + "\""));
        }
        long delay = delayMillis(watermark.delay());
        if (!input.plan().isStreaming()) {
            return input;
        }
        Attribute tagged = eventTime.withMetadata(EventTime.tag(eventTime.metadata(), delay));
        LogicalPlan plan = new LogicalPlan.Watermark(input.plan(), WATERMARK_IDS.incrementAndGet(), tagged, delay);
        Scope scope = new Scope(input.scope().columns().stream()
                .map(c -> c.attribute().id() == tagged.id() ? c.withAttribute(tagged) : c)
                .toList());
        return new Analyzed(plan, scope);
    }

    /** The input with a column for the time, if that is computed; it belongs to no table. */
    private Analyzed withTime(Analyzed input, UnresolvedPlan.WithWatermark watermark) {
        if (watermark.eventTime() instanceof UnresolvedExpression.ColumnReference) {
            return input;
        }
        Scope scope = input.scope();
        Expression time = new ExpressionAnalyzer(context, scope).analyze(watermark.eventTime());
        if (!(watermark.eventTime() instanceof UnresolvedExpression.Alias alias)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.REQUIRES_EXPLICIT_NAME_IN_WATERMARK_CLAUSE,
                    "sqlExpr",
                    scope.qualifiedSql(time, context.zone()) + " AS "
                            + NameResolver.quoted(List.of(ExpressionText.pretty(time, context.zone())))));
        }
        Attribute column = Attribute.create(alias.names().getFirst(), time.type(), time.nullable());
        List<Assignment> columns = new ArrayList<>(
                scope.attributes().stream().map(Assignment::pass).toList());
        columns.add(new Assignment(column, time));
        return new Analyzed(new LogicalPlan.Project(input.plan(), columns), scope.concat(Scope.of(List.of(column))));
    }

    private static boolean isTime(DataType type) {
        return switch (type) {
            case TimestampType ignored -> true;
            case StructType window ->
                window.length() == 2
                        && window.field(1).name().equals("end")
                        && window.field(1).dataType() instanceof TimestampType;
            default -> false;
        };
    }

    /** A delay in milliseconds; a month counts 31 days. */
    private static long delayMillis(String delay) {
        IntervalParser.Interval interval;
        try {
            interval = IntervalParser.parse(delay);
        } catch (MillraceException | MillraceIllegalArgumentException e) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.CANNOT_PARSE_INTERVAL, "intervalString", "'" + delay + "'"), e);
        }
        long millis = (interval.months() * DAYS_PER_MONTH + interval.days()) * MILLIS_PER_DAY
                + interval.microseconds() / 1000;
        if (millis < 0) {
            throw new IllegalArgumentException(
                    "requirement failed: The delay of a watermark must not be negative, but is '" + delay + "'");
        }
        return millis;
    }
}
