package io.millrace.engine.connector.file;

import io.millrace.engine.format.TemporalReader;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.NullType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;

/** Types of partition columns, told from the values in directory names, and those values in internal form. */
final class PartitionTypes {
    private static final String LETTERS_OF_NUMBERS = "dDfF";

    private final TemporalReader temporal;

    PartitionTypes(ZoneId zone) {
        temporal = new TemporalReader(Options.EMPTY, zone, TimeParserPolicy.CORRECTED);
    }

    /** The narrowest of int, bigint, decimal, double, date, timestamp and string; untyped for null. */
    DataType infer(String raw) {
        if (raw == null) {
            return DataTypes.NullType;
        }
        Optional<DataType> number = inferNumber(raw);
        if (number.isPresent()) {
            return number.get();
        }
        byte[] text = raw.getBytes(StandardCharsets.UTF_8);
        if (raw.length() <= "yyyy-MM-dd".length()
                && raw.indexOf('-') > 0
                && temporal.date(text, 0, text.length) != TemporalReader.INVALID) {
            return DataTypes.DateType;
        }
        boolean timestamp = raw.indexOf('-') > 0 && temporal.timestamp(text, 0, text.length) != TemporalReader.INVALID;
        return timestamp ? DataTypes.TimestampType : DataTypes.StringType;
    }

    private static Optional<DataType> inferNumber(String raw) {
        if (raw.isEmpty() || LETTERS_OF_NUMBERS.indexOf(raw.charAt(raw.length() - 1)) >= 0) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(raw);
            if (raw.matches("[+-]?\\d+")) {
                int bits = number.unscaledValue().bitLength();
                if (bits < Integer.SIZE) {
                    return Optional.of(DataTypes.IntegerType);
                }
                if (bits < Long.SIZE) {
                    return Optional.of(DataTypes.LongType);
                }
                if (number.precision() <= DecimalType.MAX_PRECISION) {
                    return Optional.of(new DecimalType(number.precision(), 0));
                }
            }
            return Optional.of(DataTypes.DoubleType);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The type that holds values of both. */
    static DataType merge(DataType left, DataType right) {
        if (left.equals(right) || right instanceof NullType) {
            return left;
        }
        if (left instanceof NullType) {
            return right;
        }
        int leftRank = numericRank(left);
        int rightRank = numericRank(right);
        if (leftRank > 0 && rightRank > 0) {
            DataType wider = leftRank > rightRank ? left : right;
            boolean decimals = left instanceof DecimalType && right instanceof DecimalType;
            return decimals && ((DecimalType) left).precision() > ((DecimalType) right).precision() ? left : wider;
        }
        boolean moments = (left instanceof DateType || left instanceof TimestampType)
                && (right instanceof DateType || right instanceof TimestampType);
        return moments ? DataTypes.TimestampType : DataTypes.StringType;
    }

    private static int numericRank(DataType type) {
        return switch (type) {
            case IntegerType ignored -> 1;
            case LongType ignored -> 2;
            case DecimalType ignored -> 3;
            case DoubleType ignored -> 4;
            default -> 0;
        };
    }

    /** A value in internal form. */
    Object value(String column, String raw, DataType type) {
        if (raw == null) {
            return null;
        }
        try {
            return switch (type) {
                case StringType ignored -> raw;
                case ByteType ignored -> Byte.valueOf(raw);
                case ShortType ignored -> Short.valueOf(raw);
                case IntegerType ignored -> Integer.valueOf(raw);
                case LongType ignored -> Long.valueOf(raw);
                case FloatType ignored -> Float.valueOf(raw);
                case DoubleType ignored -> Double.valueOf(raw);
                case BooleanType ignored -> Boolean.valueOf(raw);
                case DecimalType decimal -> new BigDecimal(raw).setScale(decimal.scale(), RoundingMode.HALF_UP);
                case DateType ignored -> (int) moment(column, raw, type, temporal::date);
                case TimestampType ignored -> moment(column, raw, type, temporal::timestamp);
                case TimestampNTZType ignored -> moment(column, raw, type, temporal::timestampWithoutZone);
                default -> throw misfit(column, raw, type);
            };
        } catch (NumberFormatException e) {
            throw misfit(column, raw, type);
        }
    }

    private interface MomentReader {
        long read(byte[] bytes, int start, int length);
    }

    private static long moment(String column, String raw, DataType type, MomentReader reader) {
        byte[] text = raw.getBytes(StandardCharsets.UTF_8);
        long moment = reader.read(text, 0, text.length);
        if (moment == TemporalReader.INVALID) {
            throw misfit(column, raw, type);
        }
        return moment;
    }

    private static MillraceException misfit(String column, String raw, DataType type) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.CAST_INVALID_INPUT,
                "expression",
                "'" + column + "=" + raw + "'",
                "sourceType",
                "\"STRING\"",
                "targetType",
                "\"" + type.sql() + "\""));
    }
}
