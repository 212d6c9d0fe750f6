package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.util.List;

/**
 * Sums decimals. As in Spark a sum that does not fit once is lost, whatever comes after it; only over the frames of a window
 * it is looked at in the end.
 */
final class DecimalSumAccumulator extends ColumnAccumulator {
    private final DecimalType type;
    private final DecimalColumn sums;
    private final FlagColumn overflowed;
    private final Overflow overflow;
    private final boolean framed;

    /** @param type the type of the sum; its scale is the argument's */
    DecimalSumAccumulator(DecimalType type, Overflow overflow, boolean framed) {
        this(type, new DecimalColumn(type), new FlagColumn(), overflow, framed);
    }

    private DecimalSumAccumulator(
            DecimalType type, DecimalColumn sums, FlagColumn overflowed, Overflow overflow, boolean framed) {
        super(sums, overflowed);
        this.type = type;
        this.sums = sums;
        this.overflowed = overflowed;
        this.overflow = overflow;
        this.framed = framed;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        ColumnVector argument = arguments.getFirst();
        DecimalVector plain = (DecimalVector) Vectors.plain(argument);
        boolean mayHaveNull = plain.mayHaveNull();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(argument, position);
            if (!mayHaveNull || !plain.isNull(slot)) {
                add(groups[position], plain, slot);
            }
        }
    }

    private void add(int group, DecimalVector values, int slot) {
        boolean held = sums.add(group, values.high()[slot], values.low()[slot]);
        if (!held || !framed && !sums.fits(group)) {
            overflowed.flags.set(group);
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (((BooleanVector) buffers[1]).get(slots[1])) {
            overflowed.flags.set(group);
        }
        if (!buffers[0].isNull(slots[0])) {
            add(group, (DecimalVector) buffers[0], slots[0]);
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        if (sums.isNull(group)) {
            results.setNull(position);
        } else if (!overflowed.flags.get(group) && sums.fits(group)) {
            sums.copyTo(group, (DecimalVector) results, position);
        } else if (overflow == Overflow.ERROR) {
            throw overflowed.flags.get(group)
                    ? AggregateErrors.decimalOverflow("try_sum")
                    : AggregateErrors.decimalOutOfRange(new BigDecimal(sums.unscaled(group), type.scale()), type);
        } else {
            results.setNull(position);
        }
    }
}
