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
import io.millrace.types.Metadata;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From unresolved plans to typed ones.
 *
 * <p>The work is split: {@link Relations} turns leaves into plans, {@link ExpressionAnalyzer} types
 * expressions, {@link SelectList} names columns, {@link Grouping} takes aggregates apart, {@link TimeWindows} computes
 * windows. This class knows the order in which clauses see each other.
 *
 * <p>A clause above a select list (ORDER BY, HAVING) may use what the list does not give: {@link #extend} analyses a plan
 * together with such extra expressions and adds hidden columns for them, which the caller projects away again.
 */
public final class Analyzer {
    private final AnalysisContext context;
    private final Relations relations;
    private final ColumnChanges changes;

    public Analyzer(AnalysisContext context) {
        this.context = context;
        this.relations = new Relations(context, this);
        this.changes = new ColumnChanges(context, this);
    }

    /** Types a plan; errors carry a condition and, if known, the place in the SQL. */
    public LogicalPlan analyze(UnresolvedPlan plan) {
        Analyzed analyzed = resolve(plan);
        // What is out of scope was only needed inside.
        LogicalPlan result = visible(analyzed.plan(), analyzed.scope());
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
     * @param others those of ORDER BY, where the output goes first
     */
    record Extras(List<UnresolvedExpression> conditions, List<UnresolvedExpression> others) {
        static final Extras NONE = new Extras(List.of(), List.of());

        List<UnresolvedExpression> all() {
            return Stream.concat(conditions.stream(), others.stream()).toList();
        }
    }

    Extended extend(UnresolvedPlan plan, Extras extras) {
        return switch (plan) {
            case UnresolvedPlan.Project project -> project(project, extras);
            case UnresolvedPlan.Aggregate aggregate -> aggregate(aggregate, extras);
            case UnresolvedPlan.Having having -> having(having, extras);
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
            case UnresolvedPlan.Repartition repartition -> extend(repartition.input(), extras);
            case UnresolvedPlan.Read read -> plain(relations.read(read), extras);
            case UnresolvedPlan.NamedRelation named -> plain(relations.named(named), extras);
            case UnresolvedPlan.LocalRows rows -> plain(Relations.localRows(rows), extras);
            case UnresolvedPlan.Range range -> plain(Relations.range(range), extras);
            case UnresolvedPlan.OneRow ignored -> plain(Relations.scan(LocalTable.oneRow()), extras);
            case UnresolvedPlan.InlineTable table -> plain(new InlineTables(context, table.origin()).resolve(table, List.of()), extras);
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
            case UnresolvedPlan.Sample sample -> plain(sample(sample), extras);
            case UnresolvedPlan.Command command ->
                throw Unsupported.plan("a command as part of a query", command.origin());
        };
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

    private Extended project(UnresolvedPlan.Project project, Extras extras) {
        Analyzed source = resolve(project.input());
        List<UnresolvedExpression> all = new ArrayList<>(project.expressions());
        all.addAll(extras.all());
        TimeWindows.Prepared prepared = new TimeWindows(context).prepare(source, all);
        Analyzed input = prepared.input();
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(context, input.scope()).withPrepared(prepared.calls());
        SelectList list = SelectList.analyze(project.expressions(), analyzer, context);
        CorrelationRules rules = new CorrelationRules(context);
        rules.requireOwnWindows(list.assignments(), project.origin());
        if (list.hasAggregates() || liftsAggregate(list)) {
            rules.requireOwn(List.of(), list.assignments(), project.origin());
            return grouped(input, new Grouping(List.of(), context.outer()), list, analyzer, extras);
        }
        list.assignments().forEach(assignment -> Grouping.refuseMarkers(assignment.value(), project.origin()));
        LogicalPlan below = list.generator()
                .<LogicalPlan>map(call -> new LogicalPlan.Generate(input.plan(), call, list.generated()))
                .orElse(input.plan());
        List<Assignment> assignments = new ArrayList<>(list.assignments());
        Scope scope = input.scope().output(list.assignments());
        ExpressionAnalyzer above = above(scope, analyzer);
        HavingElements.require(extras.conditions(), analyzer);
        List<Expression> typed = new ArrayList<>();
        for (UnresolvedExpression condition : extras.conditions()) {
            Expression value = above.analyzeOr(condition, analyzer);
            if (Trees.contains(value, Expression.AggregateCall.class::isInstance)) {
                return grouped(input, new Grouping(List.of(), context.outer()), list, analyzer, extras);
            }
            typed.add(value);
        }
        for (UnresolvedExpression other : extras.others()) {
            typed.add(above.analyzeOr(other, analyzer));
        }
        hide(typed, assignments, below);
        return new Extended(new Analyzed(new LogicalPlan.Project(below, assignments), scope), typed);
    }

    /** Whether a select list has nothing but aggregates of the query around, which is one all the same. */
    private boolean liftsAggregate(SelectList list) {
        return context.outer().isPresent()
                && list.assignments().stream()
                        .anyMatch(item -> Trees.contains(
                                context.outer().get().meaning(item.value()),
                                Expression.AggregateCall.class::isInstance));
    }

    /** Adds columns of the input that extra expressions need and the list does not give. */
    private static void hide(List<Expression> extras, List<Assignment> assignments, LogicalPlan input) {
        for (Attribute column : input.output()) {
            boolean given = assignments.stream().anyMatch(a -> a.target().id() == column.id());
            if (!given
                    && extras.stream().anyMatch(extra -> Trees.references(extra).contains(column.id()))) {
                assignments.add(Assignment.pass(column));
            }
        }
    }

    /** Sees the columns of the output first and then those of the input; aggregates see the input only. */
    private ExpressionAnalyzer above(Scope output, ExpressionAnalyzer input) {
        NameResolver names = new NameResolver(context.caseSensitive());
        return new ExpressionAnalyzer(context, output)
                .orElse(reference -> names.find(reference, input.scope()).isPresent()
                        ? Optional.of(input.analyze(reference))
                        : Optional.empty())
                .withAggregateArguments(input);
    }

    /** {@code GROUP BY all} means a column of that name if there is one. */
    private UnresolvedPlan.Aggregate byName(UnresolvedPlan.Aggregate aggregate, Scope input) {
        if (aggregate.kind() != UnresolvedPlan.Grouping.ALL) {
            return aggregate;
        }
        return new NameResolver(context.caseSensitive())
                .all(input, aggregate.origin())
                .map(column -> new UnresolvedPlan.Aggregate(
                        aggregate.input(),
                        UnresolvedPlan.Grouping.PLAIN,
                        List.of(column),
                        List.of(),
                        aggregate.output(),
                        aggregate.origin()))
                .orElse(aggregate);
    }

    private Extended aggregate(UnresolvedPlan.Aggregate written, Extras extras) {
        Analyzed source = resolve(written.input());
        UnresolvedPlan.Aggregate aggregate = byName(written, source.scope());
        List<UnresolvedExpression> all = new ArrayList<>(aggregate.groupings());
        all.addAll(aggregate.output());
        all.addAll(extras.all());
        TimeWindows.Prepared prepared = new TimeWindows(context).prepare(source, all);
        Analyzed input = prepared.input();
        ExpressionAnalyzer analyzer =
                new ExpressionAnalyzer(context, withWindows(input.scope(), prepared)).withPrepared(prepared.calls());
        SelectList list = SelectList.analyze(aggregate.output(), analyzer, context);
        Grouping grouping = new GroupingItems(context, analyzer, list).grouping(aggregate);
        new CorrelationRules(context).requireOwn(grouping.groupings(), list.assignments(), aggregate.origin());
        Set<Long> leftOut = grouping.leftOut();
        if (aggregate.kind() == UnresolvedPlan.Grouping.ALL) {
            requireGroups(list, grouping, aggregate);
        }
        if (leftOut.isEmpty()) {
            return grouped(input, grouping, list, analyzer, extras);
        }
        // What a grouping set leaves out is null there: types are found anew with that in mind.
        Scope nullable = analyzer.scope()
                .withAttributes(analyzer.scope().attributes().stream()
                        .map(column -> leftOut.contains(column.id()) ? column.withNullable(true) : column)
                        .toList());
        ExpressionAnalyzer again = new ExpressionAnalyzer(context, nullable).withPrepared(prepared.calls());
        SelectList typed = SelectList.analyze(aggregate.output(), again, context);
        Grouping regrouped = new GroupingItems(context, again, typed).grouping(aggregate);
        return grouped(new Analyzed(input.plan(), nullable), regrouped, typed, again, extras);
    }

    private static void requireGroups(SelectList list, Grouping grouping, UnresolvedPlan.Aggregate aggregate) {
        try {
            list.assignments().forEach(assignment -> grouping.rewrite(assignment.value()));
        } catch (MillraceException e) {
            boolean subquery = e.detail().condition()
                    == ErrorCondition.SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION;
            if (!subquery && !Grouping.isNotGrouped(e)) {
                throw e;
            }
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.UNRESOLVED_ALL_IN_GROUP_BY)
                            .at(aggregate.origin().position()),
                    e);
        }
    }

    /** The window that is grouped by may be called by its name, unless a column has that name. */
    private Scope withWindows(Scope scope, TimeWindows.Prepared prepared) {
        List<Attribute> windows = prepared.calls().values().stream().distinct().toList();
        NameResolver names = new NameResolver(context.caseSensitive());
        boolean taken = scope.attributes().stream()
                .anyMatch(column -> windows.stream().anyMatch(window -> names.sameName(window.name(), column.name())));
        return taken ? scope : scope.concat(Scope.of(windows));
    }

    private Extended grouped(
            Analyzed input, Grouping grouping, SelectList list, ExpressionAnalyzer analyzer, Extras extras) {
        List<Assignment> assignments = new ArrayList<>();
        for (Assignment assignment : list.assignments()) {
            Expression value = grouping.rewrite(assignment.value());
            Attribute target = assignment.target();
            assignments.add(
                    value instanceof Attribute column && assignment.isPass()
                            ? Assignment.pass(column.withName(target.name()))
                            : new Assignment(taggedLike(target, value), value));
        }
        Scope scope = input.scope().output(assignments);
        HavingElements.require(extras.conditions(), analyzer);
        List<Expression> typed = new ArrayList<>();
        List<Assignment> all = new ArrayList<>(assignments);
        ExpressionAnalyzer groupsFirst = above(withoutKeyNames(scope, input.scope(), grouping), analyzer);
        ExpressionAnalyzer outputFirst = above(scope, analyzer);
        Extra extra = new Extra(analyzer, scope, grouping, assignments, all);
        for (UnresolvedExpression condition : extras.conditions()) {
            typed.add(extra.analyze(condition, groupsFirst, outputFirst));
        }
        boolean windows = list.assignments().stream()
                .anyMatch(assignment -> Trees.contains(assignment.value(), Expression.WindowCall.class::isInstance));
        // Windows stand between the groups and the order, which sees no more than they give once it names an aggregate.
        boolean aboveWindows = windows && extras.others().stream().anyMatch(analyzer::hasAggregate);
        ExpressionAnalyzer windowed = new ExpressionAnalyzer(context, scope.concat(keys(input.scope(), grouping, scope)));
        for (UnresolvedExpression other : extras.others()) {
            typed.add(aboveWindows ? windowed.analyze(other) : extra.analyze(other, outputFirst, groupsFirst));
        }
        LogicalPlan aggregated = grouping.aggregate(input.plan());
        return new Extended(new Analyzed(new LogicalPlan.Project(aggregated, all), scope), typed);
    }

    /** The columns that are grouped by and not given already. */
    private static Scope keys(Scope input, Grouping grouping, Scope given) {
        return new Scope(input.columns().stream()
                .filter(column -> grouping.isKey(column.attribute())
                        && given.attributes().stream()
                                .noneMatch(other -> other.id() == column.attribute().id()))
                .toList());
    }

    /** Analyses the extra expressions above groups, and adds what they need to all columns. */
    private final class Extra {
        private final ExpressionAnalyzer input;
        private final Scope output;
        private final Grouping grouping;
        private final List<Assignment> visible;
        private final List<Assignment> all;

        Extra(
                ExpressionAnalyzer input,
                Scope output,
                Grouping grouping,
                List<Assignment> visible,
                List<Assignment> all) {
            this.input = input;
            this.output = output;
            this.grouping = grouping;
            this.visible = visible;
            this.all = all;
        }

        Expression analyze(UnresolvedExpression extra, ExpressionAnalyzer first, ExpressionAnalyzer second) {
            Expression value = first.analyzeOr(extra, second);
            try {
                return overGroups(value, grouping, visible, all);
            } catch (MillraceException e) {
                if (Grouping.isNotGrouped(e)) {
                    throw ungrouped(extra).orElse(e);
                }
                throw e;
            }
        }

        /** A name that means a column without group is as unknown here as any other. */
        private Optional<MillraceException> ungrouped(UnresolvedExpression extra) {
            NameResolver names = new NameResolver(context.caseSensitive());
            if (extra instanceof UnresolvedExpression.ColumnReference reference) {
                return names.find(reference, input.scope())
                        .filter(match -> !grouping.isKey(match.attribute()))
                        .map(match -> names.unresolved(reference, output));
            }
            boolean aggregate = extra instanceof UnresolvedExpression.FunctionCall call && input.isAggregate(call);
            return aggregate
                    ? Optional.empty()
                    : UnresolvedChildren.of(extra).stream()
                            .flatMap(child -> ungrouped(child).stream())
                            .findFirst();
        }
    }

    /** The output without columns that are called like another one that is grouped by. */
    private Scope withoutKeyNames(Scope output, Scope input, Grouping grouping) {
        NameResolver names = new NameResolver(context.caseSensitive());
        List<Attribute> keys =
                input.attributes().stream().filter(grouping::isKey).toList();
        return new Scope(output.columns().stream()
                .filter(column -> keys.stream()
                        .noneMatch(key -> key.id() != column.attribute().id()
                                && names.sameName(key.name(), column.attribute().name())))
                .toList());
    }

    /** An extra expression over the output of a grouped select list; what the list lacks becomes a hidden column. */
    private static Expression overGroups(
            Expression extra, Grouping grouping, List<Assignment> visible, List<Assignment> all) {
        if (extra instanceof Attribute attribute
                && visible.stream().anyMatch(a -> a.target().id() == attribute.id())) {
            return extra;
        }
        boolean plain = Grouping.isWhole(extra) || grouping.isKey(extra);
        if (!plain && !extra.children().isEmpty()) {
            return extra.withChildren(extra.children().stream()
                    .map(child -> overGroups(child, grouping, visible, all))
                    .toList());
        }
        if (!plain) {
            return extra;
        }
        Expression value = grouping.rewrite(extra);
        for (Assignment known : all) {
            if (known.value().equals(value)) {
                return known.target();
            }
        }
        Assignment hidden = value instanceof Attribute attribute
                ? Assignment.pass(attribute)
                : new Assignment(Attribute.create("hidden", value.type(), value.nullable()), value);
        all.add(hidden);
        return hidden.target();
    }

    /** An output column that only renames a group's column is event time when that is. */
    private static Attribute taggedLike(Attribute target, Expression value) {
        return value instanceof Attribute source && target.metadata().equals(Metadata.empty())
                ? target.withMetadata(source.metadata())
                : target;
    }

    private Extended having(UnresolvedPlan.Having having, Extras extras) {
        List<UnresolvedExpression> conditions = new ArrayList<>();
        conditions.add(having.condition());
        conditions.addAll(extras.conditions());
        Extended below = extend(having.input(), new Extras(conditions, extras.others()));
        Expression condition = booleanOf(below.extras().getFirst());
        WindowAnalysis.refuse(condition, "HAVING", having.condition());
        LogicalPlan filtered = new LogicalPlan.Filter(below.analyzed().plan(), condition);
        return new Extended(
                new Analyzed(filtered, below.analyzed().scope()),
                below.extras().subList(1, below.extras().size()));
    }

    /** HAVING converts what is no condition, unlike WHERE. */
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
        if (input.plan().isStreaming()) {
            List<Assignment> groupings = keys.stream().map(Assignment::pass).toList();
            return new Analyzed(new LogicalPlan.Aggregate(input.plan(), groupings, List.of()), input.scope());
        }
        return new Analyzed(
                new LogicalPlan.Deduplicate(visible(input.plan(), input.scope()), keys, false), input.scope());
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
                throw names.unresolved(List.of(column), deduplicate.origin(), input.scope());
            }
            keys.addAll(found);
        }
        return new Analyzed(
                new LogicalPlan.Deduplicate(
                        visible(input.plan(), input.scope()),
                        keys.isEmpty() ? input.scope().attributes() : keys,
                        deduplicate.withinWatermark()),
                input.scope());
    }
}
