package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Averages intervals: an exact sum in 64 bits, divided in the end and rounded half up. */
final class IntervalAverageAccumulator extends ColumnAccumulator {
    private final LongColumn sums;
    private final LongColumn counts;
    private final FlagColumn overflowed;
    private final Overflow overflow;
    private final boolean months;
    private final NumericArgument numbers = new NumericArgument();

    /** @param months whether sums must fit 32 bits, as those of year-month intervals do */
    IntervalAverageAccumulator(boolean months, Overflow overflow) {
        this(
                months,
                new LongColumn(DataTypes.LongType, false),
                new LongColumn(DataTypes.LongType, false),
                new FlagColumn(),
                overflow);
    }

    private IntervalAverageAccumulator(
            boolean months, LongColumn sums, LongColumn counts, FlagColumn overflowed, Overflow overflow) {
        super(sums, counts, overflowed);
        this.months = months;
        this.sums = sums;
        this.counts = counts;
        this.overflowed = overflowed;
        this.overflow = overflow;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        long[] values = numbers.longs(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                add(groups[position], values[position], 1);
            }
        }
    }

    private void add(int group, long value, long count) {
        long old = sums.get(group);
        long sum = old + value;
        if (((old ^ sum) & (value ^ sum)) < 0 || months && sum != (int) sum) {
            if (overflow != Overflow.NULL) {
                throw AggregateErrors.intervalOverflow();
            }
            overflowed.flags.set(group);
        }
        sums.values.set(group, sum);
        counts.values.add(group, count);
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (((BooleanVector) buffers[2]).get(slots[2])) {
            overflowed.flags.set(group);
        }
        add(group, ((LongVector) buffers[0]).get(slots[0]), ((LongVector) buffers[1]).get(slots[1]));
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        long count = counts.get(group);
        if (count == 0 || overflowed.flags.get(group)) {
            results.setNull(position);
            return;
        }
        long average = BigDecimal.valueOf(sums.get(group))
                .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                .longValueExact();
        if (results instanceof IntVector ints) {
            ints.set(position, Math.toIntExact(average));
        } else {
            ((LongVector) results).set(position, average);
        }
    }
}
