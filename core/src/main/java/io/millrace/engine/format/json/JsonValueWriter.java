package io.millrace.engine.format.json;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.IntervalText;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.TimeText;
import io.millrace.engine.format.DecimalText;
import io.millrace.engine.format.TemporalWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import io.millrace.types.VariantType;
import io.millrace.types.YearMonthIntervalType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Writes values of plain vectors as JSON: fields that are null are left out unless told otherwise, nulls in lists and
 * maps are kept, NaN and the infinities are strings. Used by one thread at a time.
 */
final class JsonValueWriter {
    /** Writes the value of a slot that is not null. */
    private interface Slot {
        void write(ValueVector vector, int position, BytesWriter out);
    }

    private final JsonWriterSettings settings;
    private final TemporalWriter temporal;
    private final Slot root;
    private int level;

    JsonValueWriter(DataType type, JsonWriterSettings settings) {
        this.settings = settings;
        this.temporal = new TemporalWriter(settings.source(), settings.zone(), settings.timeParserPolicy());
        this.root = slot(type);
    }

    /** Appends the value of a slot; {@code null} for a null. */
    void write(ValueVector vector, int position, BytesWriter out) {
        writeOrNull(root, vector, position, out);
    }

    private static void writeOrNull(Slot slot, ValueVector vector, int position, BytesWriter out) {
        if (vector.isNull(position)) {
            out.appendAscii("null");
        } else {
            slot.write(vector, position, out);
        }
    }

    private Slot slot(DataType type) {
        return switch (type) {
            case BooleanType ignored -> (v, i, out) -> out.appendAscii(((BooleanVector) v).get(i) ? "true" : "false");
            case ByteType ignored -> (v, i, out) -> NumberText.write(((ByteVector) v).get(i), out);
            case ShortType ignored -> (v, i, out) -> NumberText.write(((ShortVector) v).get(i), out);
            case IntegerType ignored -> (v, i, out) -> NumberText.write((long) ((IntVector) v).get(i), out);
            case LongType ignored -> (v, i, out) -> NumberText.write(((LongVector) v).get(i), out);
            case FloatType ignored -> (v, i, out) -> writeFloat(((FloatVector) v).get(i), out);
            case DoubleType ignored -> (v, i, out) -> writeDouble(((DoubleVector) v).get(i), out);
            case DecimalType decimal -> (v, i, out) -> DecimalText.write((DecimalVector) v, i, decimal.scale(), out);
            case StringType ignored -> this::writeString;
            case CharType ignored -> this::writeString;
            case VarcharType ignored -> this::writeString;
            case BinaryType ignored ->
                (v, i, out) -> {
                    byte[] encoded = Base64.getEncoder().encode(((BytesVector) v).copyBytes(i));
                    quoted(encoded, encoded.length, out);
                };
            case DateType ignored -> quoting((v, i, out) -> temporal.date(((IntVector) v).get(i), out));
            case TimestampType ignored -> quoting((v, i, out) -> temporal.timestamp(((LongVector) v).get(i), out));
            case TimestampNTZType ignored ->
                quoting((v, i, out) -> temporal.timestampWithoutZone(((LongVector) v).get(i), out));
            case TimeType ignored -> quoting((v, i, out) -> TimeText.write(((LongVector) v).get(i), out));
            case YearMonthIntervalType interval ->
                quoting((v, i, out) -> out.appendAscii(
                        IntervalText.ansi(((IntVector) v).get(i), interval.startField(), interval.endField())));
            case DayTimeIntervalType interval ->
                quoting((v, i, out) -> out.appendAscii(
                        IntervalText.ansi(((LongVector) v).get(i), interval.startField(), interval.endField())));
            case CalendarIntervalType ignored ->
                quoting((v, i, out) -> {
                    StructVector parts = (StructVector) v;
                    out.appendAscii(IntervalText.calendar(
                            ((IntVector) parts.child(0)).get(i),
                            ((IntVector) parts.child(1)).get(i),
                            ((LongVector) parts.child(2)).get(i)));
                });
            case NullType ignored -> (v, i, out) -> out.appendAscii("null");
            case StructType struct -> struct(struct);
            case ArrayType array -> list(array);
            case MapType map -> map(map);
            case VariantType ignored -> throw unsupported(type);
        };
    }

