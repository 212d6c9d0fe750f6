package io.millrace.engine.expression;

import io.millrace.engine.expression.Expression.Conversion.Mode;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.error.MillraceNumberFormatException;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.BooleanType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.NumericType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.time.ZoneId;

/** What the conversions of one evaluator share: the mode, the zone, scratch objects, and what a failure does. */
final class CastContext {
    private static final String ANSI = "\"spark.sql.ansi.enabled\"";

    private final Mode mode;
    private final ZoneId zone;
    private final Origin origin;
    private final ZoneClock clock;
    private final NumberText numbers = new NumberText();
    private final TimestampText timestamps;
    private final BytesWriter writer = new BytesWriter();
    private long now;

    CastContext(Expression.Conversion conversion) {
        this.mode = conversion.mode();
        this.zone = conversion.zone();
        this.origin = conversion.origin();
        this.clock = new ZoneClock(zone);
        this.timestamps = new TimestampText(zone);
    }

    ZoneClock clock() {
        return clock;
    }

    NumberText numbers() {
        return numbers;
    }

    TimestampText timestamps() {
        return timestamps;
    }

    /** An empty buffer. */
    BytesWriter writer() {
        writer.clear();
        return writer;
    }

    /** Microseconds: what today is, for text that holds a time only. */
    long now() {
        return now;
    }

    void setNow(long micros) {
        now = micros;
    }

    /** Whether everything is as before ANSI mode: values that do not fit wrap around, decimals may have exponents. */
    boolean wraps() {
        return mode == Mode.LEGACY;
    }

    boolean isAnsi() {
        return mode == Mode.ANSI;
    }

    /** A value that cannot be understood as the type: an error or null. */
    void invalid(ValueVector source, int at, ValueVector target, int position) {
        if (mode != Mode.ANSI) {
            target.setNull(position);
            return;
        }
        // As on Spark the digits of a time are not looked at before it is one.
        DataType type = target.type() instanceof TimeType ? DataTypes.createTimeType(6) : target.type();
        // There, too, a FLOAT is a DOUBLE before it is a moment.
        boolean widened = source.type() instanceof FloatType && type instanceof TimestampType;
        DataType from = widened ? DataTypes.DoubleType : source.type();
        ErrorDetail detail = ErrorDetail.of(
                        ErrorCondition.CAST_INVALID_INPUT,
                        "expression",
                        literal(source, at),
                        "sourceType",
                        CallErrors.quoted(from),
                        "targetType",
                        CallErrors.quoted(type),
                        "ansiConfig",
                        ANSI)
                .at(origin.position());
        if (type instanceof NumericType) {
            throw new MillraceNumberFormatException(detail);
        }
        throw type instanceof BooleanType ? new MillraceException(detail) : new MillraceDateTimeException(detail);
    }

    /** A text that is no interval of the type: an error, without ANSI mode, too, or null. */
    void noInterval(MillraceIllegalArgumentException failure, ValueVector target, int position) {
        if (mode != Mode.TRY) {
            throw new MillraceIllegalArgumentException(failure.detail().at(origin.position()), failure);
        }
        target.setNull(position);
    }

    /** Microseconds at which a day begins on the wall clock; dates go farther than timestamps, which fails in any mode. */
    long midnight(int day) {
        try {
            return Math.multiplyExact(day, ZoneClock.MICROS_PER_DAY);
        } catch (ArithmeticException tooFar) {
            throw new MillraceArithmeticException(
                    ErrorDetail.of(
                                    ErrorCondition.ARITHMETIC_OVERFLOW,
                                    "message",
                                    tooFar.getMessage(),
                                    "alternative",
                                    "",
                                    "config",
                                    ANSI)
                            .at(origin.position()),
                    tooFar);
        }
    }

    /** A number that the type has no room for: an error or null. An interval's was an error before ANSI mode, too. */
    void overflow(ValueVector source, int at, ValueVector target, int position) {
        boolean interval =
                source.type() instanceof DayTimeIntervalType || source.type() instanceof YearMonthIntervalType;
        if (mode == Mode.TRY || mode == Mode.LEGACY && !interval) {
            target.setNull(position);
            return;
        }
        throw new MillraceArithmeticException(ErrorDetail.of(
                ErrorCondition.CAST_OVERFLOW,
                "value",
                literal(source, at),
                "sourceType",
                CallErrors.quoted(source.type()),
                "targetType",
                CallErrors.quoted(target.type()),
                "ansiConfig",
                ANSI));
    }

    /** A decimal with too many digits: an error or null. */
    void tooManyDigits(BigDecimal value, DecimalType type, ValueVector target, int position) {
        if (mode != Mode.ANSI) {
            target.setNull(position);
            return;
        }
        throw new MillraceArithmeticException(ErrorDetail.of(
                        ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE__WITH_SUGGESTION,
                        "value",
                        value.toPlainString(),
                        "precision",
                        Integer.toString(type.precision()),
                        "scale",
                        Integer.toString(type.scale()),
                        "config",
                        ANSI)
                .at(origin.position()));
    }

    /** The value as an SQL literal, but floating numbers that no literal has by their names. */
    private String literal(ValueVector source, int at) {
        if (source.type() instanceof DoubleType || source.type() instanceof FloatType) {
            double value = CastToNumber.floating(source, at);
            if (source.type() instanceof FloatType || !Double.isFinite(value)) {
                return String.valueOf(Values.get(source, at));
            }
        }
        return ExpressionText.literal(Values.get(source, at), source.type(), zone);
    }
}
