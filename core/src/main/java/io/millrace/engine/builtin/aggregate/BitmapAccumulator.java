package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;

/** Bitmaps of 4,096 bytes: made of positions, or joined from others. A group has its bytes once it has a value. */
final class BitmapAccumulator implements TypedAccumulator {
    /** What is added to a bitmap. */
    enum Kind {
        /** The bit at a position. */
        POSITIONS,
        OR,
        AND
    }

    private static final int BYTES = 4096;

    private final Kind kind;
    private final NumericArgument numbers = new NumericArgument();
    private byte[][] bitmaps = new byte[16][];

    BitmapAccumulator(Kind kind) {
        this.kind = kind;
    }

    @Override
    public List<DataType> bufferTypes() {
        return List.of(DataTypes.BinaryType);
    }

    @Override
    public void ensureGroups(int count) {
        if (bitmaps.length < count) {
            bitmaps = Arrays.copyOf(bitmaps, Math.max(count, bitmaps.length * 2));
        }
    }

    private byte[] empty() {
        byte[] bitmap = new byte[BYTES];
        if (kind == Kind.AND) {
            Arrays.fill(bitmap, (byte) -1);
        }
        return bitmap;
    }

    private byte[] bitmap(int group) {
        if (bitmaps[group] == null) {
            bitmaps[group] = empty();
        }
        return bitmaps[group];
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        if (kind != Kind.POSITIONS) {
            merge(groups, arguments, rows);
            return;
        }
        long[] positions = numbers.longs(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            if (nulls == null || !nulls[row]) {
                int bit = checked(positions[row]);
                bitmap(groups[row])[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
            }
        }
    }

    private static int checked(long position) {
        if (position < 0 || position >= BYTES * Byte.SIZE) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_BITMAP_POSITION,
                    "bitPosition",
                    String.valueOf(position),
                    "bitmapNumBytes",
                    String.valueOf(BYTES),
                    "bitmapNumBits",
                    String.valueOf(BYTES * Byte.SIZE)));
        }
        return (int) position;
    }

    @Override
    public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        ColumnVector buffer = buffers.getFirst();
        BytesVector plain = (BytesVector) Vectors.plain(buffer);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(buffer, position);
            if (!plain.isNull(slot)) {
                join(bitmap(groups[position]), plain, slot);
            }
        }
    }

    /** What a shorter bitmap lacks counts as zeroes. */
    private void join(byte[] target, BytesVector source, int slot) {
        int length = Math.min(BYTES, source.length(slot));
        for (int i = 0; i < BYTES; i++) {
            byte other = i < length ? source.data()[source.start(slot) + i] : 0;
            target[i] = (byte) (kind == Kind.AND ? target[i] & other : target[i] | other);
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
        for (int i = 0; i < count; i++) {
            if (bitmaps[groups[i]] == null) {
                buffers.getFirst().setNull(at + i);
            } else {
                ((BytesVector) buffers.getFirst()).set(at + i, bitmaps[groups[i]]);
            }
        }
    }

    @Override
    public void finish(int[] groups, int count, ValueVector results, int at) {
        for (int i = 0; i < count; i++) {
            byte[] bitmap = bitmaps[groups[i]];
            ((BytesVector) results).set(at + i, bitmap == null ? empty() : bitmap);
        }
    }

    @Override
    public void clear(int group) {
        bitmaps[group] = null;
    }

    @Override
    public long retainedBytes() {
        long bytes = 8L * bitmaps.length;
        for (byte[] bitmap : bitmaps) {
            bytes += bitmap == null ? 0 : BYTES;
        }
        return bytes;
    }
}
