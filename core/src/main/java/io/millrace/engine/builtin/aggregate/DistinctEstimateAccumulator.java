package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.builtin.SparkHash;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;

/** Estimates how many different values there are. A group has registers once it has a value; its buffer is their bytes. */
final class DistinctEstimateAccumulator implements TypedAccumulator {
    private final HyperLogLog sketch;
    private byte[][] groupCounters = new byte[16][];

    DistinctEstimateAccumulator(int precision) {
        sketch = new HyperLogLog(precision);
    }

    @Override
    public List<DataType> bufferTypes() {
        return List.of(DataTypes.BinaryType);
    }

    @Override
    public void ensureGroups(int count) {
        if (groupCounters.length < count) {
            groupCounters = Arrays.copyOf(groupCounters, Math.max(count, groupCounters.length * 2));
        }
    }

    private byte[] counters(int group) {
        if (groupCounters[group] == null) {
            groupCounters[group] = new byte[sketch.registers()];
        }
        return groupCounters[group];
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        ColumnVector argument = arguments.getFirst();
        ValueVector plain = Vectors.plain(argument);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(argument, position);
            if (!plain.isNull(slot)) {
                sketch.add(counters(groups[position]), SparkHash.XXHASH64.hash(plain, slot, SparkHash.SEED));
            }
        }
    }

    @Override
    public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        ColumnVector buffer = buffers.getFirst();
        BytesVector plain = (BytesVector) Vectors.plain(buffer);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(buffer, position);
            if (!plain.isNull(slot)) {
                sketch.merge(counters(groups[position]), plain.data(), plain.start(slot));
            }
        }
    }

    @Override
    public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        for (int i = 0; i < rows.count(); i++) {
            clear(groups[rows.position(i)]);
        }
        merge(groups, buffers, rows);
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> buffers, int at) {
        BytesVector buffer = (BytesVector) buffers.getFirst();
        for (int i = 0; i < count; i++) {
            byte[] counters = groupCounters[groups[i]];
            if (counters == null) {
                buffer.setNull(at + i);
            } else {
                buffer.set(at + i, counters);
            }
        }
    }

    @Override
    public void finish(int[] groups, int count, ValueVector results, int at) {
        for (int i = 0; i < count; i++) {
            byte[] counters = groupCounters[groups[i]];
            ((LongVector) results).set(at + i, counters == null ? 0 : sketch.estimate(counters));
        }
    }

    @Override
    public void clear(int group) {
        groupCounters[group] = null;
    }

    @Override
    public long retainedBytes() {
        long bytes = 8L * groupCounters.length;
        for (byte[] counters : groupCounters) {
            bytes += counters == null ? 0 : counters.length;
        }
        return bytes;
    }
}
