package io.millrace.engine.analysis;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.Expression.RankCall;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.RankFunction;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.expression.WindowFrame;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.WindowSpecification;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Types {@code function OVER (…)}. */
final class WindowAnalysis {
    private final AnalysisContext context;
    private final ExpressionAnalyzer analyzer;

    WindowAnalysis(AnalysisContext context, ExpressionAnalyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
    }

    Expression analyze(UnresolvedExpression.WindowCall call) {
        WindowSpecification window = call.window();
        if (window.name().isPresent()) {
            throw error(
                    call,
                    ErrorCondition.MISSING_WINDOW_SPECIFICATION,
                    "windowName",
                    window.name().get(),
                    "docroot",
                    "https://spark.apache.org/docs/latest");
        }
        Expression function = analyzer.windowFunction(call.function());
        List<Expression> partitions =
                window.partitionBy().stream().map(analyzer::analyze).toList();
        List<SortKey> order = order(window.orderBy());
        FrameAnalysis frames = new FrameAnalysis(context, analyzer, partitions, order, window.origin());
        Optional<WindowFrame> asked = window.frame().map(frames::analyze);
        return switch (function) {
            case AggregateCall aggregate -> {
                WindowCall typed = window(aggregate, partitions, order, asked.orElse(usual(order)));
                requireWhole(call, aggregate, typed);
                if (aggregate.distinct() && LateralAliases.firstIn(typed).isEmpty()) {
                    throw error(
                            call,
                            ErrorCondition.DISTINCT_WINDOW_FUNCTION_UNSUPPORTED,
                            "windowExpr",
                            quoted(ExpressionText.pretty(typed)));
                }
                yield LateralAliases.named(call, typed, aggregate.arguments(), asked);
            }
            case RankCall rank ->
                LateralAliases.named(call, rank(call, rank, partitions, order, asked), rank.arguments(), asked);
            case GeneratorCall generator -> {
                String shown = ExpressionText.window(partitions, order, asked.orElse(usual(order)));
                yield GeneratorPlaces.around(
                        parts -> parts.getFirst() + " OVER " + shown, List.of(generator), context.resolution());
            }
            default ->
                throw error(
                        call,
                        ErrorCondition.UNSUPPORTED_EXPR_FOR_WINDOW,
                        "sqlExpr",
                        quoted(ExpressionText.pretty(function)));
        };
    }

    private static WindowFrame usual(List<SortKey> order) {
        return usual(!order.isEmpty());
    }

    private static WindowFrame usual(boolean ordered) {
        return ordered ? WindowFrame.RUNNING : WindowFrame.WHOLE;
    }

    /** The frame of a function that names none. */
    static WindowFrame usualFrame(Expression function, boolean ordered) {
        return function instanceof RankCall rank && !rank.function().kind().hasFrame()
                ? ownFrame(rank)
                : usual(ordered);
    }

    private WindowCall window(
            Expression function, List<Expression> partitions, List<SortKey> order, WindowFrame frame) {
        Scope scope = analyzer.scope();
        String shown = ExpressionText.window(
                partitions.stream().map(scope::qualify).toList(),
                order.stream()
                        .map(key -> new SortKey(scope.qualify(key.value()), key.ascending(), key.nullsFirst()))
                        .toList(),
                frame);
        return new WindowCall(function, partitions, order, frame, shown);
    }

    /** Percentiles that have an order of their own are of whole partitions alone. */
    private static void requireWhole(UnresolvedExpression.WindowCall call, AggregateCall aggregate, WindowCall typed) {
        if (typed.order().isEmpty() && typed.frame().equals(WindowFrame.WHOLE)) {
            return;
        }
        List<String> arguments =
                aggregate.arguments().stream().map(ExpressionText::pretty).toList();
        aggregate.function().overWholePartitions(arguments).ifPresent(shown -> {
            throw error(call, ErrorCondition.INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC, "aggFunc", quoted(shown));
        });
    }

