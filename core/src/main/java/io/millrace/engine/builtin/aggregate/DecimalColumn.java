package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.memory.LongPages;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DecimalType;
import java.math.BigInteger;

/**
 * A decimal sum by group, as a 128-bit unscaled number, null until something is added. A sum beyond its precision is kept
 * as long as 128 bits hold it, so that later values may bring it back; beyond that the group is marked.
 */
final class DecimalColumn implements GroupColumn {
    private final DecimalType type;
    private final BigInteger bound;
    private final LongPages high = new LongPages();
    private final LongPages low = new LongPages();
    private final GroupFlags present = new GroupFlags();

    DecimalColumn(DecimalType type) {
        this.type = type;
        this.bound = BigInteger.TEN.pow(type.precision());
    }

    boolean isNull(int group) {
        return !present.get(group);
    }

    /** Adds an unscaled value; false when 128 bits do not hold the sum. */
    boolean add(int group, long addHigh, long addLow) {
        long oldLow = low.get(group);
        long oldHigh = high.get(group);
        long newLow = oldLow + addLow;
        long carry = Long.compareUnsigned(newLow, oldLow) < 0 ? 1 : 0;
        long newHigh = oldHigh + addHigh + carry;
        low.set(group, newLow);
        high.set(group, newHigh);
        present.set(group);
        return ((oldHigh ^ newHigh) & (addHigh ^ newHigh)) >= 0;
    }

    /** The unscaled value. */
    BigInteger unscaled(int group) {
        BigInteger lowHalf = BigInteger.valueOf(low.get(group));
        if (lowHalf.signum() < 0) {
            lowHalf = lowHalf.add(BigInteger.ONE.shiftLeft(64));
        }
        return BigInteger.valueOf(high.get(group)).shiftLeft(64).add(lowHalf);
    }

    /** Whether the value has no more digits than its type. */
    boolean fits(int group) {
        long h = high.get(group);
        boolean small = h == low.get(group) >> 63 && type.precision() > 18;
        return small || unscaled(group).abs().compareTo(bound) < 0;
    }

    void copyTo(int group, DecimalVector target, int position) {
        target.set(position, high.get(group), low.get(group));
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public void ensure(int count) {
        high.ensure(count);
        low.ensure(count);
        present.ensure(count);
    }

    @Override
    public void load(int group, ValueVector source, int position) {
        if (source.isNull(position)) {
            clear(group);
        } else {
            DecimalVector decimals = (DecimalVector) source;
            high.set(group, decimals.high()[position]);
            low.set(group, decimals.low()[position]);
            present.set(group);
        }
    }

    @Override
    public void export(int group, ValueVector target, int position) {
        if (isNull(group)) {
            target.setNull(position);
        } else {
            copyTo(group, (DecimalVector) target, position);
        }
    }

    @Override
    public void clear(int group) {
        high.set(group, 0);
        low.set(group, 0);
        present.clear(group);
    }

    @Override
    public long retainedBytes() {
        return high.retainedBytes() + low.retainedBytes() + present.retainedBytes();
    }
}
