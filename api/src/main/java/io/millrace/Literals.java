package io.millrace;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.TimeType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;

/** Turns Java values into constants, in the internal form of {@link UnresolvedExpression.Literal}. */
final class Literals {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private Literals() {}

    /** The constant for a value; a {@link Column} passes through and an array becomes a call of {@code array}. */
    static UnresolvedExpression of(Object value) {
        return switch (value) {
            case null -> literal(null, DataTypes.NullType);
            case Column column -> column.expression();
            case UnresolvedExpression.CalendarInterval interval -> literal(interval, DataTypes.CalendarIntervalType);
            case Boolean flag -> literal(flag, DataTypes.BooleanType);
            case Byte number -> literal(number, DataTypes.ByteType);
            case Short number -> literal(number, DataTypes.ShortType);
            case Integer number -> literal(number, DataTypes.IntegerType);
            case Long number -> literal(number, DataTypes.LongType);
            case Float number -> literal(number, DataTypes.FloatType);
            case Double number -> literal(number, DataTypes.DoubleType);
            case BigDecimal number -> decimal(number);
            case BigInteger number -> decimal(new BigDecimal(number));
            case String text -> literal(text, DataTypes.StringType);
            case Character character -> literal(character.toString(), DataTypes.StringType);
            case byte[] bytes -> literal(bytes.clone(), DataTypes.BinaryType);
            case LocalDate date -> date(date);
            case Date date -> date(date.toLocalDate());
            case Instant instant -> literal(micros(instant), DataTypes.TimestampType);
            case Timestamp timestamp -> literal(micros(JavaValues.instantOf(timestamp)), DataTypes.TimestampType);
            case LocalDateTime local -> literal(micros(local.toInstant(ZoneOffset.UTC)), DataTypes.TimestampNTZType);
            case LocalTime time -> literal(time.toNanoOfDay() / 1000, new TimeType(TimeType.MAX_PRECISION));
            case Duration duration -> literal(micros(duration), DataTypes.createDayTimeIntervalType());
            case Period period ->
                literal(Math.toIntExact(period.toTotalMonths()), DataTypes.createYearMonthIntervalType());
            case Object array when array.getClass().isArray() -> array(array);
            default ->
                throw new MillraceUnsupportedOperationException(ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_DATATYPE,
                        "typeName",
                        "of the constant " + value + ", " + value.getClass().getName() + ","));
        };
    }

    static UnresolvedExpression.Literal literal(Object value, DataType type) {
        return new UnresolvedExpression.Literal(value, type, Origin.NONE);
    }

    private static UnresolvedExpression decimal(BigDecimal number) {
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        int precision = Math.max(plain.precision(), plain.scale());
        if (precision > DecimalType.MAX_PRECISION) {
            throw new MillraceArithmeticException(ErrorDetail.of(
                    ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE__WITHOUT_SUGGESTION,
                    "roundedValue",
                    number.toString(),
                    "precision",
                    String.valueOf(DecimalType.MAX_PRECISION),
                    "scale",
                    String.valueOf(plain.scale())));
        }
        return literal(plain, new DecimalType(precision, plain.scale()));
    }

    private static UnresolvedExpression date(LocalDate date) {
        return literal(Math.toIntExact(date.toEpochDay()), DataTypes.DateType);
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1000);
    }

    private static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), MICROS_PER_SECOND), duration.getNano() / 1000);
    }

    private static UnresolvedExpression array(Object array) {
        UnresolvedExpression[] elements = new UnresolvedExpression[Array.getLength(array)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = of(Array.get(array, i));
        }
        return UnresolvedExpression.call("array", elements);
    }
}
