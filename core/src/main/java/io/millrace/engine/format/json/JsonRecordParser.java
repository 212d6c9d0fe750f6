package io.millrace.engine.format.json;

import io.millrace.engine.format.CorruptRecords;
import io.millrace.engine.format.LineBlocks;
import io.millrace.engine.format.ParseMode;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.StructType;
import java.util.List;

/**
 * Appends records to columns: one object gives one row, and an array at the top one row for each of its objects.
 *
 * <pre>
 *   parser.begin(vectors, block)                         after the vectors have been reset
 *   end = parser.fast(block, at, limit, row)             the usual form; UNUSUAL means: nothing said
 *   rows += parser.strict(block, start, end, row)        by all rules; also what the mode says about malformed records
 * </pre>
 *
 * <p>A record is judged by the columns that are read; of others only the syntax counts. Used by one thread.
 */
public final class JsonRecordParser {
    /** {@link #fast} leaves the record to {@link #strict}. */
    public static final int UNUSUAL = JsonScan.UNUSUAL;
    /** How many readable bytes {@link #fast} needs behind its limit. */
    public static final int PADDING = LineBlocks.PADDING;

    private final StructType fields;
    private final JsonStructReader root;
    private final JsonCursor cursor;
    private final ParseMode mode;
    private final int corruptIndex;
    private final boolean arrays;
    private List<ValueVector> columns = List.of();
    private BytesVector corrupt;
    private long malformed;

    /** @param columns what to read; a column named as the options say takes the text of malformed records */
    public JsonRecordParser(StructType columns, JsonOptions options) {
        this(columns, options, true);
    }

    /** @param arrays whether an array at the top gives rows; else it is malformed */
    JsonRecordParser(StructType columns, JsonOptions options, boolean arrays) {
        this.arrays = arrays;
        corruptIndex = CorruptRecords.indexOf(columns, options.corruptColumn());
        fields = CorruptRecords.without(columns, corruptIndex);
        root = new JsonStructReader(fields, new JsonReaders(options));
        cursor = new JsonCursor(options);
        mode = options.mode();
    }

    /**
     * Takes the vectors that are filled from now on, which have been reset.
     *
     * @param block the array that the records lie in and that outlives the vectors' contents, so that strings can be
     *     slices of it; null to copy them
     */
    public void begin(List<ValueVector> vectors, byte[] block) {
        columns = vectors;
        int field = 0;
        for (int i = 0; i < vectors.size(); i++) {
            if (i != corruptIndex) {
                root.target(field++, vectors.get(i), block);
                continue;
            }
            corrupt = (BytesVector) vectors.get(i);
            if (block != null) {
                corrupt.wrap(block);
            }
        }
    }

    /** How many malformed records have been met so far. */
    public long malformed() {
        return malformed;
    }

    /**
     * Reads the object that starts here into a row, if it has the usual form.
     *
     * @param limit where the record ends at the latest; {@link #PADDING} bytes behind it must exist
     * @return where the text goes on behind the object, or {@link #UNUSUAL}
     */
    public int fast(byte[] bytes, int at, int limit, int row) {
        int end = root.fast(bytes, at, limit, row);
        if (end >= 0 && corrupt != null) {
            corrupt.setNull(row);
        }
        return end;
    }

    /**
     * Reads a record by all rules.
     *
     * @return how many rows it gave
     */
    public int strict(byte[] bytes, int start, int end, int row) {
        cursor.open(bytes, start, end);
        int rows = 0;
        boolean good = true;
        RuntimeException noRecord = null;
        try {
            switch (cursor.kind()) {
                case END -> {
                    return 0;
                }
                case OBJECT -> {
                    rows = 1;
                    good = root.strict(cursor, row);
                }
                case ARRAY -> {
                    if (!arrays) {
                        cursor.skipValue();
                        throw JsonErrors.rootMismatch();
                    }
                    cursor.enter();
                    for (boolean first = true; cursor.next(']', first); first = false) {
                        if (cursor.kind() != JsonCursor.Kind.OBJECT) {
                            throw JsonErrors.rootMismatch();
                        }
                        makeRoom(row + rows + 1);
                        good &= root.strict(cursor, row + rows);
                        rows++;
                    }
                }
                default -> {
                    cursor.skipValue();
                    throw JsonErrors.rootMismatch();
                }
            }
        } catch (JsonSyntaxException | JsonErrors.RootMismatch noJson) {
            rows = 0;
            noRecord = noJson;
        }
        return good && noRecord == null ? good(row, rows) : bad(bytes, start, end, row, rows, noRecord);
    }

    private void makeRoom(int rows) {
        for (ValueVector column : columns) {
            column.ensureCapacity(rows);
        }
    }

    private int good(int row, int rows) {
        if (corrupt != null) {
            for (int i = 0; i < rows; i++) {
                corrupt.setNull(row + i);
            }
        }
        return rows;
    }

    private int bad(byte[] bytes, int start, int end, int row, int partialRows, RuntimeException noRecord) {
        malformed++;
        if (mode == ParseMode.DROPMALFORMED) {
            return 0;
        }
        int rows = Math.max(1, partialRows);
        if (partialRows == 0) {
            root.fillNulls(row);
        }
        if (mode == ParseMode.FAILFAST) {
            good(row, 1);
            throw CorruptRecords.failFast(columns, row, noRecord == null ? root.misfitError(fields, bytes) : noRecord);
        }
        if (corrupt != null) {
            for (int i = 0; i < rows; i++) {
                corrupt.clearNull(row + i);
                setText(bytes, start, end, row + i);
            }
        }
        return rows;
    }

    private void setText(byte[] bytes, int start, int end, int row) {
        if (corrupt.data() == bytes) {
            corrupt.setSlice(row, start, end - start);
        } else {
            corrupt.set(row, bytes, start, end - start);
        }
    }
}
