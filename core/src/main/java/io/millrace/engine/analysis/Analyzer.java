package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From unresolved plans to typed ones.
 *
 * <p>The work is split: {@link Relations} turns leaves into plans, {@link ExpressionAnalyzer} types expressions,
 * {@link SelectAnalysis} knows what a select list and the clauses above it see, {@link SelectList} names columns,
 * {@link Grouping} takes aggregates apart, {@link TimeWindows} computes windows.
 *
 * <p>A clause above a select list (ORDER BY, HAVING) may use what the list does not give: {@link #extend} analyses a plan
 * together with such extra expressions and adds hidden columns for them, which the caller projects away again.
 */
public final class Analyzer {
    private final AnalysisContext context;
    private final Relations relations;
    private final ColumnChanges changes;
    private final SelectAnalysis select;

    public Analyzer(AnalysisContext context) {
        this.context = context;
        this.relations = new Relations(context, this);
        this.changes = new ColumnChanges(context, this);
        this.select = new SelectAnalysis(context, this);
    }

    /** Types a plan; errors carry a condition and, if known, the place in the SQL. */
    public LogicalPlan analyze(UnresolvedPlan plan) {
        Analyzed analyzed = resolve(plan);
        // What is out of scope was only needed inside.
        LogicalPlan result = LegacyDates.in(visible(analyzed.plan(), analyzed.scope()), context);
        requireTimeEnabled(result.schema());
        return result;
    }

    private void requireTimeEnabled(DataType type) {
        if (holdsTime(type) && !context.resolution().flag(LanguageSetting.TIME_TYPE)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_TIME_TYPE));
        }
    }

    private static boolean holdsTime(DataType type) {
        return switch (type) {
            case TimeType ignored -> true;
            case ArrayType array -> holdsTime(array.elementType());
            case MapType map -> holdsTime(map.keyType()) || holdsTime(map.valueType());
            case StructType struct -> Arrays.stream(struct.fields()).anyMatch(field -> holdsTime(field.dataType()));
            default -> false;
        };
    }

    Analyzed resolve(UnresolvedPlan plan) {
        Analyzed analyzed = extend(plan, Extras.NONE).analyzed();
        return plan.origin().planId().isPresent()
                ? new Analyzed(
                        analyzed.plan(),
                        analyzed.scope().withPlanId(plan.origin().planId().getAsLong()))
                : analyzed;
    }

    static LogicalPlan visible(LogicalPlan plan, Scope scope) {
        List<Attribute> wanted = scope.attributes();
        return plan.gives(wanted)
                ? plan
                : new LogicalPlan.Project(
                        plan, wanted.stream().map(Assignment::pass).toList());
    }

    /**
     * A plan whose output may have more columns than its scope, and extra expressions over its output.
     */
    record Extended(Analyzed analyzed, List<Expression> extras) {}

    /**
     * Expressions of clauses above a select list.
     *
     * @param conditions those of HAVING, where a column that is grouped by goes before an output of the same name
     * @param qualifying that of QUALIFY, where the output goes first if it has window functions, and what is below it otherwise
     * @param others those of ORDER BY, where the output goes first
     */
    record Extras(
            List<UnresolvedExpression> conditions,
            Optional<UnresolvedExpression> qualifying,
            List<UnresolvedExpression> others) {
        static final Extras NONE = others(List.of());

        static Extras others(List<UnresolvedExpression> others) {
            return new Extras(List.of(), Optional.empty(), others);
        }

        List<UnresolvedExpression> all() {
            List<UnresolvedExpression> all = new ArrayList<>(conditions);
            qualifying.ifPresent(all::add);
            all.addAll(others);
            return all;
        }
    }

    Extended extend(UnresolvedPlan plan, Extras extras) {
        MisplacedStars.refuse(plan);
        return switch (plan) {
            case UnresolvedPlan.Project project -> select.project(project, extras);
            case UnresolvedPlan.Aggregate aggregate -> select.aggregate(aggregate, extras);
            case UnresolvedPlan.Having having -> having(having, extras);
            case UnresolvedPlan.Qualify qualify -> qualify(qualify, extras);
            case UnresolvedPlan.Filter filter -> plain(filter(filter), extras);
            case UnresolvedPlan.Sort sort -> plain(new SortAnalysis(context, this).sort(sort), extras);
            case UnresolvedPlan.SortAll sort -> plain(new SortAnalysis(context, this).sortAll(sort), extras);
            case UnresolvedPlan.WithColumns columns -> plain(changes.withColumns(columns), extras);
            case UnresolvedPlan.RenameColumns rename -> plain(changes.rename(rename), extras);
            case UnresolvedPlan.DropColumns drop -> plain(changes.drop(drop), extras);
            case UnresolvedPlan.ToNames names -> plain(changes.toNames(names), extras);
            case UnresolvedPlan.Limit limit -> plain(limit(limit.input(), null, limit.count(), "limit"), extras);
            case UnresolvedPlan.Offset offset -> plain(limit(offset.input(), offset.count(), null, "offset"), extras);
            case UnresolvedPlan.Tail tail -> {
                Analyzed input = resolve(tail.input());
                yield plain(new Analyzed(new LogicalPlan.Tail(input.plan(), tail.count()), input.scope()), extras);
            }
            case UnresolvedPlan.Distinct distinct -> plain(distinct(distinct), extras);
            case UnresolvedPlan.Deduplicate deduplicate -> plain(deduplicate(deduplicate), extras);
            case UnresolvedPlan.Hint hint -> extend(hint.input(), extras);
            case UnresolvedPlan.Repartition repartition -> repartition(repartition, extras);
            case UnresolvedPlan.Read read -> plain(relations.read(read), extras);
            case UnresolvedPlan.NamedRelation named -> plain(relations.named(named), extras);
            case UnresolvedPlan.LocalRows rows -> plain(Relations.localRows(rows), extras);
            case UnresolvedPlan.Range range -> plain(Relations.range(range), extras);
            case UnresolvedPlan.OneRow ignored -> plain(Relations.scan(LocalTable.oneRow()), extras);
            case UnresolvedPlan.InlineTable table ->
                plain(new InlineTables(context, table.origin()).resolve(table, List.of()), extras);
            case UnresolvedPlan.SubqueryAlias alias -> plain(relations.alias(alias), extras);
            case UnresolvedPlan.With with -> plain(new CommonTables(context).with(with), extras);
            case UnresolvedPlan.Join join -> plain(new JoinAnalysis(context, this).resolve(join), extras);
            case UnresolvedPlan.SetOperation operation ->
                plain(new SetOperations(context, this).resolve(operation), extras);
            case UnresolvedPlan.WithWatermark watermark -> plain(relations.watermark(watermark), extras);
            case UnresolvedPlan.Pivot pivot -> plain(new PivotAnalysis(context, this, pivot).resolve(), extras);
            case UnresolvedPlan.Unpivot unpivot -> plain(new UnpivotAnalysis(context, this).resolve(unpivot), extras);
            case UnresolvedPlan.LateralView view -> plain(relations.lateralView(view), extras);
            case UnresolvedPlan.Typed typed -> plain(relations.typed(typed), extras);
            case UnresolvedPlan.Observe observe -> throw Unsupported.plan("observed metrics", observe.origin());
            case UnresolvedPlan.TimeTravel travel -> throw new TimeTravels(context).refusal(travel);
            case UnresolvedPlan.Sample sample -> plain(sample(sample), extras);
            case UnresolvedPlan.Command command ->
                throw Unsupported.plan("a command as part of a query", command.origin());
        };
    }

    /** Where rows go is of no matter here; what says so must still mean something. */
    private Extended repartition(UnresolvedPlan.Repartition repartition, Extras extras) {
        List<UnresolvedExpression> others = new ArrayList<>(extras.others());
        others.addAll(repartition.by());
        Extended below = extend(repartition.input(), new Extras(extras.conditions(), extras.qualifying(), others));
        int wanted = extras.all().size();
        List<Expression> keys = below.extras().subList(wanted, below.extras().size());
        for (Expression key : keys) {
            GeneratorPlaces.refuse(key, text -> "RepartitionByExpression [" + text + "]", context.zone());
        }
        Scope scope = below.analyzed().scope();
        Analyzed rows = wanted == 0 ? new Analyzed(visible(below.analyzed().plan(), scope), scope) : below.analyzed();
        return new Extended(rows, below.extras().subList(0, wanted));
    }

    /** Extra expressions that see nothing but the plan's own columns. */
    private Extended plain(Analyzed analyzed, Extras extras) {
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(context, analyzed.scope());
        return new Extended(
                analyzed, extras.all().stream().map(analyzer::analyze).toList());
    }

    private Analyzed sample(UnresolvedPlan.Sample sample) {
        Analyzed input = resolve(sample.input());
        LogicalPlan rows = visible(input.plan(), input.scope());
        return new Analyzed(
                new LogicalPlan.Sample(rows, sample.lower(), sample.upper(), sample.withReplacement(), sample.seed()),
                input.scope());
    }

    private Extended having(UnresolvedPlan.Having having, Extras extras) {
        List<UnresolvedExpression> conditions = new ArrayList<>();
        conditions.add(having.condition());
        conditions.addAll(extras.conditions());
        Extended below = extend(having.input(), new Extras(conditions, extras.qualifying(), extras.others()));
        Expression condition = booleanOf(below.extras().getFirst());
        LogicalPlan filtered = new LogicalPlan.Filter(below.analyzed().plan(), condition);
        return new Extended(
                new Analyzed(filtered, below.analyzed().scope()),
                below.extras().subList(1, below.extras().size()));
    }

    /** Window functions of the condition become hidden columns, and the rows are filtered above them. */
    private Extended qualify(UnresolvedPlan.Qualify qualify, Extras extras) {
        Extended below = extend(
                qualify.input(), new Extras(extras.conditions(), Optional.of(qualify.condition()), extras.others()));
        List<Expression> others = new ArrayList<>(below.extras());
        Expression written = booleanOf(others.remove(extras.conditions().size()));
        LogicalPlan rows = below.analyzed().plan();
        Scope scope = below.analyzed().scope();
        List<Assignment> columns =
                new ArrayList<>(rows.output().stream().map(Assignment::pass).toList());
        Expression condition = withoutWindows(written, columns);
        LogicalPlan filtered = new LogicalPlan.Filter(new LogicalPlan.Project(rows, columns), condition);
        return new Extended(
                new Analyzed(others.isEmpty() ? visible(filtered, scope) : filtered, scope), List.copyOf(others));
    }

    private static Expression withoutWindows(Expression expression, List<Assignment> columns) {
        if (expression instanceof Expression.WindowCall call) {
            String name = ExpressionText.pretty(call.function()) + " OVER " + call.shown();
            Attribute column = Attribute.create(name, call.type(), call.nullable());
            columns.add(new Assignment(column, call));
            return column;
        }
        return expression.children().isEmpty()
                ? expression
                : expression.withChildren(expression.children().stream()
                        .map(child -> withoutWindows(child, columns))
                        .toList());
    }

    /** HAVING and QUALIFY convert what is no condition, unlike WHERE. */
    private Expression booleanOf(Expression condition) {
        Casts.check(condition, DataTypes.BooleanType, context.resolution().conversionMode(), context.zone())
                .ifPresent(error -> {
                    throw error;
                });
        return context.resolution().convert(condition, DataTypes.BooleanType);
    }

    private Analyzed filter(UnresolvedPlan.Filter filter) {
        Analyzed input = resolve(filter.input());
        Expression condition = new ExpressionAnalyzer(context, input.scope()).condition(filter.condition(), "WHERE");
        List<String> aggregates = new ArrayList<>();
        Trees.visit(condition, part -> {
            if (part instanceof Expression.AggregateCall) {
                aggregates.add(ExpressionText.pretty(input.scope().qualify(part), context.zone()));
            }
        });
        if (!aggregates.isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_WHERE_CONDITION,
                            "condition",
                            "\"" + ExpressionText.pretty(condition, context.zone()) + "\"",
                            "expressionList",
                            String.join(", ", aggregates))
                    .at(filter.condition().origin().position()));
        }
        return new Analyzed(new LogicalPlan.Filter(input.plan(), condition), input.scope());
    }

    private Analyzed limit(UnresolvedPlan below, UnresolvedExpression offset, UnresolvedExpression count, String name) {
        Analyzed input = resolve(below);
        LimitValue values = new LimitValue(context);
        RoutineCalls.refuse(offset != null ? offset : count, offset != null ? "Offset" : "GlobalLimit", context);
        LogicalPlan plan = offset != null
                ? new LogicalPlan.Limit(input.plan(), values.of(offset, name, input.scope()), -1)
                : new LogicalPlan.Limit(input.plan(), 0, values.of(count, name, input.scope()));
        return new Analyzed(plan, input.scope());
    }

    /** On a stream SQL's DISTINCT is an aggregation, and has its rules; {@code Dataset.distinct} removes duplicates. */
    private Analyzed distinct(UnresolvedPlan.Distinct distinct) {
        Analyzed input = resolve(distinct.input());
        List<Attribute> keys = input.scope().attributes();
        SetOperations.refuseMaps(keys);
        return new Analyzed(SetOperations.distinct(visible(input.plan(), input.scope()), keys), input.scope());
    }

    private Analyzed deduplicate(UnresolvedPlan.Deduplicate deduplicate) {
        Analyzed input = resolve(deduplicate.input());
        NameResolver names = new NameResolver(context.caseSensitive());
        List<Attribute> keys = new ArrayList<>();
        for (String column : deduplicate.columns()) {
            List<Attribute> found = input.scope().attributes().stream()
                    .filter(attribute -> names.sameName(attribute.name(), column))
                    .toList();
            if (found.isEmpty()) {
                throw SetOperations.notAmong(column, input.scope().attributes());
            }
            keys.addAll(found);
        }
        if (keys.isEmpty()) {
            keys.addAll(input.scope().attributes());
        }
        SetOperations.refuseMaps(keys);
        return new Analyzed(
                new LogicalPlan.Deduplicate(visible(input.plan(), input.scope()), keys, deduplicate.withinWatermark()),
                input.scope());
    }
}
