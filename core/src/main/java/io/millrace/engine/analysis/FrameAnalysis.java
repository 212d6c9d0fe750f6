package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.expression.WindowFrame;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.BoundKind;
import io.millrace.plan.UnresolvedExpression.FrameBound;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.IntegerType;
import io.millrace.types.NumericType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Types the frame of a window: {@code ROWS BETWEEN 1 PRECEDING AND CURRENT ROW}.
 *
 * <p>A distance of {@code RANGE} is converted to the type of the order, if there is such a conversion and the order is not
 * one of days or times, to which numbers and intervals are added. First each end is looked at, then both together, and
 * then what the order says to them.
 */
final class FrameAnalysis {
    private static final String DISTANCES =
            "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")";

    private final AnalysisContext context;
    private final ExpressionAnalyzer analyzer;
    private final List<Expression> partitions;
    private final List<SortKey> order;
    private final Origin origin;

    /** @param origin where the window is written */
    FrameAnalysis(
            AnalysisContext context,
            ExpressionAnalyzer analyzer,
            List<Expression> partitions,
            List<SortKey> order,
            Origin origin) {
        this.context = context;
        this.analyzer = analyzer;
        this.partitions = partitions;
        this.order = order;
        this.origin = origin;
    }

    /**
     * One end.
     *
     * @param distance of the type that it is compared in; empty without one
     * @param shown the end as SQL
     */
    private record End(BoundKind kind, Optional<Expression> distance, String shown) {}

    WindowFrame analyze(UnresolvedExpression.WindowFrame frame) {
        End lower = end(frame.lower(), frame.rows());
        End upper = end(frame.upper(), frame.rows());
        String shown = text(frame.rows(), lower, upper);
        checkType(lower, frame.rows(), shown, "lower");
        checkType(upper, frame.rows(), shown, "upper");
        checkSequence(lower, upper, shown);
        if (!frame.rows()) {
            checkOrder(lower, upper, shown);
        }
        return new WindowFrame(frame.rows(), bound(lower, frame.rows()), bound(upper, frame.rows()));
    }

    /** A frame as SQL, which is not looked at any further. */
    String text(UnresolvedExpression.WindowFrame frame) {
        return text(frame.rows(), end(frame.lower(), true), end(frame.upper(), true));
    }

    private static String text(boolean rows, End lower, End upper) {
        return (rows ? "ROWS" : "RANGE") + " BETWEEN " + lower.shown() + " AND " + upper.shown();
    }

    private End end(FrameBound bound, boolean rows) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> new End(bound.kind(), Optional.empty(), "UNBOUNDED PRECEDING");
            case UNBOUNDED_FOLLOWING -> new End(bound.kind(), Optional.empty(), "UNBOUNDED FOLLOWING");
            case CURRENT_ROW -> new End(bound.kind(), Optional.empty(), "CURRENT ROW");
            case OFFSET -> distance(bound.offset().orElseThrow(), rows);
        };
    }

    private End distance(UnresolvedExpression offset, boolean rows) {
        Expression written = analyzer.analyze(offset);
        Expression distance = rows || order.size() != 1 ? written : ofOrder(written);
        boolean isNegation = offset instanceof FunctionCall call
                && call.name().equals(List.of("-"))
                && call.arguments().size() == 1;
        String shown = isNegation && distance.equals(written)
                ? ExpressionText.pretty(analyzer.analyze(
                                ((FunctionCall) offset).arguments().getFirst()))
                        + " PRECEDING"
                : ExpressionText.pretty(written) + " FOLLOWING";
        return new End(BoundKind.OFFSET, Optional.of(distance), shown);
    }

    private Expression ofOrder(Expression distance) {
        DataType type = order.getFirst().value().type();
        boolean added = type instanceof DateType || type instanceof TimestampType;
        return added
                        || !Casts.canCast(
                                distance.type(), type, context.resolution().ansi())
                ? distance
                : context.resolution().at(origin).convert(distance, type);
    }

    private void checkType(End end, boolean rows, String shown, String location) {
        if (end.distance().isEmpty()) {
            return;
        }
        Expression distance = end.distance().get();
        if (!Constants.isFoldable(distance)) {
            throw error(ErrorCondition.LEGACY_0064, "msg", "The distance of a frame must be constant.");
        }
        boolean accepted = rows
                ? distance.type() instanceof IntegerType
                : distance.type() instanceof NumericType || isInterval(distance.type());
        if (!accepted) {
            throw invalid(
                    ErrorCondition.DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE,
                    shown,
                    "location",
                    location,
                    "exprType",
                    quoted(distance.type().sql()),
                    "expectedType",
                    rows ? "\"INT\"" : DISTANCES);
        }
    }

    private static boolean isInterval(DataType type) {
        return type instanceof DayTimeIntervalType
                || type instanceof YearMonthIntervalType
                || type instanceof CalendarIntervalType;
    }

    private void checkSequence(End lower, End upper, String shown) {
        if (lower.kind() == BoundKind.UNBOUNDED_FOLLOWING || upper.kind() == BoundKind.UNBOUNDED_PRECEDING) {
            throw invalid(
                    ErrorCondition.DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_INVALID_BOUND,
                    shown,
                    "lower",
                    quoted(lower.shown()),
                    "upper",
                    quoted(upper.shown()));
        }
        if (lower.distance().isEmpty() || upper.distance().isEmpty()) {
            return;
        }
        Expression from = lower.distance().get();
        Expression to = upper.distance().get();
        if (!from.type().equals(to.type())) {
            throw invalid(
                    ErrorCondition.DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_DIFF_TYPES,
                    shown,
                    "lower",
                    quoted(ExpressionText.pretty(from)),
                    "upper",
                    quoted(ExpressionText.pretty(to)),
                    "lowerType",
                    quoted(from.type().sql()),
                    "upperType",
                    quoted(to.type().sql()));
        }
        Expression inOrder = context.functions().resolve(CallSite.of("<=", from, to), context.resolution());
        if (Boolean.FALSE.equals(Constants.fold(inOrder).value())) {
            throw invalid(
                    ErrorCondition.DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON,
                    shown,
                    "comparison",
                    "less than or equal");
        }
    }

    private void checkOrder(End lower, End upper, String shown) {
        boolean whole = lower.kind() == BoundKind.UNBOUNDED_PRECEDING && upper.kind() == BoundKind.UNBOUNDED_FOLLOWING;
        String window = "(" + specification() + shown + ")";
        if (order.isEmpty() && !whole) {
            throw invalid(ErrorCondition.DATATYPE_MISMATCH__RANGE_FRAME_WITHOUT_ORDER, window);
        }
        Optional<Expression> distance = lower.distance().or(upper::distance);
        if (distance.isEmpty()) {
            return;
        }
        if (order.size() > 1) {
            throw invalid(
                    ErrorCondition.DATATYPE_MISMATCH__RANGE_FRAME_MULTI_ORDER,
                    window,
                    "orderSpec",
                    order.stream().map(ExpressionText::pretty).collect(Collectors.joining(",")));
        }
        DataType type = order.getFirst().value().type();
        DataType given = distance.get().type();
        if (!isDistance(given, type)) {
            throw invalid(
                    ErrorCondition.DATATYPE_MISMATCH__RANGE_FRAME_INVALID_TYPE,
                    window,
                    "orderSpecType",
                    quoted(type.sql()),
                    "valueBoundaryType",
                    quoted(given.sql()));
        }
    }

    /** Whether values of an order can be so far apart. */
    private static boolean isDistance(DataType distance, DataType order) {
        return switch (order) {
            case DateType ignored ->
                distance instanceof IntegerType
                        || distance instanceof YearMonthIntervalType
                        || distance instanceof DayTimeIntervalType days && days.endField() == DayTimeIntervalType.DAY;
            case TimestampType ignored -> isInterval(distance);
            case TimestampNTZType ignored -> isInterval(distance);
            case DataType other -> other.equals(distance);
        };
    }

    private String specification() {
        String divided =
                partitions.stream().map(ExpressionText::pretty).collect(Collectors.joining(", ", "PARTITION BY ", " "));
        String ordered = order.stream().map(ExpressionText::pretty).collect(Collectors.joining(", ", "ORDER BY ", " "));
        return (partitions.isEmpty() ? "" : divided) + (order.isEmpty() ? "" : ordered);
    }

    private WindowFrame.Bound bound(End end, boolean rows) {
        return switch (end.kind()) {
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> new WindowFrame.Unbounded();
            case CURRENT_ROW -> new WindowFrame.CurrentRow();
            case OFFSET -> {
                Expression distance = end.distance().orElseThrow();
                yield rows
                        ? new WindowFrame.Rows(
                                (Integer) Constants.fold(distance).value(), end.shown())
                        : new WindowFrame.Value(value(distance), end.shown());
            }
        };
    }

    /** The value that is so far from the current row's, against the order where that descends. */
    private Expression value(Expression distance) {
        SortKey key = order.getFirst();
        DataType type = key.value().type();
        CallSite site = CallSite.of(key.ascending() ? "+" : "-", key.value(), distance);
        Expression limit = context.functions().resolve(site, context.resolution());
        boolean comparable = limit.type().getClass() == type.getClass();
        return comparable ? limit : context.resolution().convert(limit, type);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private MillraceException invalid(ErrorCondition condition, String shown, String... parameters) {
        List<String> all = new ArrayList<>(List.of("sqlExpr", quoted(shown)));
        all.addAll(List.of(parameters));
        return error(condition, all.toArray(String[]::new));
    }

    private MillraceException error(ErrorCondition condition, String... parameters) {
        return new MillraceException(ErrorDetail.of(condition, parameters).at(origin.position()));
    }
}