    private List<SortKey> order(List<SortOrder> items) {
        List<SortKey> keys = new ArrayList<>();
        for (SortOrder item : items) {
            Expression value = analyzer.analyze(item.child());
            SortKey key = new SortKey(value, item.ascending(), item.nulls() == NullOrder.FIRST);
            ValueOrder.require(key, context.zone(), item.origin().position());
            keys.add(key);
        }
        return keys;
    }

    /** Most of these functions have a frame of their own, and all but one need an order. */
    private WindowCall rank(
            UnresolvedExpression.WindowCall call,
            RankCall rank,
            List<Expression> partitions,
            List<SortKey> order,
            Optional<WindowFrame> asked) {
        RankFunction.Kind kind = rank.function().kind();
        if (kind.hasFrame()) {
            requireOrder(call, rank, order);
            return window(rank, partitions, order, asked.orElse(WindowFrame.RUNNING));
        }
        WindowFrame own = ownFrame(rank);
        if (asked.isPresent() && !asked.get().equals(own)) {
            throw error(call, ErrorCondition.LEGACY_1036, "wf", asked.get().sql(), "required", own.sql());
        }
        requireOrder(call, rank, order);
        return window(rank, partitions, order, own);
    }

    private static void requireOrder(UnresolvedExpression.WindowCall call, RankCall rank, List<SortKey> order) {
        if (order.isEmpty()) {
            throw error(
                    call,
                    ErrorCondition.WINDOW_FUNCTION_FRAME_NOT_ORDERED,
                    "wf_name",
                    rank.function().name(),
                    "wf_expr",
                    ExpressionText.pretty(rank));
        }
    }

    private static WindowFrame ownFrame(RankCall rank) {
        WindowFrame soFar = new WindowFrame(true, new WindowFrame.Unbounded(), new WindowFrame.CurrentRow());
        return switch (rank.function().kind()) {
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, NTILE -> soFar;
            case CUME_DIST, NTH_VALUE -> WindowFrame.RUNNING;
            case LAG -> onlyRow(-distance(rank));
            case LEAD -> onlyRow(distance(rank));
        };
    }

    private static long distance(RankCall rank) {
        return (Integer) Constants.fold(rank.arguments().get(1)).value();
    }

    private static WindowFrame onlyRow(long distance) {
        WindowFrame.Bound bound = new WindowFrame.Rows(distance, distance + " FOLLOWING");
        return new WindowFrame(true, bound, bound);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static MillraceException error(
            UnresolvedExpression.WindowCall call, ErrorCondition condition, String... parameters) {
        return new MillraceException(
                ErrorDetail.of(condition, parameters).at(call.origin().position()));
    }

    /** Refuses window functions in a clause that rows must pass before windows are looked at. */
    static void refuse(Expression condition, String clause, UnresolvedExpression written) {
        if (Trees.contains(condition, WindowCall.class::isInstance)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE, "clauseName", clause)
                            .at(written.origin().position()));
        }
    }

    /** The same, before anything else in the clause is looked at. */
    static void refuse(UnresolvedExpression condition, String clause) {
        if (condition instanceof UnresolvedExpression.WindowCall) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE, "clauseName", clause)
                            .at(condition.origin().position()));
        }
        UnresolvedChildren.of(condition).forEach(part -> refuse(part, clause));
    }

    /** Refuses calls of a kind that cannot be computed where they stand. */
    static void refuse(
            List<Expression> expressions,
            Predicate<Expression> misplaced,
            ZoneId zone,
            Optional<ErrorPosition> position) {
        List<String> found = new ArrayList<>();
        expressions.forEach(expression -> Trees.visit(expression, part -> {
            if (misplaced.test(part)) {
                found.add(quoted(ExpressionText.pretty(part, zone)));
            }
        }));
        if (!found.isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.UNSUPPORTED_EXPR_FOR_OPERATOR, "invalidExprSqls", String.join(", ", found))
                    .at(position));
        }
    }
}
