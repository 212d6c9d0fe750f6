package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Supplier;

/**
 * Averages decimals: an exact sum, divided in the end and rounded half up to the scale of the result. A sum that does not fit
 * is lost as that of {@link DecimalSumAccumulator}.
 */
final class DecimalAverageAccumulator extends ColumnAccumulator {
    private final DecimalColumn sums;
    private final LongColumn counts;
    private final FlagColumn overflowed;
    private final int sumScale;
    private final DecimalType result;
    private final Overflow overflow;
    private final boolean framed;

    DecimalAverageAccumulator(DecimalType sum, DecimalType result, Overflow overflow, boolean framed) {
        this(
                new DecimalColumn(sum),
                new LongColumn(DataTypes.LongType, false),
                new FlagColumn(),
                sum.scale(),
                result,
                overflow,
                framed);
    }

    private DecimalAverageAccumulator(
            DecimalColumn sums,
            LongColumn counts,
            FlagColumn overflowed,
            int sumScale,
            DecimalType result,
            Overflow overflow,
            boolean framed) {
        super(sums, counts, overflowed);
        this.sums = sums;
        this.counts = counts;
        this.overflowed = overflowed;
        this.sumScale = sumScale;
        this.result = result;
        this.overflow = overflow;
        this.framed = framed;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        ColumnVector argument = arguments.getFirst();
        DecimalVector plain = (DecimalVector) Vectors.plain(argument);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(argument, position);
            if (!plain.isNull(slot)) {
                add(groups[position], plain, slot, 1);
            }
        }
    }

    private void add(int group, DecimalVector values, int slot, long count) {
        boolean held = sums.add(group, values.high()[slot], values.low()[slot]);
        if (!held || !framed && !sums.fits(group)) {
            overflowed.flags.set(group);
        }
        counts.values.add(group, count);
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (((BooleanVector) buffers[2]).get(slots[2])) {
            overflowed.flags.set(group);
        }
        if (!buffers[0].isNull(slots[0])) {
            add(group, (DecimalVector) buffers[0], slots[0], ((LongVector) buffers[1]).get(slots[1]));
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        if (sums.isNull(group)) {
            results.setNull(position);
            return;
        }
        if (overflowed.flags.get(group)) {
            setMissing(results, position, () -> AggregateErrors.decimalOverflow("try_avg"));
            return;
        }
        BigDecimal quotient = new BigDecimal(sums.unscaled(group), sumScale)
                .divide(BigDecimal.valueOf(counts.get(group)), DecimalType.MAX_SCALE + 1, RoundingMode.HALF_UP);
        BigDecimal average = quotient.setScale(result.scale(), RoundingMode.HALF_UP);
        if (average.precision() > result.precision()) {
            setMissing(results, position, () -> AggregateErrors.decimalOutOfRange(quotient, result));
        } else {
            ((DecimalVector) results).set(position, average.unscaledValue());
        }
    }

    private void setMissing(ValueVector results, int position, Supplier<MillraceArithmeticException> error) {
        if (overflow == Overflow.ERROR) {
            throw error.get();
        }
        results.setNull(position);
    }
}
