package io.millrace.engine.format.csv;

import io.millrace.engine.format.CorruptRecords;
import io.millrace.engine.format.ParseMode;
import io.millrace.engine.format.TemporalReader;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Appends records to columns. Values belong to the file's columns by position; the corrupt record column is not in the
 * file. If not all columns of the file are read, the number of values is not looked at, as in Spark.
 */
final class CsvRecordParser {
    private final CsvOptions options;
    private final CsvTokens tokens;
    private final CsvValueReader[] readers;
    /** For each column that is read its position in the file, or -1 for the corrupt record column. */
    private final int[] positions;

    private final byte[] nullText;
    private final int fileColumns;
    private final boolean checksCount;
    private final int corruptIndex;
    private List<ValueVector> columns = List.of();

    /** @param schema all columns: those of the file and perhaps the corrupt record column */
    CsvRecordParser(StructType columns, StructType schema, CsvOptions options) {
        this.options = options;
        tokens = new CsvTokens(options);
        nullText = options.nullValue().getBytes(StandardCharsets.UTF_8);
        corruptIndex = CorruptRecords.indexOf(columns, options.corruptColumn());
        int schemaCorrupt = CorruptRecords.indexOf(schema, options.corruptColumn());
        List<String> inFile =
                List.of(CorruptRecords.without(schema, schemaCorrupt).fieldNames());
        fileColumns = inFile.size();
        readers = new CsvValueReader[columns.size()];
        positions = new int[columns.size()];
        TemporalReader temporal = new TemporalReader(options.source(), options.zone(), options.timeParserPolicy());
        for (int i = 0; i < readers.length; i++) {
            positions[i] =
                    i == corruptIndex ? -1 : inFile.indexOf(columns.field(i).name());
            readers[i] =
                    new CsvValueReader(columns.field(i).name(), columns.field(i).dataType(), options, temporal);
        }
        checksCount = columns.size() == schema.size() || corruptIndex >= 0 || !options.columnPruning();
    }

    /** Takes the vectors that are filled from now on; texts stay slices of the block. */
    void begin(List<ValueVector> vectors, byte[] block) {
        columns = vectors;
        for (ValueVector vector : vectors) {
            if (vector instanceof BytesVector bytes) {
                bytes.wrap(block);
            }
        }
    }

    /** Takes the vectors that are filled from now on; texts are copied into them. */
    void take(List<ValueVector> vectors) {
        columns = vectors;
    }

    CsvTokens tokens() {
        return tokens;
    }

    /**
     * Puts the record that {@link #tokens} has just cut into a row.
     *
     * @return whether the row is kept
     */
    boolean put(byte[] bytes, int start, int end, int row) {
        boolean good = !checksCount || tokens.count() == fileColumns;
        for (int i = 0; i < readers.length; i++) {
            if (i != corruptIndex) {
                good &= putValue(i, row);
            }
        }
        if (corruptIndex >= 0) {
            columns.get(corruptIndex).setNull(row);
        }
        return good || putBad(bytes, start, end, row);
    }

    private boolean putValue(int column, int row) {
        ValueVector vector = columns.get(column);
        int token = positions[column];
        if (token >= tokens.count() || isNull(token)) {
            vector.setNull(row);
            return true;
        }
        vector.clearNull(row);
        boolean good = readers[column].read(tokens.data(token), tokens.start(token), tokens.length(token), vector, row);
        if (!good) {
            vector.setNull(row);
        }
        return good;
    }

    /** A value that is missing reads as the text for null; one that is empty in quotes does not. */
    private boolean isNull(int token) {
        int start = tokens.start(token);
        int length = tokens.length(token);
        if (length == 0 && !tokens.isQuoted(token)) {
            return true;
        }
        return Arrays.equals(tokens.data(token), start, start + length, nullText, 0, nullText.length);
    }

    private boolean putBad(byte[] bytes, int start, int end, int row) {
        if (options.mode() == ParseMode.FAILFAST) {
            String record = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            throw CorruptRecords.failFast(
                    columns, row, new IllegalArgumentException("Malformed CSV record: " + record));
        }
        if (corruptIndex >= 0) {
            BytesVector corrupt = (BytesVector) columns.get(corruptIndex);
            corrupt.clearNull(row);
            if (corrupt.data() == bytes) {
                corrupt.setSlice(row, start, end - start);
            } else {
                corrupt.set(row, bytes, start, end - start);
            }
        }
        return options.mode() != ParseMode.DROPMALFORMED;
    }
}
