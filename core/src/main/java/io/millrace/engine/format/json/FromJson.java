package io.millrace.engine.format.json;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.format.CorruptRecords;
import io.millrace.engine.format.ParseMode;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code from_json}: parses a column of texts into vectors, without a copy of strings that need none.
 *
 * <p>A null or empty text gives null. With a struct, a text that is no object gives a struct of nulls; with an array a
 * single object counts as an array of one, and a text that is no array gives null; with a map it gives null. What fits
 * of an array or a map is kept; in the mode FAILFAST anything that does not fit is an error.
 */
final class FromJson implements Evaluator {
    private final Evaluator input;
    private final ValueVector result;
    private final RowReader reader;
    private ValueVector scratch;

    /** Reads one text into one slot. */
    private interface RowReader {
        void begin(byte[] block);

        void read(byte[] block, int start, int end, int row);
    }

    FromJson(Evaluator input, DataType type, JsonOptions options) {
        this.input = input;
        this.result = ValueVector.create(type);
        this.reader = type instanceof StructType struct ? new Structs(struct, options) : new Others(type, options);
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        ColumnVector texts = input.evaluate(batch, rows, context);
        if (!(texts instanceof ValueVector) && scratch == null) {
            scratch = ValueVector.create(DataTypes.StringType);
        }
        BytesVector plain = (BytesVector) Vectors.flatten(texts, rows, scratch);
        result.reset(rows.end());
        reader.begin(plain.data());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            if (plain.isNull(row)) {
                result.setNull(row);
            } else {
                reader.read(plain.data(), plain.start(row), plain.start(row) + plain.length(row), row);
            }
        }
        return result;
    }

    private final class Structs implements RowReader {
        private final JsonRecordParser parser;
        private final List<ValueVector> children = new ArrayList<>();

        private final boolean failFast;

        Structs(StructType type, JsonOptions options) {
            failFast = options.mode() == ParseMode.FAILFAST;
            parser = new JsonRecordParser(type, options, false);
            StructVector struct = (StructVector) result;
            for (int i = 0; i < struct.fieldCount(); i++) {
                children.add(struct.child(i));
            }
        }

        @Override
        public void begin(byte[] block) {
            parser.begin(children, block);
        }

        @Override
        public void read(byte[] block, int start, int end, int row) {
            if (end + JsonRecordParser.PADDING <= block.length && start < end) {
                int stop = parser.fast(block, start, end, row);
                if (stop >= 0 && JsonScan.skipBlanks(block, stop, end) == end) {
                    return;
                }
            }
            if (failFast && startsArray(block, start, end)) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.MALFORMED_RECORD_IN_PARSING__CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS,
                        "badRecord",
                        new String(block, start, end - start, StandardCharsets.UTF_8),
                        "failFastMode",
                        ParseMode.FAILFAST.name()));
            }
            if (parser.strict(block, start, end, row) == 0) {
                result.setNull(row);
            }
        }
    }

    private static boolean startsArray(byte[] block, int start, int end) {
        int first = JsonScan.skipBlanks(block, start, end);
        return first < end && block[first] == '[';
    }

    private final class Others implements RowReader {
        private final JsonCursor cursor;
        private final JsonValueReader values;
        private final ParseMode mode;

        Others(DataType type, JsonOptions options) {
            cursor = new JsonCursor(options);
            mode = options.mode();
            values = new JsonReaders(options).create("value", type);
        }

        @Override
        public void begin(byte[] block) {
            values.target(result, block);
        }

        @Override
        public void read(byte[] block, int start, int end, int row) {
            boolean good = false;
            boolean partial = false;
            JsonSyntaxException cause = null;
            try {
                cursor.open(block, start, end);
                JsonCursor.Kind kind = cursor.kind();
                if (kind == JsonCursor.Kind.END) {
                    result.setNull(row);
                    return;
                }
                good = kind != JsonCursor.Kind.NULL && readValue(kind, row);
                partial = kind != JsonCursor.Kind.NULL && values.partial();
            } catch (JsonSyntaxException noJson) {
                cause = noJson;
            }
            if (!good && !partial) {
                result.setNull(row);
            }
            if (!good && mode == ParseMode.FAILFAST) {
                throw CorruptRecords.failFast(List.of(result), row, cause);
            }
        }

        private boolean readValue(JsonCursor.Kind kind, int row) {
            return kind == JsonCursor.Kind.OBJECT && values instanceof JsonListReader list
                    ? list.strictElement(cursor, row)
                    : values.strict(cursor, row);
        }
    }
}
