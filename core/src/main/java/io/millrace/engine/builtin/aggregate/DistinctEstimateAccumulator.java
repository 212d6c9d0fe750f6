package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.builtin.SparkHash;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.List;

/** Estimates how many different values there are, from the registers of a {@link HyperLogLog} for each group. */
final class DistinctEstimateAccumulator extends SketchAccumulator<byte[]> {
    private final HyperLogLog sketch;

    DistinctEstimateAccumulator(int precision) {
        super(byte[][]::new);
        sketch = new HyperLogLog(precision);
    }

    @Override
    byte[] empty() {
        return new byte[sketch.registers()];
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        ColumnVector argument = arguments.getFirst();
        ValueVector plain = Vectors.plain(argument);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(argument, position);
            if (!plain.isNull(slot)) {
                sketch.add(sketch(groups[position]), SparkHash.XXHASH64.hash(plain, slot, SparkHash.SEED));
            }
        }
    }

    @Override
    void merge(byte[] counters, byte[] data, int start, int length) {
        sketch.merge(counters, data, start);
    }

    @Override
    byte[] bytes(byte[] counters) {
        return counters;
    }

    @Override
    long retainedBytes(byte[] counters) {
        return counters.length;
    }

    @Override
    void finish(byte[] counters, ValueVector results, int at) {
        ((LongVector) results).set(at, counters == null ? 0 : sketch.estimate(counters));
    }
}
