package io.millrace.engine.state;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes {@linkplain FrameFormat frames} into a buffer, which goes to a target when it is full. Used by one thread. */
final class FrameWriter {
    private static final int FULL = 1 << 20;

    private final Target target;
    private final CRC32C crc = new CRC32C();
    private byte[] data = new byte[4096];
    private int length;
    private int frameStart;

    FrameWriter(Target target) {
        this.target = target;
    }

    /** Takes bytes; they are valid until it returns. */
    @FunctionalInterface
    interface Target {
        void write(byte[] data, int length) throws IOException;
    }

    void header(int magic) {
        ensure(FrameFormat.HEADER_BYTES);
        putInt(magic);
        putInt(FrameFormat.FORMAT_VERSION);
    }

    /** Writes the changes of one store; an {@link UncheckedIOException} says that the target failed. */
    ChangeWriter changes(long version, StatefulStore store) {
        return new StoreChanges(version, store.storeId(), store.schema());
    }

    void commit(long version) {
        begin(FrameFormat.COMMIT, version, 0, 0);
        end();
    }

    /** Hands on what is in the buffer. */
    void flush() {
        if (length == 0) {
            return;
        }
        try {
            target.write(data, length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        length = 0;
        if (data.length > 4 * FULL) {
            data = new byte[FULL];
        }
    }

    private void begin(byte type, long version, int storeId, int rows) {
        frameStart = length;
        ensure(FrameFormat.FRAME_BYTES + FrameFormat.BODY_FIELDS);
        length += 4;
        data[length++] = type;
        putLong(version);
        putInt(storeId);
        putInt(rows);
    }

    private void end() {
        ensure(4);
        LittleEndian.putInt(data, frameStart, length - frameStart - 4);
        putInt(FrameFormat.checkSum(crc, data, frameStart, length - frameStart));
        if (length >= FULL) {
            flush();
        }
    }

    private void ensure(int more) {
        int needed = Math.addExact(length, more);
        if (needed > data.length) {
            data = Arrays.copyOf(data, Math.max(needed, (int) Math.min(data.length * 2L, Integer.MAX_VALUE - 64)));
        }
    }

    private void putInt(int value) {
        LittleEndian.putInt(data, length, value);
        length += 4;
    }

    private void putLong(long value) {
        LittleEndian.putLong(data, length, value);
        length += 8;
    }

    private final class StoreChanges implements ChangeWriter {
        private final long version;
        private final int storeId;
        private final CompactRow entryFormat;
        private final CompactRow keyFormat;
        private final RowBuffer buffer = new RowBuffer();

        StoreChanges(long version, int storeId, StoreSchema schema) {
            this.version = version;
            this.storeId = storeId;
            entryFormat = CompactRow.forValues(schema.rowTypes());
            keyFormat = CompactRow.forValues(schema.keyTypes());
        }

        @Override
        public void put(ColumnBatch entries) {
            writeRows(FrameFormat.PUT, entryFormat, entries);
        }

        @Override
        public void remove(ColumnBatch keys) {
            writeRows(FrameFormat.REMOVE, keyFormat, keys);
        }

        private void writeRows(byte type, CompactRow format, ColumnBatch batch) {
            Selection rows = batch.selection();
            format.encode(batch.columns(), rows, buffer);
            begin(type, version, storeId, rows.count());
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                int bytes = buffer.lengths()[position];
                ensure(4 + bytes);
                putInt(bytes);
                System.arraycopy(buffer.data(), buffer.starts()[position], data, length, bytes);
                length += bytes;
            }
            end();
        }

        @Override
        public void evict(long bound) {
            begin(FrameFormat.EVICT, version, storeId, 0);
            ensure(8);
            putLong(bound);
            end();
        }
    }
}
