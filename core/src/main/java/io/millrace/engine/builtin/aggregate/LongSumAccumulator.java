package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.memory.LongPages;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;

/**
 * Sums integers and intervals in 64 bits. A sum that does not fit is an error at once, wraps around, or spoils its group
 * for good. Year-month intervals have 32 bits.
 */
final class LongSumAccumulator extends ColumnAccumulator {
    private final LongColumn sums;
    private final FlagColumn overflowed;
    private final Overflow overflow;
    private final boolean months;
    private final boolean interval;
    private final NumericArgument numbers = new NumericArgument();

    LongSumAccumulator(DataType type, Overflow overflow) {
        this(new LongColumn(type, true), new FlagColumn(), type, overflow);
    }

    private LongSumAccumulator(LongColumn sums, FlagColumn overflowed, DataType type, Overflow overflow) {
        super(overflow == Overflow.NULL ? new GroupColumn[] {sums, overflowed} : new GroupColumn[] {sums});
        this.sums = sums;
        this.overflowed = overflowed;
        this.overflow = overflow;
        this.months = type instanceof YearMonthIntervalType;
        this.interval = months || type instanceof DayTimeIntervalType;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        long[] values = numbers.longs(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                add(groups[position], values[position]);
            }
        }
    }

    private void add(int group, long value) {
        long[] page = sums.values.page(group);
        int slot = LongPages.slot(group);
        long old = page[slot];
        long sum = old + value;
        if (((old ^ sum) & (value ^ sum)) < 0 || months && sum != (int) sum) {
            overflow(group);
        }
        page[slot] = months ? (int) sum : sum;
        sums.markPresent(group);
    }

    private void overflow(int group) {
        switch (overflow) {
            case ERROR ->
                throw interval ? AggregateErrors.intervalOverflow() : AggregateErrors.overflow("overflow", "try_add");
            case NULL -> overflowed.flags.set(group);
            case WRAP -> {}
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (overflow == Overflow.NULL && ((BooleanVector) buffers[1]).get(slots[1])) {
            overflowed.flags.set(group);
        }
        if (!buffers[0].isNull(slots[0])) {
            add(group, LongColumn.read(buffers[0], slots[0]));
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        if (sums.isNull(group) || overflow == Overflow.NULL && overflowed.flags.get(group)) {
            results.setNull(position);
        } else if (results instanceof IntVector ints) {
            ints.set(position, (int) sums.get(group));
        } else {
            ((LongVector) results).set(position, sums.get(group));
        }
    }
}