    static MillraceException unsupported(DataType type) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.UNSUPPORTED_DATATYPE, "typeName", "\"" + type.sql() + "\""));
    }

    private void writeString(ValueVector vector, int position, BytesWriter out) {
        BytesVector text = (BytesVector) vector;
        JsonText.string(text.data(), text.start(position), text.length(position), settings.ascii(), out);
    }

    private static void quoted(byte[] ascii, int length, BytesWriter out) {
        out.append('"');
        out.append(ascii, 0, length);
        out.append('"');
    }

    private static Slot quoting(Slot slot) {
        BytesWriter scratch = new BytesWriter(32);
        return (vector, position, out) -> {
            scratch.clear();
            slot.write(vector, position, scratch);
            JsonText.string(scratch.data(), 0, scratch.length(), false, out);
        };
    }

    private static void writeDouble(double value, BytesWriter out) {
        if (Double.isFinite(value)) {
            NumberText.write(value, out);
        } else {
            out.appendAscii('"' + Double.toString(value) + '"');
        }
    }

    private static void writeFloat(float value, BytesWriter out) {
        if (Float.isFinite(value)) {
            NumberText.write(value, out);
        } else {
            out.appendAscii('"' + Float.toString(value) + '"');
        }
    }

    private Slot struct(StructType type) {
        Slot[] fields = new Slot[type.size()];
        byte[][] names = new byte[type.size()][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = slot(type.field(i).dataType());
            BytesWriter name = new BytesWriter();
            byte[] text = type.field(i).name().getBytes(StandardCharsets.UTF_8);
            JsonText.string(text, 0, text.length, settings.ascii(), name);
            name.appendAscii(settings.pretty() ? " : " : ":");
            names[i] = Arrays.copyOf(name.data(), name.length());
        }
        int[] order = IntStream.range(0, fields.length).toArray();
        if (settings.sortKeys()) {
            order = IntStream.range(0, fields.length)
                    .boxed()
                    .sorted(Comparator.comparing(i -> type.field(i).name()))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        int[] sequence = order;
        return (vector, position, out) -> writeFields((StructVector) vector, position, fields, names, sequence, out);
    }

    private void writeFields(
            StructVector vector, int position, Slot[] fields, byte[][] names, int[] sequence, BytesWriter out) {
        out.append('{');
        level++;
        boolean first = true;
        for (int field : sequence) {
            ValueVector child = vector.child(field);
            if (settings.ignoreNullFields() && child.isNull(position)) {
                continue;
            }
            separate(first, out);
            first = false;
            out.append(names[field]);
            writeOrNull(fields[field], child, position, out);
        }
        closeObject(first, out);
    }

    private void separate(boolean first, BytesWriter out) {
        if (!first) {
            out.append(',');
        }
        newLine(out);
    }

    private void newLine(BytesWriter out) {
        if (settings.pretty()) {
            out.append('\n');
            out.appendAscii("  ".repeat(level));
        }
    }

    private void closeObject(boolean empty, BytesWriter out) {
        level--;
        if (!empty) {
            newLine(out);
        } else if (settings.pretty()) {
            out.append(' ');
        }
        out.append('}');
    }

    private Slot list(ArrayType type) {
        Slot element = slot(type.elementType());
        return (vector, position, out) -> {
            ListVector list = (ListVector) vector;
            out.append('[');
            pad(out);
            int start = list.start(position);
            for (int i = 0; i < list.length(position); i++) {
                if (i > 0) {
                    out.append(',');
                    pad(out);
                }
                writeOrNull(element, list.elements(), start + i, out);
            }
            if (list.length(position) > 0) {
                pad(out);
            }
            out.append(']');
        };
    }

    private void pad(BytesWriter out) {
        if (settings.pretty()) {
            out.append(' ');
        }
    }

    private Slot map(MapType type) {
        Slot value = slot(type.valueType());
        Slot key = type.keyType() instanceof StringType ? this::writeString : mapKey(type.keyType());
        return (vector, position, out) -> {
            MapVector map = (MapVector) vector;
            out.append('{');
            level++;
            boolean first = true;
            for (int entry : entries(map, position)) {
                separate(first, out);
                first = false;
                key.write(map.keys(), entry, out);
                out.appendAscii(settings.pretty() ? " : " : ":");
                writeOrNull(value, map.values(), entry, out);
            }
            closeObject(first, out);
        };
    }

    private int[] entries(MapVector map, int position) {
        IntStream entries = IntStream.range(map.start(position), map.start(position) + map.length(position));
        if (settings.sortKeys() && map.keys() instanceof BytesVector names) {
            return entries.boxed()
                    .sorted(Comparator.comparing(names::string))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        return entries.toArray();
    }

    /** A key that is no text is written as the text of its value. */
    private Slot mapKey(DataType type) {
        Slot slot = slot(type);
        BytesWriter scratch = new BytesWriter();
        return (vector, position, out) -> {
            scratch.clear();
            slot.write(vector, position, scratch);
            boolean quoted = scratch.length() > 0 && scratch.data()[0] == '"';
            if (quoted) {
                out.append(scratch.data(), 0, scratch.length());
            } else {
                JsonText.string(scratch.data(), 0, scratch.length(), settings.ascii(), out);
            }
        };
    }
}
