package io.millrace.engine.operator.window;

import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ValueVector;

/** The functions that number rows. */
final class Ranks {
    private Ranks() {}

    static void rowNumber(SortedWindows rows, int from, int to, ValueVector result) {
        for (int row = from; row < to; row++) {
            ((IntVector) result).set(row, row - from + 1);
        }
    }

    static void rank(SortedWindows rows, int from, int to, ValueVector result) {
        forEachPeers(rows, from, to, (number, start, end) -> fill(result, start, end, start - from + 1));
    }

    static void denseRank(SortedWindows rows, int from, int to, ValueVector result) {
        forEachPeers(rows, from, to, (number, start, end) -> fill(result, start, end, number));
    }

    static void percentRank(SortedWindows rows, int from, int to, ValueVector result) {
        double others = Math.max(1, to - from - 1);
        forEachPeers(rows, from, to, (number, start, end) -> fill(result, start, end, (start - from) / others));
    }

    static void cumulativeDistribution(SortedWindows rows, int from, int to, ValueVector result) {
        double all = to - from;
        forEachPeers(rows, from, to, (number, start, end) -> fill(result, start, end, (end - from) / all));
    }

    /** The first parts have one row more where it does not come out even. */
    static WindowFunction parts(int parts) {
        return (rows, from, to, result) -> {
            int size = (to - from) / parts;
            int larger = (to - from) % parts;
            long inLarger = (long) larger * (size + 1);
            for (int row = from; row < to; row++) {
                int place = row - from;
                int part = place < inLarger ? place / (size + 1) : larger + (int) ((place - inLarger) / size);
                ((IntVector) result).set(row, part + 1);
            }
        };
    }

    private interface Peers {
        /** @param number how many different peers there were so far, with these */
        void accept(int number, int start, int end);
    }

    private static void forEachPeers(SortedWindows rows, int from, int to, Peers action) {
        int number = 0;
        for (int start = from; start < to; ) {
            int end = rows.peersEnd(start, to);
            action.accept(++number, start, end);
            start = end;
        }
    }

    private static void fill(ValueVector result, int start, int end, int value) {
        java.util.Arrays.fill(((IntVector) result).values(), start, end, value);
    }

    private static void fill(ValueVector result, int start, int end, double value) {
        java.util.Arrays.fill(((DoubleVector) result).values(), start, end, value);
    }
}
