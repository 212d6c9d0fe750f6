package io.millrace.engine.operator.window;

import io.millrace.spi.vector.ValueVector;
import java.util.Optional;

/**
 * The functions that take a value from another row: {@code lag} and {@code lead} at a fixed distance, {@code nth_value} from
 * the start of the frame.
 */
final class Neighbour implements WindowFunction {
    private final int argument;
    private final boolean ignoreNulls;
    private final Place place;
    /** The rows of the window whose value counts, and for each row of the window how many come before it. */
    private int[] counting = new int[0];

    private int[] before = new int[0];

    /** Where the value comes from. */
    private sealed interface Place {
        /** @param missing the column with the value where there is no such row */
        record Away(long distance, int missing) implements Place {}

        record InFrame(long number, Frames frames) implements Place {}
    }

    private Neighbour(int argument, boolean ignoreNulls, Place place) {
        this.argument = argument;
        this.ignoreNulls = ignoreNulls;
        this.place = place;
    }

    /** @param distance in rows; negative before the current row */
    static Neighbour away(int argument, long distance, int missing, boolean ignoreNulls) {
        return new Neighbour(argument, ignoreNulls, new Place.Away(distance, missing));
    }

    /** @param number from 1 */
    static Neighbour inFrame(int argument, long number, Frames frames, boolean ignoreNulls) {
        return new Neighbour(argument, ignoreNulls, new Place.InFrame(number, frames));
    }

    @Override
    public void compute(SortedWindows rows, int from, int to, ValueVector result) {
        ValueVector values = rows.columns().get(argument);
        count(values, from, to);
        if (place instanceof Place.InFrame inFrame) {
            inFrame.frames().find(rows, from, to);
        }
        for (int row = from; row < to; row++) {
            int source = switch (place) {
                case Place.Away away -> away(row - from, away.distance(), to - from);
                case Place.InFrame inFrame -> {
                    int found = at(before[inFrame.frames().start(row) - from] + inFrame.number() - 1, to - from);
                    yield found >= 0 && from + found < inFrame.frames().end(row) ? found : -1;
                }
            };
            if (source >= 0) {
                result.copyFrom(values, from + source, row);
            } else {
                missing(rows, row, result);
            }
        }
    }

    private void missing(SortedWindows rows, int row, ValueVector result) {
        Optional<Integer> column = place instanceof Place.Away away ? Optional.of(away.missing()) : Optional.empty();
        column.ifPresentOrElse(
                index -> result.copyFrom(rows.columns().get(index), row, row), () -> result.setNull(row));
    }

    private void count(ValueVector values, int from, int to) {
        int size = to - from;
        if (before.length < size + 1) {
            before = new int[Math.max(size + 1, before.length * 2)];
            counting = new int[before.length];
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            before[i] = count;
            if (!ignoreNulls || !values.isNull(from + i)) {
                counting[count++] = i;
            }
        }
        before[size] = count;
    }

    private int away(int row, long distance, int size) {
        if (distance == 0) {
            return row;
        }
        boolean counts = before[row + 1] > before[row];
        // Behind a row that does not count itself, the first that does stands at its place.
        long number = distance < 0 || counts ? before[row] + distance : before[row] + distance - 1;
        return at(number, size);
    }

    /** The row of the window that is the {@code number}-th of those that count, from 0, or -1. */
    private int at(long number, int size) {
        return number >= 0 && number < before[size] ? counting[(int) number] : -1;
    }
}
