package io.millrace.engine.operator.window;

import io.millrace.engine.operator.window.WindowOperator.Bound;
import io.millrace.spi.vector.ValueVector;
import java.util.Arrays;

/**
 * The frame of each row of a window as a stretch of rows. Both ends only move forward from row to row, so that they are found
 * by walking along.
 */
final class Frames {
    private final Bound lower;
    private final Bound upper;
    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private int offset;

    Frames(Bound lower, Bound upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /** Whether every frame is the whole window. */
    boolean areWhole() {
        return lower instanceof Bound.Unbounded && upper instanceof Bound.Unbounded;
    }

    /** Whether frames only grow within a window. */
    boolean grow() {
        return lower instanceof Bound.Unbounded;
    }

    /** The first row of a row's frame. */
    int start(int row) {
        return starts[row - offset];
    }

    /** Where a row's frame ends; never before it starts. */
    int end(int row) {
        return ends[row - offset];
    }

    /** Finds the frames of the rows of a window. */
    void find(SortedWindows rows, int from, int to) {
        offset = from;
        if (starts.length < to - from) {
            starts = new int[Math.max(to - from, starts.length * 2)];
            ends = new int[starts.length];
        }
        switch (lower) {
            case Bound.Unbounded ignored -> Arrays.fill(starts, 0, to - from, from);
            case Bound.Rows rowsAway -> {
                for (int row = from; row < to; row++) {
                    starts[row - from] = clamp(row + rowsAway.distance(), from, to);
                }
            }
            case Bound.Peers ignored -> findPeers(rows, from, to, starts, true);
            case Bound.Value value -> {
                ValueVector bounds = rows.columns().get(value.column());
                int start = from;
                for (int row = from; row < to; row++) {
                    while (start < to && rows.compareToBound(start, bounds, row) < 0) {
                        start++;
                    }
                    starts[row - from] = start;
                }
            }
        }
        switch (upper) {
            case Bound.Unbounded ignored -> Arrays.fill(ends, 0, to - from, to);
            case Bound.Rows rowsAway -> {
                for (int row = from; row < to; row++) {
                    ends[row - from] = clamp(row + rowsAway.distance() + 1, from, to);
                }
            }
            case Bound.Peers ignored -> findPeers(rows, from, to, ends, false);
            case Bound.Value value -> {
                ValueVector bounds = rows.columns().get(value.column());
                int end = from;
                for (int row = from; row < to; row++) {
                    while (end < to && rows.compareToBound(end, bounds, row) <= 0) {
                        end++;
                    }
                    ends[row - from] = end;
                }
            }
        }
        for (int i = 0; i < to - from; i++) {
            ends[i] = Math.max(ends[i], starts[i]);
        }
    }

    private static void findPeers(SortedWindows rows, int from, int to, int[] target, boolean first) {
        for (int start = from; start < to; ) {
            int end = rows.peersEnd(start, to);
            Arrays.fill(target, start - from, end - from, first ? start : end);
            start = end;
        }
    }

    private static int clamp(long row, int from, int to) {
        return (int) Math.max(from, Math.min(to, row));
    }
}
