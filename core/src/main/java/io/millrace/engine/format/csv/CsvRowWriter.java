package io.millrace.engine.format.csv;

import io.millrace.engine.expression.ValueText;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.IntervalText;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.TimeText;
import io.millrace.engine.format.DecimalText;
import io.millrace.engine.format.TemporalWriter;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.AtomicType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
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
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes values as CSV has them; a value is put in quotes only if it would be misread without. */
final class CsvRowWriter {
    /** Writes a value that is not null. */
    private interface Slot {
        void write(ValueVector vector, int position, BytesWriter out);
    }

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
    private final BytesWriter out;

    /**
     * @param out where values are written to
     * @param nested what writes values that files of CSV cannot hold; null refuses them
     */
    CsvRowWriter(StructType schema, CsvOptions options, BytesWriter out, ValueText nested) {
        this.options = options;
        this.out = out;
        this.temporal = new TemporalWriter(options.source(), options.zone(), options.timeParserPolicy());
        this.slots = new Slot[schema.size()];
        for (int i = 0; i < slots.length; i++) {
            DataType type = schema.field(i).dataType();
            boolean shown = nested != null && !(type instanceof AtomicType && !(type instanceof BinaryType));
            slots[i] = shown
                    ? nested.withNulls(options.nullValue()).withLeaves(this::writeLeaf)::write
                    : slot(schema.field(i).name(), type);
        }
        this.quoteAll = options.source().getBoolean("quoteAll", false);
        this.escapeQuotes = options.source().getBoolean("escapeQuotes", true);
        this.trimsStart = options.ignoresLeading(true);
        this.trimsEnd = options.ignoresTrailing(true);
        this.separator = options.separatorBytes();
        this.emptyValue = options.source().get("emptyValue", "\"\"").getBytes(StandardCharsets.UTF_8);
        this.nullValue = options.nullValue().getBytes(StandardCharsets.UTF_8);
    }

    /** Inside other values dates and times have the forms of the options, too, and decimals have exponents. */
    private boolean writeLeaf(ValueVector vector, int at, BytesWriter text) {
        switch (vector.type()) {
            case DateType ignored -> temporal.date(((IntVector) vector).get(at), text);
            case TimestampType ignored -> temporal.timestamp(((LongVector) vector).get(at), text);
            case TimestampNTZType ignored -> temporal.timestampWithoutZone(((LongVector) vector).get(at), text);
            case DecimalType type ->
                text.appendAscii(new BigDecimal(((DecimalVector) vector).unscaled(at), type.scale()).toString());
            default -> {
                return false;
            }
        }
        return true;
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
            case DecimalType decimal -> (v, i, out) -> DecimalText.write((DecimalVector) v, i, decimal.scale(), out);
            case DateType ignored -> (v, i, out) -> temporal.date(((IntVector) v).get(i), out);
            case TimestampType ignored -> (v, i, out) -> temporal.timestamp(((LongVector) v).get(i), out);
            case TimestampNTZType ignored -> (v, i, out) -> temporal.timestampWithoutZone(((LongVector) v).get(i), out);
            case TimeType ignored -> (v, i, out) -> TimeText.write(((LongVector) v).get(i), out);
            case DayTimeIntervalType interval ->
                (v, i, out) -> out.appendAscii(
                        IntervalText.ansi(((LongVector) v).get(i), interval.startField(), interval.endField()));
            case YearMonthIntervalType interval ->
                (v, i, out) -> out.appendAscii(
                        IntervalText.ansi(((IntVector) v).get(i), interval.startField(), interval.endField()));
            default -> throw CsvValueReader.unsupported(column, type);
        };
    }

    /** Writes the value of one column of a row, and the separator before it. */
    void write(int column, ColumnVector vector, int position) {
        separate(column);
        if (vector.isNull(position)) {
            out.append(nullValue);
            return;
        }
        value.clear();
        slots[column].write(Vectors.plain(vector), Vectors.plainPosition(vector, position), value);
        writeText();
    }

    /** Writes a column's name, and the separator before it. */
    void writeName(int column, String name) {
        separate(column);
        value.clear();
        value.append(name);
        writeText();
    }

    private void separate(int column) {
        if (column > 0) {
            out.append(separator);
        }
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
            out.append(emptyValue);
        } else if (options.quote() >= 0 && (quoteAll || needsQuotes(data, start, end))) {
            writeQuoted(data, start, end);
        } else {
            out.append(data, start, end - start);
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
        out.append((byte) options.quote());
        for (int i = start; i < end; i++) {
            byte next = data[i];
            if (next == options.quote()) {
                out.append((byte) options.escape());
            } else if (next == options.escape() && options.escapeOfEscape() >= 0) {
                out.append((byte) options.escapeOfEscape());
            }
            out.append(next);
        }
        out.append((byte) options.quote());
    }
}
