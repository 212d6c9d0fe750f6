package io.millrace.engine.analysis;

import io.millrace.engine.analysis.Analyzer.Extended;
import io.millrace.engine.analysis.Analyzer.Extras;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Select lists, with groups or without, and what the clauses above them see: the output first, then what is below. */
final class SelectAnalysis {
    private final AnalysisContext context;
    private final Analyzer plans;

    SelectAnalysis(AnalysisContext context, Analyzer plans) {
        this.context = context;
        this.plans = plans;
    }

    Extended project(UnresolvedPlan.Project project, Extras extras) {
        Analyzed source = plans.resolve(project.input());
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
            return grouped(input, new Grouping(List.of(), context.outer(), project.origin()), list, analyzer, extras);
        }
        new Grouping(List.of(), context.outer(), project.origin()).refuseMarkers(list);
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
                return grouped(
                        input, new Grouping(List.of(), context.outer(), project.origin()), list, analyzer, extras);
            }
            refuseInHaving(value, condition);
            typed.add(value);
        }
        extras.qualifying().ifPresent(condition -> {
            new QualifyNames(context, input.scope(), scope).requireOneMeaning(condition, list);
            ExpressionAnalyzer inputFirst = analyzer.orElse(above::find);
            Expression value =
                    hasWindows(list) ? above.analyzeOr(condition, inputFirst) : inputFirst.analyzeOr(condition, above);
            refuseInQualify(value, list, condition);
            typed.add(value);
        });
        ExpressionAnalyzer ordering = above(new SortNames(context, list, list.assignments()).of(scope), analyzer);
        for (UnresolvedExpression other : extras.others()) {
            typed.add(ordering.analyzeOr(other, analyzer));
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

    /** A generator in HAVING is found before what is selected without being grouped by. */
    private void refuseGenerators(List<UnresolvedExpression> conditions, ExpressionAnalyzer analyzer) {
        conditions.stream()
                .filter(analyzer::hasGenerator)
                .forEach(condition -> refuseInHaving(analyzer.analyze(condition), condition));
    }

    private void refuseInHaving(Expression condition, UnresolvedExpression written) {
        WindowAnalysis.refuse(condition, "HAVING", written);
        GeneratorPlaces.refuse(condition, "UnresolvedHaving "::concat, context.zone());
    }

    private void refuseInQualify(Expression condition, SelectList list, UnresolvedExpression written) {
        GeneratorPlaces.refuse(condition, "UnresolvedQualify "::concat, context.zone());
        Grouping.aggregateIn(condition).ifPresent(aggregate -> {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.QUALIFY_AGGREGATE_NOT_ALLOWED,
                            "aggregateExpr",
                            "\"" + ExpressionText.pretty(aggregate, context.zone()) + "\"")
                    .at(aggregate.function().origin().position()));
        });
        if (!Trees.contains(condition, Expression.WindowCall.class::isInstance) && !hasWindows(list)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.QUALIFY_REQUIRES_WINDOW_FUNCTION)
                    .at(written.origin().position()));
        }
    }

    private static boolean hasWindows(SelectList list) {
        return list.assignments().stream()
                .anyMatch(item -> Trees.contains(item.value(), Expression.WindowCall.class::isInstance));
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
                .columnAll(input, aggregate.origin())
                .map(column -> new UnresolvedPlan.Aggregate(
                        aggregate.input(),
                        UnresolvedPlan.Grouping.PLAIN,
                        List.of(column),
                        List.of(),
                        aggregate.output(),
                        aggregate.origin()))
                .orElse(aggregate);
    }

    Extended aggregate(UnresolvedPlan.Aggregate written, Extras extras) {
        Analyzed source = plans.resolve(written.input());
        UnresolvedPlan.Aggregate aggregate = byName(written, source.scope());
        List<UnresolvedExpression> all = new ArrayList<>(aggregate.groupings());
        all.addAll(aggregate.output());
        all.addAll(extras.all());
        TimeWindows.Prepared prepared = new TimeWindows(context, true).prepare(source, all);
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
            boolean subquery =
                    e.detail().condition() == ErrorCondition.SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION;
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
        refuseAliases(list, extras);
        refuseGenerators(extras.conditions(), analyzer.orElse(list::lateralAlias));
        grouping.refuseMarkers(list);
        List<Assignment> assignments = new ArrayList<>();
        for (Assignment assignment : list.assignments()) {
            Expression value = grouping.rewrite(assignment.value());
            Attribute target = assignment.target();
            assignments.add(
                    value instanceof Attribute column && assignment.isPass()
                            ? Assignment.pass(column.withName(target.name()))
                            : new Assignment(like(target, value), value));
        }
        Scope scope = input.scope().output(assignments);
        HavingElements.require(extras.conditions(), analyzer);
        List<Expression> typed = new ArrayList<>();
        List<Assignment> all = new ArrayList<>(assignments);
        ExpressionAnalyzer groupsFirst = above(withoutKeyNames(scope, input.scope(), grouping), analyzer);
        ExpressionAnalyzer outputFirst = above(scope, analyzer);
        Extra extra = new Extra(analyzer, scope, withTables(scope, input.scope(), list), grouping, assignments, all);
        HavingLambdas lambdas = new HavingLambdas(
                context,
                analyzer,
                extra.shown,
                list.assignments().stream().map(Assignment::value).toList());
        for (UnresolvedExpression condition : extras.conditions()) {
            if (grouping.hasSets()) {
                lambdas.require(condition);
            }
            typed.add(extra.condition(condition, groupsFirst, outputFirst));
        }
        // What stands between the groups and the order hides them: a HAVING that needs more than the list, and windows,
        // once the order names an aggregate.
        boolean hiddenByHaving = all.size() > assignments.size();
        boolean hiddenByWindows = hasWindows(list) && extras.others().stream().anyMatch(analyzer::hasAggregate);
        Scope keys = keys(input.scope(), grouping, scope);
        Scope ordered = new SortNames(context, list, assignments).of(scope);
        ExpressionAnalyzer aboveWindows = new ExpressionAnalyzer(context, ordered.concat(keys));
        ExpressionAnalyzer keysAlone = new ExpressionAnalyzer(context, keys);
        ExpressionAnalyzer aboveHaving = new ExpressionAnalyzer(context, scope).orElse(keysAlone::own);
        extras.qualifying().ifPresent(condition -> {
            new QualifyNames(context, input.scope(), scope).requireOneMeaning(condition, list);
            ExpressionAnalyzer output = new ExpressionAnalyzer(context, scope);
            Expression value = hasWindows(list)
                    ? extra.qualify(condition, aboveHaving, keysAlone, outputFirst)
                    : extra.qualify(condition, keysAlone.orElse(output::own), output, analyzer.orElse(output::own));
            refuseInQualify(value, list, condition);
            typed.add(value);
        });
        for (UnresolvedExpression other : extras.others()) {
            if (hiddenByWindows) {
                typed.add(extra.orderAbove(other, aboveWindows, aboveWindows));
            } else if (hiddenByHaving) {
                typed.add(selected(other, list, assignments, outputFirst)
                        .orElseGet(() -> extra.orderAbove(other, aboveHaving, keysAlone)));
            } else {
                typed.add(extra.order(other, above(ordered, analyzer), groupsFirst));
            }
        }
        LogicalPlan aggregated = grouping.aggregate(input.plan());
        return new Extended(new Analyzed(new LogicalPlan.Project(aggregated, all), scope), typed);
    }

    /** The output with the tables of what is selected as it is, which grouping sets have put columns of their own for. */
    private static Scope withTables(Scope output, Scope input, SelectList list) {
        List<Scope.Column> columns = new ArrayList<>();
        for (int i = 0; i < list.assignments().size(); i++) {
            Assignment item = list.assignments().get(i);
            Attribute target = output.columns().get(i).attribute();
            columns.add(
                    item.isPass()
                            ? input.columnOf(item.target()).withAttribute(target)
                            : output.columns().get(i));
        }
        return new Scope(columns);
    }

    /** A HAVING stands in the way of aliases as soon as there are windows above it. */
    private static void refuseAliases(SelectList list, Extras extras) {
        if (!extras.conditions().isEmpty() && hasWindows(list)) {
            list.assignments().stream()
                    .flatMap(item -> list.aliasIn(item).stream())
                    .findFirst()
                    .ifPresent(alias -> {
                        throw new MillraceException(ErrorDetail.of(
                                ErrorCondition
                                        .UNSUPPORTED_FEATURE__LATERAL_COLUMN_ALIAS_IN_AGGREGATE_WITH_WINDOW_AND_HAVING,
                                "lca",
                                alias));
                    });
        }
    }

    /** The item of the select list that an order repeats. */
    private static Optional<Expression> selected(
            UnresolvedExpression order, SelectList list, List<Assignment> assignments, ExpressionAnalyzer analyzer) {
        if (!analyzer.hasAggregate(order)) {
            return Optional.empty();
        }
        Expression value = analyzer.analyze(order);
        for (int i = 0; i < assignments.size(); i++) {
            if (list.assignments().get(i).value().equals(value)) {
                return Optional.of(assignments.get(i).target());
            }
        }
        return Optional.empty();
    }

    /** The columns that are grouped by and not given already. */
    private static Scope keys(Scope input, Grouping grouping, Scope given) {
        return new Scope(input.columns().stream()
                .filter(column -> grouping.isKey(column.attribute())
                        && given.attributes().stream()
                                .noneMatch(other ->
                                        other.id() == column.attribute().id()))
                .toList());
    }

    /** Analyses the extra expressions above groups, and adds what they need to all columns. */
    private final class Extra {
        private final ExpressionAnalyzer input;
        private final Scope output;
        private final Scope shown;
        private final Grouping grouping;
        private final List<Assignment> visible;
        private final List<Assignment> all;

        Extra(
                ExpressionAnalyzer input,
                Scope output,
                Scope shown,
                Grouping grouping,
                List<Assignment> visible,
                List<Assignment> all) {
            this.input = input;
            this.output = output;
            this.shown = shown;
            this.grouping = grouping;
            this.visible = visible;
            this.all = all;
        }

        Expression condition(UnresolvedExpression extra, ExpressionAnalyzer first, ExpressionAnalyzer second) {
            Expression value;
            try {
                value = first.analyzeOr(extra, second);
            } catch (MillraceException failure) {
                if (failure.detail().condition() != ErrorCondition.UNRESOLVED_COLUMN__WITH_SUGGESTION) {
                    throw failure;
                }
                // what could have been meant is anything of the select list
                value = grouping.hasSets()
                        ? new ExpressionAnalyzer(context, shown)
                                .withAggregateArguments(input)
                                .analyze(extra)
                        : second.analyze(extra);
            }
            refuseInHaving(value, extra);
            return asWritten(extra, value, true);
        }

        /** An order finds no computed key once grouping sets have given it a column of its own. */
        Expression order(UnresolvedExpression extra, ExpressionAnalyzer first, ExpressionAnalyzer second) {
            return asWritten(extra, first.analyzeOr(extra, second), !grouping.hasSets());
        }

        /** An order that sees the output and columns that are grouped by. */
        Expression orderAbove(UnresolvedExpression extra, ExpressionAnalyzer first, ExpressionAnalyzer second) {
            Expression value = first.analyzeOr(extra, second);
            return Trees.contains(value, Expression.AggregateCall.class::isInstance)
                    ? value
                    : asWritten(extra, value, false);
        }

        /**
         * A condition of QUALIFY, which sees the output and columns that are grouped by, and what is grouped by if that is
         * more than a name.
         *
         * @param below sees the columns below the groups, too
         */
        Expression qualify(
                UnresolvedExpression extra,
                ExpressionAnalyzer first,
                ExpressionAnalyzer second,
                ExpressionAnalyzer below) {
            try {
                return orderAbove(extra, first, second);
            } catch (MillraceException failure) {
                Optional<MillraceException> unresolved =
                        new QualifyNames(context, input.scope(), output).unresolved(extra, grouping::isKey);
                if (unresolved.isEmpty() || input.hasAggregate(extra)) {
                    throw unresolved.orElse(failure);
                }
                try {
                    return overGroups(below.analyze(extra), true);
                } catch (MillraceException again) {
                    unresolved.get().addSuppressed(again);
                    throw unresolved.get();
                }
            }
        }

        /** The value above the groups; errors are about names as they were written. */
        private Expression asWritten(UnresolvedExpression extra, Expression value, boolean computedKeys) {
            try {
                return overGroups(value, computedKeys);
            } catch (MillraceException e) {
                if (!Grouping.isNotGrouped(e)) {
                    throw e;
                }
                if (context.outer().isPresent()) {
                    // a name that means nothing above the groups may be one of the query around
                    ExpressionAnalyzer above = new ExpressionAnalyzer(context, output).withAggregateArguments(input);
                    try {
                        return overGroups(above.analyze(extra), computedKeys);
                    } catch (MillraceException neither) {
                        e.addSuppressed(neither);
                    }
                }
                throw ungrouped(extra).orElse(e);
            }
        }

        /** An extra expression over the output of a grouped select list; what the list lacks becomes a hidden column. */
        private Expression overGroups(Expression extra, boolean computedKeys) {
            if (extra instanceof Attribute attribute
                    && visible.stream().anyMatch(a -> a.target().id() == attribute.id())) {
                return extra;
            }
            if (extra instanceof Attribute attribute && context.isOuter(attribute)) {
                return extra;
            }
            boolean plain = Grouping.isWhole(extra) || computedKeys && grouping.isKey(extra);
            if (!plain && !extra.children().isEmpty()) {
                return extra.withChildren(extra.children().stream()
                        .map(child -> overGroups(child, computedKeys))
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

    /** An output column that only renames a group's column is event time when that is, and null where sets leave it out. */
    private static Attribute like(Attribute target, Expression value) {
        Attribute column = new Attribute(target.id(), target.name(), value.type(), value.nullable(), target.metadata());
        return value instanceof Attribute source && target.metadata().equals(Metadata.empty())
                ? column.withMetadata(source.metadata())
                : column;
    }
}
