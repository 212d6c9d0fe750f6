package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Percentiles from all values, which are DOUBLE or intervals; the third column, if there is one, says how often a value
 * counts.
 */
final class ExactPercentiles implements GatheringAccumulator.Finisher {
    private final double[] shares;
    private final boolean discrete;
    private final boolean descending;
    private final boolean nearestBelow;
    private final String frequency;

    /**
     * Makes a finisher.
     *
     * @param shares which percentiles, from 0 to 1
     * @param discrete whether a result is one of the values; else it lies between two by its distance from them
     * @param nearestBelow whether a discrete one is the last at or before its place; else the first that reaches its share
     * @param frequency the frequencies as SQL, for messages
     */
    ExactPercentiles(double[] shares, boolean discrete, boolean descending, boolean nearestBelow, String frequency) {
        this.shares = shares.clone();
        this.discrete = discrete;
        this.descending = descending;
        this.nearestBelow = nearestBelow;
        this.frequency = frequency;
    }

    @Override
    public void finish(StructVector rows, int start, int count, ValueVector results, int position) {
        boolean counted = rows.fieldCount() > 2;
        double[] values = new double[count];
        long[] ranks = new long[count];
        long total = 0;
        int kept = 0;
        for (int slot : order(rows, start, count)) {
            long times = counted ? frequency(rows.child(2), slot) : 1;
            if (times > 0) {
                total += times;
                values[kept] = number(rows.child(0), slot);
                ranks[kept++] = total;
            }
        }
        if (total == 0 || shares.length == 0) {
            results.setNull(position);
        } else if (results instanceof ListVector lists) {
            int at = lists.allocate(position, shares.length);
            for (int i = 0; i < shares.length; i++) {
                set(lists.elements(), at + i, percentile(values, ranks, kept, shares[i]));
            }
        } else {
            set(results, position, percentile(values, ranks, kept, shares[0]));
        }
    }

    private int[] order(StructVector rows, int start, int count) {
        Integer[] slots = new Integer[count];
        Arrays.setAll(slots, i -> start + i);
        Comparator<Integer> ascending = Comparator.comparingDouble(slot -> number(rows.child(0), slot));
        Arrays.sort(slots, descending ? ascending.reversed() : ascending);
        return Arrays.stream(slots).mapToInt(Integer::intValue).toArray();
    }

    private long frequency(ValueVector frequencies, int slot) {
        if (frequencies.isNull(slot)) {
            return 0;
        }
        long times = LongColumn.read(frequencies, slot);
        if (times < 0) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION,
                    "frequencyExpression",
                    "\"" + frequency + "\"",
                    "negativeValue",
                    times + "L"));
        }
        return times;
    }

    private static double number(ValueVector values, int slot) {
        return values instanceof DoubleVector doubles ? doubles.get(slot) : LongColumn.read(values, slot);
    }

    private double percentile(double[] values, long[] ranks, int count, double share) {
        long total = ranks[count - 1];
        if (discrete && nearestBelow) {
            return values[indexOf(ranks, count, (long) Math.floor((total - 1) * share) + 1)];
        }
        if (discrete) {
            return values[indexOf(ranks, count, Math.max(1, (long) Math.ceil(total * share)))];
        }
        double place = (total - 1) * share;
        long lower = (long) Math.floor(place);
        long higher = (long) Math.ceil(place);
        double lowerValue = values[indexOf(ranks, count, lower + 1)];
        double higherValue = values[indexOf(ranks, count, higher + 1)];
        boolean alone = higher == lower || lowerValue == higherValue;
        return alone ? lowerValue : (higher - place) * lowerValue + (place - lower) * higherValue;
    }

    /** The first value whose rank reaches a place, counted from 1. */
    private static int indexOf(long[] ranks, int count, long place) {
        int found = Arrays.binarySearch(ranks, 0, count, place);
        return found >= 0 ? found : -found - 1;
    }

    private static void set(ValueVector results, int position, double value) {
        switch (results) {
            case DoubleVector doubles -> doubles.set(position, value);
            case LongVector longs -> longs.set(position, (long) value);
            case IntVector ints -> ints.set(position, (int) value);
            default -> throw new IllegalStateException(results.type().toString());
        }
    }
}
