package io.millrace.engine.format.csv;

import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.format.TemporalReader;
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
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
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
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Puts texts into a column as values of its type. */
final class CsvValueReader {
    /** Reads a text that is not null; false if it is no value of the type. */
    private interface Slot {
        boolean read(byte[] data, int start, int length, ValueVector out, int position);
    }

    /** Reads a moment; {@link TemporalReader#INVALID} if there is none. */
    private interface Moment {
        long read(byte[] data, int start, int length);
    }

    private interface WholeSetter {
        void set(ValueVector out, int position, long value);
    }

    private final CsvOptions options;
    private final NumberText numbers = new NumberText();
    private final Slot slot;

    CsvValueReader(String column, DataType type, CsvOptions options, TemporalReader temporal) {
        this.options = options;
        slot = switch (type) {
            case StringType ignored -> CsvValueReader::text;
            case CharType ignored -> CsvValueReader::text;
            case VarcharType ignored -> CsvValueReader::text;
            case BinaryType ignored -> CsvValueReader::text;
            case BooleanType ignored -> CsvValueReader::bool;
            case ByteType ignored ->
                whole(Byte.MIN_VALUE, Byte.MAX_VALUE, (out, i, value) -> ((ByteVector) out).set(i, (byte) value));
            case ShortType ignored ->
                whole(Short.MIN_VALUE, Short.MAX_VALUE, (out, i, value) -> ((ShortVector) out).set(i, (short) value));
            case IntegerType ignored ->
                whole(Integer.MIN_VALUE, Integer.MAX_VALUE, (out, i, value) -> ((IntVector) out).set(i, (int) value));
            case LongType ignored ->
                whole(Long.MIN_VALUE, Long.MAX_VALUE, (out, i, value) -> ((LongVector) out).set(i, value));
            case FloatType ignored -> this::single;
            case DoubleType ignored -> this::fractional;
            case DecimalType decimal -> (data, start, length, out, i) -> decimal(decimal, data, start, length, out, i);
            case DateType ignored ->
                (data, start, length, out, i) -> {
                    long days = temporal.date(data, start, length);
                    ((IntVector) out).set(i, days == TemporalReader.INVALID ? 0 : (int) days);
                    return days != TemporalReader.INVALID;
                };
            case TimestampType ignored -> moment(temporal::timestamp);
            case TimestampNTZType ignored -> moment(temporal::timestampWithoutZone);
            case TimeType ignored -> moment(temporal::time);
            default -> throw unsupported(column, type);
        };
    }

    /** The error for a type that CSV cannot hold. */
    static MillraceException unsupported(String column, DataType type) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE,
                "format",
                "CSV",
                "columnName",
                "`" + column + "`",
                "columnType",
                "\"" + type.sql() + "\""));
    }

    boolean read(byte[] data, int start, int length, ValueVector out, int position) {
        return slot.read(data, start, length, out, position);
    }

    private static boolean text(byte[] data, int start, int length, ValueVector out, int position) {
        BytesVector bytes = (BytesVector) out;
        if (bytes.data() == data) {
            bytes.setSlice(position, start, length);
        } else {
            bytes.set(position, data, start, length);
        }
        return true;
    }

    private static String string(byte[] data, int start, int length) {
        return new String(data, start, length, StandardCharsets.UTF_8);
    }

    private static boolean bool(byte[] data, int start, int length, ValueVector out, int position) {
        String text = string(data, start, length);
        boolean value = text.equalsIgnoreCase("true");
        ((BooleanVector) out).set(position, value);
        return value || text.equalsIgnoreCase("false");
    }

    /** Blanks around a number make it none. */
    private static boolean isBare(byte[] data, int start, int length) {
        return length > 0 && !NumberText.isBlank(data[start]) && !NumberText.isBlank(data[start + length - 1]);
    }

    private Slot whole(long minimum, long maximum, WholeSetter setter) {
        return (data, start, length, out, position) -> {
            if (!isBare(data, start, length)) {
                return false;
            }
            setter.set(out, position, numbers.parseLong(data, start, length, minimum, maximum, false));
            return numbers.parsed();
        };
    }

    private boolean isWord(String text) {
        return text.equals(options.nanValue())
                || text.equals(options.positiveInfinity())
                || text.equals(options.negativeInfinity());
    }

    private double word(String text) {
        if (text.equals(options.nanValue())) {
            return Double.NaN;
        }
        return text.equals(options.positiveInfinity()) ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    private boolean fractional(byte[] data, int start, int length, ValueVector out, int position) {
        DoubleVector doubles = (DoubleVector) out;
        double value = numbers.parseDouble(data, start, length);
        if (!numbers.parsed() || !Double.isFinite(value)) {
            String text = string(data, start, length);
            if (isWord(text)) {
                doubles.set(position, word(text));
                return true;
            }
        }
        doubles.set(position, value);
        return numbers.parsed();
    }

    private boolean single(byte[] data, int start, int length, ValueVector out, int position) {
        FloatVector floats = (FloatVector) out;
        String text = string(data, start, length);
        if (isWord(text)) {
            floats.set(position, (float) word(text));
            return true;
        }
        floats.set(position, numbers.parseFloat(data, start, length));
        return numbers.parsed();
    }

    private static boolean decimal(
            DecimalType type, byte[] data, int start, int length, ValueVector out, int position) {
        BigDecimal exact = isBare(data, start, length) ? NumberText.parseDecimal(data, start, length) : null;
        if (exact == null
                || (long) exact.precision() - exact.scale() > DecimalType.MAX_PRECISION
                || exact.scale() > Short.MAX_VALUE) {
            return false;
        }
        BigDecimal value = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.precision()) {
            return false;
        }
        ((DecimalVector) out).set(position, value.unscaledValue());
        return true;
    }

    private static Slot moment(Moment reader) {
        return (data, start, length, out, position) -> {
            long moment = reader.read(data, start, length);
            ((LongVector) out).set(position, moment == TemporalReader.INVALID ? 0 : moment);
            return moment != TemporalReader.INVALID;
        };
    }
}
