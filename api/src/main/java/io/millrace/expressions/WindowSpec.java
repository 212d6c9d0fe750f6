package io.millrace.expressions;

import io.millrace.Column;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.BoundKind;
import io.millrace.plan.UnresolvedExpression.FrameBound;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.plan.UnresolvedExpression.WindowFrame;
import io.millrace.plan.UnresolvedExpression.WindowSpecification;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Partitions, order and frame of a window. Immutable. */
public class WindowSpec {
    static final WindowSpec EMPTY = new WindowSpec(
            new WindowSpecification(Optional.empty(), List.of(), List.of(), Optional.empty(), Origin.NONE));

    private final WindowSpecification window;

    private WindowSpec(WindowSpecification window) {
        this.window = window;
    }

    public WindowSpec partitionBy(String colName, String... colNames) {
        return partitionBy(columns(colName, colNames));
    }

    public WindowSpec partitionBy(Column... cols) {
        List<UnresolvedExpression> partitions =
                Arrays.stream(cols).map(Column::expression).toList();
        return new WindowSpec(
                new WindowSpecification(window.name(), partitions, window.orderBy(), window.frame(), Origin.NONE));
    }

    public WindowSpec orderBy(String colName, String... colNames) {
        return orderBy(columns(colName, colNames));
    }

    public WindowSpec orderBy(Column... cols) {
        List<SortOrder> order = Arrays.stream(cols)
                .map(Column::expression)
                .map(expression -> expression instanceof SortOrder item
                        ? item
                        : new SortOrder(expression, true, NullOrder.FIRST, Origin.NONE))
                .toList();
        return new WindowSpec(
                new WindowSpecification(window.name(), window.partitionBy(), order, window.frame(), Origin.NONE));
    }

    /** A frame counted in rows; bounds are relative to the current row. */
    public WindowSpec rowsBetween(long start, long end) {
        return framed(new WindowFrame(true, rowBound(start), rowBound(end)));
    }

    /** A frame measured by the value that the window is ordered by. */
    public WindowSpec rangeBetween(long start, long end) {
        return framed(new WindowFrame(false, rangeBound(start), rangeBound(end)));
    }

    /** The column as a function over this window. */
    public Column withAggregate(Column aggregate) {
        return Column.of(new WindowCall(aggregate.expression(), window, Origin.NONE));
    }

    private WindowSpec framed(WindowFrame frame) {
        return new WindowSpec(new WindowSpecification(
                window.name(), window.partitionBy(), window.orderBy(), Optional.of(frame), Origin.NONE));
    }

    private static Column[] columns(String first, String... rest) {
        return Stream.concat(Stream.of(first), Arrays.stream(rest))
                .map(Column::new)
                .toArray(Column[]::new);
    }

    private static FrameBound rowBound(long value) {
        if (value != Window.unboundedPreceding()
                && value != Window.unboundedFollowing()
                && (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE)) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTION_VALUE,
                    "option",
                    "rowsBetween",
                    "accepted",
                    "bounds of type int, unboundedPreceding and unboundedFollowing",
                    "value",
                    String.valueOf(value)));
        }
        return bound(value, new Literal((int) value, DataTypes.IntegerType, Origin.NONE));
    }

    private static FrameBound rangeBound(long value) {
        return bound(value, new Literal(value, DataTypes.LongType, Origin.NONE));
    }

    private static FrameBound bound(long value, Literal offset) {
        if (value == Window.unboundedPreceding()) {
            return new FrameBound(BoundKind.UNBOUNDED_PRECEDING, Optional.empty());
        }
        if (value == Window.unboundedFollowing()) {
            return new FrameBound(BoundKind.UNBOUNDED_FOLLOWING, Optional.empty());
        }
        if (value == Window.currentRow()) {
            return new FrameBound(BoundKind.CURRENT_ROW, Optional.empty());
        }
        return new FrameBound(BoundKind.OFFSET, Optional.of(offset));
    }
}
