package io.millrace.engine.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of a window a function sees from the row it is called for.
 *
 * @param rows whether the bounds count rows ({@code ROWS}); else they compare values of the order ({@code RANGE}), and
 *     rows that are equal in the order belong together
 */
public record WindowFrame(boolean rows, Bound lower, Bound upper) {
    /** All rows of the window. */
    public static final WindowFrame WHOLE = new WindowFrame(true, new Unbounded(), new Unbounded());

    /** From the first row of the window to the last that equals the current one in the order. */
    public static final WindowFrame RUNNING = new WindowFrame(false, new Unbounded(), new CurrentRow());

    /** One end of a frame. */
    public sealed interface Bound {}

    /** The first or the last row of the window. */
    public record Unbounded() implements Bound {}

    /** The current row, or in {@code RANGE} the rows that equal it in the order. */
    public record CurrentRow() implements Bound {}

    /**
     * A number of rows.
     *
     * @param distance rows after the current one; negative before it
     * @param shown the bound as SQL
     */
    public record Rows(long distance, String shown) implements Bound {}

    /**
     * A distance in the values of the order.
     *
     * @param value where the frame ends, seen from the current row: a value of the order's type
     * @param shown the bound as SQL
     */
    public record Value(Expression value, String shown) implements Bound {}

    /** The expressions in the bounds. */
    public List<Expression> values() {
        List<Expression> values = new ArrayList<>();
        if (lower instanceof Value bound) {
            values.add(bound.value());
        }
        if (upper instanceof Value bound) {
            values.add(bound.value());
        }
        return values;
    }

    /** The same frame with other expressions in its bounds, as many as {@link #values} gives. */
    WindowFrame withValues(List<Expression> values) {
        Bound newUpper = upper instanceof Value bound ? replaced(bound, values.getLast()) : upper;
        return new WindowFrame(
                rows, lower instanceof Value bound ? replaced(bound, values.getFirst()) : lower, newUpper);
    }

    private static Value replaced(Value bound, Expression value) {
        return new Value(value, bound.shown());
    }

    /** The frame as SQL. */
    public String sql() {
        return (rows ? "ROWS" : "RANGE") + " BETWEEN " + sql(lower, "PRECEDING") + " AND " + sql(upper, "FOLLOWING");
    }

    private static String sql(Bound bound, String side) {
        return switch (bound) {
            case Unbounded ignored -> "UNBOUNDED " + side;
            case CurrentRow ignored -> "CURRENT ROW";
            case Rows distance -> distance.shown();
            case Value value -> value.shown();
        };
    }
}
