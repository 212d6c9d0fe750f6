package io.millrace.engine.format.csv;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.TimeText;
import io.millrace.engine.format.TemporalWriter;
import io.millrace.engine.format.TextFileWriter;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes rows as lines of values; a value is put in quotes only if it would be misread without. */
final class CsvFileWriter extends TextFileWriter {
    /** Writes a value that is not null. */
    private interface Slot {
        void write(ValueVector vector, int position, BytesWriter out);
    }

    private final StructType schema;
    private final CsvOptions options;
    private final TemporalWriter temporal;
    private final Slot[] slots;
    private final boolean quoteAll;
    private final boolean escapeQuotes;
    private final boolean trimsStart;
    private final boolean trimsEnd;
    private final byte[] separator;
    private final byte[] emptyValue;
    private final byte[] nullValue;
    private final BytesWriter value = new BytesWriter();
    private boolean begun;

    CsvFileWriter(OutputStream out, StructType schema, CsvOptions options) throws IOException {
        super(out, options.source());
        this.schema = schema;
        this.options = options;
        this.temporal = new TemporalWriter(options.source(), options.zone());
        this.slots = new Slot[schema.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(schema.field(i).name(), schema.field(i).dataType());
        }
        this.quoteAll = options.source().getBoolean("quoteAll", false);
        this.escapeQuotes = options.source().getBoolean("escapeQuotes", true);
        this.trimsStart = options.ignoresLeading(true);
        this.trimsEnd = options.ignoresTrailing(true);
        this.separator = options.separatorBytes();
        this.emptyValue = options.source().get("emptyValue", "\"\"").getBytes(StandardCharsets.UTF_8);
        this.nullValue = options.nullValue().getBytes(StandardCharsets.UTF_8);
    }

    private Slot slot(String column, DataType type) {
        return switch (type) {
            case StringType ignored -> (v, i, out) -> out.append((BytesVector) v, i);
            case CharType ignored -> (v, i, out) -> out.append((BytesVector) v, i);
            case VarcharType ignored -> (v, i, out) -> out.append((BytesVector) v, i);
            case BinaryType ignored -> (v, i, out) -> out.append((BytesVector) v, i);
            case BooleanType ignored -> (v, i, out) -> out.appendAscii(((BooleanVector) v).get(i) ? "true" : "false");
            case ByteType ignored -> (v, i, out) -> NumberText.write((long) ((ByteVector) v).get(i), out);
            case ShortType ignored -> (v, i, out) -> NumberText.write((long) ((ShortVector) v).get(i), out);
            case IntegerType ignored -> (v, i, out) -> NumberText.write((long) ((IntVector) v).get(i), out);
            case LongType ignored -> (v, i, out) -> NumberText.write(((LongVector) v).get(i), out);
            case FloatType ignored -> (v, i, out) -> NumberText.write(((FloatVector) v).get(i), out);
            case DoubleType ignored -> (v, i, out) -> NumberText.write(((DoubleVector) v).get(i), out);
            case DecimalType decimal ->
                (v, i, out) -> out.appendAscii(
                        new BigDecimal(((DecimalVector) v).unscaled(i), decimal.scale()).toPlainString());
            case DateType ignored -> (v, i, out) -> temporal.date(((IntVector) v).get(i), out);
            case TimestampType ignored -> (v, i, out) -> temporal.timestamp(((LongVector) v).get(i), out);
            case TimestampNTZType ignored ->
                (v, i, out) -> temporal.timestampWithoutZone(((LongVector) v).get(i), out);
            case TimeType ignored -> (v, i, out) -> TimeText.write(((LongVector) v).get(i), out);
            default -> throw CsvValueReader.unsupported(column, type);
        };
    }

    @Override
    protected void writeRows(ColumnBatch batch) throws IOException {
        writeHeader();
        for (int row = 0; row < batch.rowCount(); row++) {
            int position = batch.selection().position(row);
            for (int i = 0; i < slots.length; i++) {
                if (i > 0) {
                    buffer().append(separator);
                }
                writeValue(batch.column(i), slots[i], position);
            }
            endLine();
        }
    }

    private void writeHeader() throws IOException {
        if (begun || !options.header()) {
            return;
        }
        begun = true;
        for (int i = 0; i < schema.size(); i++) {
            if (i > 0) {
                buffer().append(separator);
            }
            value.clear();
            value.append(schema.field(i).name());
            writeText();
        }
        endLine();
    }

    @Override
    public void finish() throws IOException {
        writeHeader();
        super.finish();
    }

    private void writeValue(ColumnVector column, Slot slot, int position) {
        if (column.isNull(position)) {
            buffer().append(nullValue);
            return;
        }
        value.clear();
        slot.write(Vectors.plain(column), Vectors.plainPosition(column, position), value);
        writeText();
    }

    private void writeText() {
        byte[] data = value.data();
        int start = 0;
        int end = value.length();
        while (trimsStart && start < end && data[start] >= 0 && data[start] <= ' ') {
            start++;
        }
        while (trimsEnd && end > start && data[end - 1] >= 0 && data[end - 1] <= ' ') {
            end--;
        }
        if (start == end) {
            buffer().append(emptyValue);
        } else if (options.quote() >= 0 && (quoteAll || needsQuotes(data, start, end))) {
            writeQuoted(data, start, end);
        } else {
            buffer().append(data, start, end - start);
        }
    }

    private boolean needsQuotes(byte[] data, int start, int end) {
        if (data[start] == options.comment() || data[start] == options.quote()) {
            return true;
        }
        for (int i = start; i < end; i++) {
            byte next = data[i];
            boolean special = next == '\n' || next == '\r' || (escapeQuotes && next == options.quote());
            if (special || (next == separator[0] && startsWith(data, i, end, separator))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] data, int at, int end, byte[] prefix) {
        return at + prefix.length <= end && Arrays.equals(data, at, at + prefix.length, prefix, 0, prefix.length);
    }

    private void writeQuoted(byte[] data, int start, int end) {
        buffer().append((byte) options.quote());
        for (int i = start; i < end; i++) {
            byte next = data[i];
            if (next == options.quote()) {
                buffer().append((byte) options.escape());
            } else if (next == options.escape() && options.escapeOfEscape() >= 0) {
                buffer().append((byte) options.escapeOfEscape());
            }
            buffer().append(next);
        }
        buffer().append((byte) options.quote());
    }
}
