package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.Arrays;
import java.util.List;

/** Bitmaps of 4,096 bytes: made of positions, or joined from others. */
final class BitmapAccumulator extends SketchAccumulator<byte[]> {
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

    BitmapAccumulator(Kind kind) {
        super(byte[][]::new);
        this.kind = kind;
    }

    @Override
    byte[] empty() {
        byte[] bitmap = new byte[BYTES];
        if (kind == Kind.AND) {
            Arrays.fill(bitmap, (byte) -1);
        }
        return bitmap;
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
                sketch(groups[row])[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
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

    /** What a shorter bitmap lacks counts as zeroes. */
    @Override
    void merge(byte[] bitmap, byte[] data, int start, int length) {
        for (int i = 0; i < BYTES; i++) {
            byte other = i < length ? data[start + i] : 0;
            bitmap[i] = (byte) (kind == Kind.AND ? bitmap[i] & other : bitmap[i] | other);
        }
    }

    @Override
    byte[] bytes(byte[] bitmap) {
        return bitmap;
    }

    @Override
    long retainedBytes(byte[] bitmap) {
        return BYTES;
    }

    @Override
    void finish(byte[] bitmap, ValueVector results, int at) {
        ((BytesVector) results).set(at, bitmap == null ? empty() : bitmap);
    }
}
