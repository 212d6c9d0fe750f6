package io.millrace.engine.builtin;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.IntegerType;
import io.millrace.types.NullType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;
import java.util.Optional;

/** What {@code + - * /} mean when a side is a date, a timestamp or an interval. */
final class DateTimeOperators {
    private static final DataType DAYS =
            DataTypes.createDayTimeIntervalType(DayTimeIntervalType.DAY, DayTimeIntervalType.DAY);

    private DateTimeOperators() {}

    /** The sum or difference, or null for other types. */
    static Expression sum(CallSite call, boolean minus, boolean isTry, ResolutionContext context) {
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        Expression time = TimeArithmetic.sum(call, minus, isTry, context);
        if (time != null) {
            return time;
        }
        if (isInterval(right.type()) && !isInterval(left.type()) && !(left.type() instanceof NullType)) {
            return plusInterval(call, left, right, movingSpec(minus, isTry), context);
        }
        if (isInterval(left.type()) && !isInterval(right.type()) && !(right.type() instanceof NullType)) {
            return minus ? null : plusInterval(call, right, left, movingSpec(false, isTry), context);
        }
        if (minus && (isTimestamp(left.type()) || isTimestamp(right.type()))) {
            return minusTimestamp(call, left, right, context);
        }
        if (minus && right.type() instanceof DateType) {
            return minusDate(call, left, right, context);
        }
        if (left.type() instanceof DateType && isDays(right.type())) {
            ScalarSpec spec = minus ? DateTimeArithmetic.DATE_MINUS_DAYS : DateTimeArithmetic.DATE_PLUS_DAYS;
            return spec.typed(call, List.of(left, days(right, context)), DataTypes.DateType, context);
        }
        if (!minus && right.type() instanceof DateType && isDays(left.type())) {
            return DateTimeArithmetic.DATE_PLUS_DAYS.typed(
                    call, List.of(right, days(left, context)), DataTypes.DateType, context);
        }
        return null;
    }

    private static boolean isInterval(DataType type) {
        return type instanceof CalendarIntervalType
                || type instanceof DayTimeIntervalType
                || type instanceof YearMonthIntervalType;
    }

    private static boolean isTimestamp(DataType type) {
        return type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    private static boolean isDays(DataType type) {
        return type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType
                || type instanceof NullType;
    }

    private static Expression days(Expression days, ResolutionContext context) {
        return days.type() instanceof NullType ? context.convert(days, DataTypes.IntegerType) : days;
    }

    private static ScalarSpec movingSpec(boolean minus, boolean isTry) {
        if (isTry) {
            return minus ? DateTimeArithmetic.TRY_MINUS_INTERVAL : DateTimeArithmetic.TRY_PLUS_INTERVAL;
        }
        return minus ? DateTimeArithmetic.MINUS_INTERVAL : DateTimeArithmetic.PLUS_INTERVAL;
    }

    private static Expression plusInterval(
            CallSite call, Expression moment, Expression interval, ScalarSpec spec, ResolutionContext context) {
        Expression start = moment;
        boolean fineInterval = interval.type() instanceof DayTimeIntervalType;
        if ((start.type() instanceof DateType
                        && fineInterval
                        && !interval.type().equals(DAYS))
                || start.type() instanceof StringType) {
            start = context.convert(start, DataTypes.TimestampType);
        }
        if (!isTimestamp(start.type()) && !(start.type() instanceof DateType)) {
            return null;
        }
        if (start.type() instanceof DateType && fineInterval) {
            // whole days: as a timestamp without a zone nothing but the date can change
            Expression local = context.convert(start, DataTypes.TimestampNTZType);
            Expression moved = spec.typed(call, List.of(local, interval), DataTypes.TimestampNTZType, context);
            return context.convert(moved, DataTypes.DateType);
        }
        Expression moved = spec.typed(call, List.of(start, interval), start.type(), context);
        boolean wasString = moment.type() instanceof StringType;
        return wasString ? context.convert(moved, DataTypes.StringType) : moved;
    }

    private static Expression minusTimestamp(
            CallSite call, Expression left, Expression right, ResolutionContext context) {
        DataType type = left.type().equals(right.type()) ? left.type() : timestampFor(left.type(), right.type());
        if (!canBe(left.type()) || !canBe(right.type())) {
            return null;
        }
        return DateTimeArithmetic.MINUS_TIMESTAMP.typed(
                call,
                List.of(context.convert(left, type), context.convert(right, type)),
                DataTypes.createDayTimeIntervalType(),
                context);
    }

    private static boolean canBe(DataType type) {
        return isTimestamp(type) || type instanceof DateType || type instanceof StringType || type instanceof NullType;
    }

    private static DataType timestampFor(DataType left, DataType right) {
        if (isTimestamp(left) && isTimestamp(right)) {
            return DataTypes.TimestampNTZType;
        }
        return isTimestamp(left) ? left : right;
    }

    private static Expression minusDate(CallSite call, Expression left, Expression right, ResolutionContext context) {
        if (!(left.type() instanceof DateType
                || left.type() instanceof StringType
                || left.type() instanceof NullType)) {
            return null;
        }
        return DateTimeArithmetic.MINUS_DATE.typed(
                call, List.of(context.convert(left, DataTypes.DateType), right), DAYS, context);
    }

    /** An interval times or by a number, or null for other types. */
    static Expression scaled(CallSite call, ScalarSpec spec, boolean eitherSide, ResolutionContext context) {
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        boolean swap = eitherSide && !isInterval(left.type()) && isInterval(right.type());
        Expression interval = swap ? right : left;
        Expression number = swap ? left : right;
        if (!isInterval(interval.type()) || isInterval(number.type())) {
            return null;
        }
        boolean calendar = interval.type() instanceof CalendarIntervalType;
        Optional<DataType> type =
                TypeCoercion.implicit(number.type(), calendar ? TypeFamily.DOUBLE : TypeFamily.NUMERIC, context.ansi());
        if (type.isEmpty()) {
            return null;
        }
        ScalarSpec operator = calendar ? IntervalArithmetic.ofCalendar(spec) : spec;
        return operator.typed(
                call, List.of(interval, context.convert(number, type.get())), scaledType(interval.type()), context);
    }

    private static DataType scaledType(DataType interval) {
        if (interval instanceof YearMonthIntervalType) {
            return DataTypes.createYearMonthIntervalType();
        }
        return interval instanceof DayTimeIntervalType ? DataTypes.createDayTimeIntervalType() : interval;
    }
}
