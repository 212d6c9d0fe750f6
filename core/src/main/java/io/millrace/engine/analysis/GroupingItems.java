package io.millrace.engine.analysis;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DdlParser;
import io.millrace.types.IntegerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The items of GROUP BY: expressions over the input, positions in the select list, or its aliases. */
final class GroupingItems {
    private final AnalysisContext context;
    private final ExpressionAnalyzer input;
    private final SelectList list;

    GroupingItems(AnalysisContext context, ExpressionAnalyzer input, SelectList list) {
        this.context = context;
        this.input = input;
        this.list = list;
    }

    /** How the rows of a select list are grouped. */
    Grouping grouping(UnresolvedPlan.Aggregate aggregate) {
        if (aggregate.output().stream().anyMatch(UnresolvedExpression.Star.class::isInstance)
                && aggregate.groupings().stream().anyMatch(this::isPosition)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.STAR_GROUP_BY_POS));
        }
        List<Expression> groupings = aggregate.kind() == UnresolvedPlan.Grouping.ALL
                ? list.assignments().stream()
                        .filter(item -> aggregateIn(item.value()).isEmpty())
                        .map(this::key)
                        .toList()
                : resolve(aggregate.groupings());
        if (aggregate.kind() == UnresolvedPlan.Grouping.PLAIN || aggregate.kind() == UnresolvedPlan.Grouping.ALL) {
            groupings.forEach(key -> refuseAggregate(key, aggregateIn(key)));
            Grouping grouping = new Grouping(groupings, context.outer(), aggregate.origin());
            groupings.forEach(key -> Grouping.refuseMarkers(key, aggregate.origin()));
            refuseMisplaced(groupings, grouping, aggregate.origin());
            return grouping;
        }
        for (Expression key : groupings) {
            refuseAggregate(key, Grouping.aggregateIn(key));
            GeneratorPlaces.refuse(key, text -> "Aggregate [" + text + "]", context.zone());
        }
        List<Expression> different = groupings.stream().distinct().toList();
        List<List<Integer>> written = new ArrayList<>();
        for (List<UnresolvedExpression> set : aggregate.groupingSets()) {
            written.add(resolve(set).stream().map(different::indexOf).toList());
        }
        boolean isSets = aggregate.kind() == UnresolvedPlan.Grouping.GROUPING_SETS;
        List<Expression> keys = isSets ? different : groupings;
        return new Grouping(
                keys, GroupingSets.of(aggregate.kind(), keys.size(), written), context.outer(), aggregate.origin());
    }

    /** An aggregate in an expression, be it that of a window. */
    private static Optional<AggregateCall> aggregateIn(Expression expression) {
        return Trees.find(expression, part -> switch (part) {
            case AggregateCall aggregate -> Optional.of(aggregate);
            case WindowCall(AggregateCall aggregate, var partitions, var order, var frame, var shown) ->
                Optional.of(aggregate);
            default -> Optional.empty();
        });
    }

    private void refuseAggregate(Expression key, Optional<AggregateCall> aggregate) {
        aggregate.ifPresent(call -> {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.GROUP_BY_AGGREGATE,
                            "sqlExpr",
                            input.scope().qualifiedSql(key, context.zone()))
                    .at(call.function().origin().position()));
        });
    }

    /** Windows and generators cannot be grouped by; what is selected without being grouped by is found before. */
    private void refuseMisplaced(List<Expression> keys, Grouping grouping, Origin clause) {
        Predicate<Expression> misplaced = part -> part instanceof WindowCall || part instanceof GeneratorCall;
        if (keys.stream().anyMatch(key -> Trees.contains(key, misplaced))) {
            list.assignments().forEach(assignment -> grouping.rewrite(assignment.value()));
            keys.stream().filter(GeneratorPlaces::hasGenerator).forEach(key -> GeneratorPlaces.asLists(key, context));
            WindowAnalysis.refuse(keys, misplaced, context.zone(), clause.position());
        }
    }

    private List<Expression> resolve(List<UnresolvedExpression> items) {
        ExpressionAnalyzer analyzer =
                context.resolution().flag(LanguageSetting.GROUP_BY_ALIAS) ? input.orElse(this::alias) : input;
        return items.stream().map(item -> resolve(item, analyzer)).toList();
    }

    private Expression resolve(UnresolvedExpression item, ExpressionAnalyzer analyzer) {
        return isPosition(item) ? position((Integer) ((Literal) item).value(), item) : analyzer.analyze(item);
    }

    private boolean isPosition(UnresolvedExpression item) {
        return item instanceof Literal literal
                && literal.type() instanceof IntegerType
                && literal.value() instanceof Integer
                && context.resolution().flag(LanguageSetting.GROUP_BY_NUMBER);
    }

    private Expression position(int position, UnresolvedExpression item) {
        int size = list.assignments().size();
        if (position < 1 || position > size) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.GROUP_BY_POS_OUT_OF_RANGE,
                            "index",
                            String.valueOf(position),
                            "size",
                            String.valueOf(size))
                    .at(item.origin().position()));
        }
        Expression value = key(list.assignments().get(position - 1));
        if (aggregateIn(value).isPresent()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.GROUP_BY_POS_AGGREGATE,
                            "index",
                            String.valueOf(position),
                            "aggExpr",
                            input.scope().qualifiedSql(value, context.zone()) + " AS "
                                    + DdlParser.quoteIfNeeded(list.assignments()
                                            .get(position - 1)
                                            .target()
                                            .name()))
                    .at(item.origin().position()));
        }
        return value;
    }

    private Optional<Expression> alias(ColumnReference reference) {
        NameResolver names = new NameResolver(context.caseSensitive());
        return list.assignments().stream()
                .filter(assignment -> reference.parts().size() == 1
                        && names.sameName(
                                assignment.target().name(), reference.parts().getFirst()))
                .map(this::key)
                .findFirst();
    }

    /** An item of the list as a key, which cannot itself use aliases of the list. */
    private Expression key(Assignment item) {
        list.aliasIn(item).ifPresent(alias -> {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__LATERAL_COLUMN_ALIAS_IN_GROUP_BY));
        });
        return item.value();
    }
}
