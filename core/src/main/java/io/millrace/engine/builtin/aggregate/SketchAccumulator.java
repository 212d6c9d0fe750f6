package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * An aggregate that keeps an object of its own for each group, such as a histogram. A group has one once it has a value; its
 * buffer is the bytes of that, null for a group without.
 *
 * @param <S> what is kept
 */
abstract class SketchAccumulator<S> implements TypedAccumulator {
    private S[] sketches;

    /** @param arrays makes arrays of sketches */
    SketchAccumulator(IntFunction<S[]> arrays) {
        sketches = arrays.apply(16);
    }

    /** One without values. */
    abstract S empty();

    /** Adds the values of another one, whose bytes a buffer holds. */
    abstract void merge(S sketch, byte[] data, int start, int length);

    /** The contents of a buffer. */
    abstract byte[] bytes(S sketch);

    abstract long retainedBytes(S sketch);

    /** @param sketch null for a group without values */
    abstract void finish(S sketch, ValueVector results, int at);

    /** The one of a group, which has a value now. */
    final S sketch(int group) {
        if (sketches[group] == null) {
            sketches[group] = empty();
        }
        return sketches[group];
    }

    @Override
    public final List<DataType> bufferTypes() {
        return List.of(DataTypes.BinaryType);
    }

    @Override
    public final void ensureGroups(int count) {
        if (sketches.length < count) {
            sketches = Arrays.copyOf(sketches, Math.max(count, sketches.length * 2));
        }
    }

    @Override
    public final void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        ColumnVector buffer = buffers.getFirst();
        BytesVector plain = (BytesVector) Vectors.plain(buffer);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(buffer, position);
            if (!plain.isNull(slot)) {
                merge(sketch(groups[position]), plain.data(), plain.start(slot), plain.length(slot));
            }
        }
    }

    @Override
    public final void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        for (int i = 0; i < rows.count(); i++) {
            clear(groups[rows.position(i)]);
        }
        merge(groups, buffers, rows);
    }

    @Override
    public final void export(int[] groups, int count, List<ValueVector> buffers, int at) {
        BytesVector buffer = (BytesVector) buffers.getFirst();
        for (int i = 0; i < count; i++) {
            S sketch = sketches[groups[i]];
            if (sketch == null) {
                buffer.setNull(at + i);
            } else {
                buffer.set(at + i, bytes(sketch));
            }
        }
    }

    @Override
    public final void finish(int[] groups, int count, ValueVector results, int at) {
        for (int i = 0; i < count; i++) {
            finish(sketches[groups[i]], results, at + i);
        }
    }

    @Override
    public final void clear(int group) {
        sketches[group] = null;
    }

    @Override
    public final long retainedBytes() {
        long bytes = 8L * sketches.length;
        for (S sketch : sketches) {
            bytes += sketch == null ? 0 : retainedBytes(sketch);
        }
        return bytes;
    }
}
