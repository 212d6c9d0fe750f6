package io.millrace.kafka;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataTypes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Records of one partition as columns, in the order of their offsets. Keys and values are slices of one array that the
 * block owns; it grows up to the size of a batch, and beyond only for a single record that is larger.
 */
final class RecordBlock {
    /** A little under 1 MiB, so that the array and its header fill a region of the heap and no second one. */
    private static final int FULL = ColumnBatch.MAX_BYTES - 64;

    private static final int SMALLEST = 16 << 10;
    private static final int FIRST_CAPACITY = 64;

    private final BytesVector keys = new BytesVector(DataTypes.BinaryType);
    private final BytesVector values = new BytesVector(DataTypes.BinaryType);
    private final LongVector offsets = new LongVector(DataTypes.LongType);
    private final LongVector timestamps = new LongVector(DataTypes.TimestampType);
    private final IntVector timestampTypes = new IntVector(DataTypes.IntegerType);
    private final ListVector headers = (ListVector) ValueVector.create(KafkaColumns.HEADER_LIST);

    private byte[] data = new byte[SMALLEST];
    private int used;
    private int rows;
    private int cursor;
    private BlockPool.Kept kept = new BlockPool.Kept(true, true, false);

    /** Forgets all records. */
    void reset(BlockPool.Kept keep) {
        kept = keep;
        used = 0;
        rows = 0;
        cursor = 0;
        keys.reset(FIRST_CAPACITY);
        keys.wrap(data);
        values.reset(FIRST_CAPACITY);
        values.wrap(data);
        offsets.reset(FIRST_CAPACITY);
        timestamps.reset(FIRST_CAPACITY);
        timestampTypes.reset(FIRST_CAPACITY);
        headers.reset(keep.headers() ? FIRST_CAPACITY : 0);
    }

    /** Copies a record to the end; false if there is no room for it. */
    boolean add(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        ByteBuffer key = kept.keys() ? record.key() : null;
        ByteBuffer value = kept.values() ? record.value() : null;
        long size = (key == null ? 0L : key.remaining()) + (value == null ? 0L : value.remaining());
        if (rows == ColumnBatch.MAX_ROWS || !ensureRoom(size)) {
            return false;
        }
        int row = rows++;
        ensureCapacity(row + 1);
        set(keys, row, key);
        set(values, row, value);
        offsets.set(row, record.offset());
        timestamps.set(row, TimeUnit.MILLISECONDS.toMicros(record.timestamp()));
        timestampTypes.set(row, record.timestampType().id);
        if (kept.headers()) {
            setHeaders(row, record.headers());
        }
        return true;
    }

    private boolean ensureRoom(long size) {
        long needed = used + size;
        if (needed <= data.length) {
            return true;
        }
        if (needed > FULL && rows > 0) {
            return false;
        }
        int grown = (int) Math.max(Math.min(Math.max(needed, data.length * 2L), FULL), needed);
        data = Arrays.copyOf(data, grown);
        keys.wrap(data);
        values.wrap(data);
        return true;
    }

    private void ensureCapacity(int capacity) {
        if (offsets.capacity() < capacity) {
            keys.ensureCapacity(capacity);
            values.ensureCapacity(capacity);
            offsets.ensureCapacity(capacity);
            timestamps.ensureCapacity(capacity);
            timestampTypes.ensureCapacity(capacity);
        }
        if (kept.headers()) {
            headers.ensureCapacity(capacity);
        }
    }

    private void set(BytesVector column, int row, ByteBuffer bytes) {
        if (bytes == null) {
            column.setNull(row);
            return;
        }
        int length = bytes.remaining();
        bytes.get(bytes.position(), data, used, length);
        column.setSlice(row, used, length);
        used += length;
    }

    /** A record without headers has null, not an empty list. */
    private void setHeaders(int row, Headers record) {
        Header[] all = record.toArray();
        if (all.length == 0) {
            headers.setNull(row);
            return;
        }
        int at = headers.allocate(row, all.length);
        StructVector structs = (StructVector) headers.elements();
        BytesVector names = (BytesVector) structs.child(0);
        BytesVector contents = (BytesVector) structs.child(1);
        for (int i = 0; i < all.length; i++) {
            names.set(at + i, all[i].key());
            if (all[i].value() == null) {
                contents.setNull(at + i);
            } else {
                contents.set(at + i, all[i].value());
            }
        }
    }

    /** Whether it is worth keeping for other records: not if one huge record made it huge. */
    boolean reusable() {
        return data.length <= ColumnBatch.MAX_BYTES;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return used;
    }

    long offset(int row) {
        return offsets.get(row);
    }

    /** The first row that was not handed to a reader yet. */
    int cursor() {
        return cursor;
    }

    void moveCursor(int row) {
        cursor = row;
    }

    boolean exhausted() {
        return cursor >= rows;
    }

    /** The first row, from the cursor on, with this offset or a later one; {@link #rows} if there is none. */
    int rowOf(long offset) {
        if (rows == 0 || offsets.get(rows - 1) < offset) {
            return rows;
        }
        int found = Arrays.binarySearch(offsets.values(), cursor, rows, offset);
        return found >= 0 ? found : -found - 1;
    }

    ValueVector keys() {
        return keys;
    }

    ValueVector values() {
        return values;
    }

    ValueVector offsets() {
        return offsets;
    }

    ValueVector timestamps() {
        return timestamps;
    }

    ValueVector timestampTypes() {
        return timestampTypes;
    }

    ListVector headers() {
        return headers;
    }
}
