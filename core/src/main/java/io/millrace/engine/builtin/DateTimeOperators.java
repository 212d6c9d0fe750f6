package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;

import io.millrace.engine.expression.Attempt;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.NullType;
import io.millrace.types.StringType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code + - * /} mean when a side is a date, a timestamp or an interval. */
final class DateTimeOperators {
    private static final DataType DAYS =
            DataTypes.createDayTimeIntervalType(DayTimeIntervalType.DAY, DayTimeIntervalType.DAY);

    private static final Map<Boolean, ScalarSpec> NO_MOMENT = Map.of(false, refusal(false), true, refusal(true));

    /** They refuse what cannot be subtracted from a time, or a time from it. */
    private static final ScalarSpec TIMES_ONLY = scalar("-")
            .takes(TypeFamily.ANY_TIMESTAMP.asWritten(), TypeFamily.ANY_TIMESTAMP.asWritten())
            .infix("-");

    private static final ScalarSpec DATES_ONLY =
            scalar("-").takes(TypeFamily.DATE, TypeFamily.DATE).infix("-");

    private DateTimeOperators() {}

    /** The sum or difference, or null for other types. What {@code try_add} and its like give is shown as written. */
    static Expression sum(CallSite call, boolean minus, boolean isTry, ResolutionContext context) {
        Expression value = plainSum(call, minus, isTry, context);
        if (value == null || !isTry) {
            return value;
        }
        return attempt(minus ? "try_subtract" : "try_add", value, call, context);
    }

    /** A value, or null where it or one of its arguments fails; shown as it was written. */
    static Expression attempt(String name, Expression value, CallSite call, ResolutionContext context) {
        List<Expression> shown = new ArrayList<>(List.of(value));
        shown.addAll(call.arguments());
        return scalar(name)
                .mayBeNull()
                .text(arguments -> name + "(" + String.join(", ", arguments.subList(1, arguments.size())) + ")")
                .kernel(Attempt.of((ignored, arguments) -> arguments.getFirst()))
                .typed(call, shown, value.type(), context);
    }

    private static Expression plainSum(CallSite call, boolean minus, boolean isTry, ResolutionContext context) {
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        Expression time = TimeArithmetic.sum(call, minus, isTry, context);
        if (time != null) {
            return time;
        }
        if (!isTry && isIntervalBesideNull(left, right)) {
            return null;
        }
        if (isMovedBy(left.type(), right.type())) {
            return plusInterval(call, left, right, movingSpec(minus, isTry), context);
        }
        if (!minus && isMovedBy(right.type(), left.type())) {
            return plusInterval(call, right, left, movingSpec(false, isTry), context);
        }
        if (minus && (isTimestamp(left.type()) || isTimestamp(right.type()))) {
            return minusTimestamp(call, left, right, context);
        }
        if (minus && right.type() instanceof DateType) {
            return minusDate(call, left, right, context);
        }
        if (isTimestamp(left.type()) && right.type() instanceof NullType) {
            return plusNull(call, left, right, context);
        }
        if (isTimestamp(right.type()) && left.type() instanceof NullType) {
            return plusNull(call, right, left, context);
        }
        if (left.type() instanceof DateType) {
            return minus ? dateMinus(call, left, right, context) : datePlus(call, left, right, context);
        }
        if (right.type() instanceof DateType) {
            return left.type() instanceof StringType && context.ansi()
                    // of two dates the first is the one that is moved
                    ? shifted(call, context.convert(left, DataTypes.DateType), right, false, context)
                    : datePlus(call, right, left, context);
        }
        return null;
    }

    /**
     * A null beside an interval is a moment to be moved, unless the interval was made of arguments that had to be converted:
     * that happens when operators have got their meaning, and gives the null the type of the interval.
     */
    private static boolean isIntervalBesideNull(Expression left, Expression right) {
        return left.type() instanceof NullType && isConvertedInterval(right)
                || right.type() instanceof NullType && isConvertedInterval(left);
    }

    private static boolean isConvertedInterval(Expression side) {
        return side.type() instanceof CalendarIntervalType && holdsConversion(side);
    }

    private static boolean holdsConversion(Expression part) {
        return part instanceof Expression.Conversion conversion && conversion.implicit()
                || part.children().stream().anyMatch(DateTimeOperators::holdsConversion);
    }

    /** A null beside a timestamp stands for an interval. */
    private static Expression plusNull(
            CallSite call, Expression timestamp, Expression nothing, ResolutionContext context) {
        List<Expression> sides = List.of(timestamp, context.convert(nothing, DataTypes.CalendarIntervalType));
        return DateTimeArithmetic.PLUS_INTERVAL.typed(call, sides, timestamp.type(), context);
    }

    /** A null beside a date does so too, and makes a timestamp of it. */
    private static Expression datePlus(CallSite call, Expression date, Expression other, ResolutionContext context) {
        if (other.type() instanceof NullType) {
            return plusNull(call, context.convert(date, DataTypes.TimestampType), other, context);
        }
        boolean text = other.type() instanceof StringType && context.ansi();
        return shifted(call, date, text ? context.convert(other, DataTypes.DateType) : other, false, context);
    }

    private static Expression dateMinus(CallSite call, Expression date, Expression other, ResolutionContext context) {
        return other.type() instanceof NullType || other.type() instanceof StringType && context.ansi()
                ? minusDate(call, date, context.convert(other, DataTypes.DateType), context)
                : shifted(call, date, other, true, context);
    }

    /** The date so many days later or earlier; refuses what is no number of days. */
    private static Expression shifted(
            CallSite call, Expression date, Expression days, boolean minus, ResolutionContext context) {
        boolean text = days.type() instanceof StringType;
        return DateFunctions.shift(minus ? "date_sub" : "date_add", minus ? -1 : 1)
                .typedCall(call, List.of(date, text ? context.convert(days, DataTypes.DoubleType) : days), context);
    }

    /** Whether an interval meets what should be a moment: anything but an interval of its kind, or of months where it has none. */
    private static boolean isMovedBy(DataType moment, DataType interval) {
        return switch (interval) {
            case YearMonthIntervalType ignored -> !isInterval(moment) && !(moment instanceof NullType);
            case DayTimeIntervalType ignored ->
                !(moment instanceof DayTimeIntervalType) && !(moment instanceof NullType);
            case CalendarIntervalType ignored -> !(moment instanceof CalendarIntervalType);
            case DataType ignored -> false;
        };
    }

    private static boolean isInterval(DataType type) {
        return type instanceof CalendarIntervalType
                || type instanceof DayTimeIntervalType
                || type instanceof YearMonthIntervalType;
    }

    private static boolean isTimestamp(DataType type) {
        return type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    private static boolean isMinus(ScalarSpec spec) {
        return spec == DateTimeArithmetic.MINUS_INTERVAL || spec == DateTimeArithmetic.TRY_MINUS_INTERVAL;
    }

    /** Refuses to move what is no moment. */
    private static ScalarSpec refusal(boolean minus) {
        return scalar("timestamp_add_interval")
                .takes(TypeFamily.ANY_TIMESTAMP, TypeFamily.ANY)
                .text(arguments ->
                        arguments.get(0) + " + " + (minus ? "(- " + arguments.get(1) + ")" : arguments.get(1)))
                .givesArgument(0);
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
                || start.type() instanceof StringType && !(interval.type() instanceof YearMonthIntervalType)) {
            start = context.convert(start, DataTypes.TimestampType);
        }
        if (start.type() instanceof NullType) {
            throw nothingMoved(call, interval, isMinus(spec), context);
        }
        if (!isTimestamp(start.type()) && !(start.type() instanceof DateType)) {
            boolean months = interval.type() instanceof YearMonthIntervalType;
            return months ? null : NO_MOMENT.get(isMinus(spec)).typedCall(call, List.of(start, interval), context);
        }
        if (start.type() instanceof DateType && fineInterval) {
            Expression days =
                    DateTimeArithmetic.WHOLE_DAYS.typed(call, List.of(interval), DataTypes.IntegerType, context);
            boolean minus = isMinus(spec);
            return DateTimeArithmetic.DATE_PLUS_DAYS.typed(
                    call,
                    List.of(
                            start,
                            minus
                                    ? DateTimeArithmetic.NEGATED_DAYS.typed(
                                            call, List.of(days), DataTypes.IntegerType, context)
                                    : days),
                    DataTypes.DateType,
                    context);
        }
        Expression moved = spec.typed(call, List.of(start, interval), start.type(), context);
        boolean wasString = moment.type() instanceof StringType;
        return wasString ? context.convert(moved, DataTypes.StringType) : moved;
    }

    /** What an interval moves would be a timestamp, which should become what it was: nothing. */
    private static MillraceException nothingMoved(
            CallSite call, Expression interval, boolean minus, ResolutionContext context) {
        String moved = "NULL " + (minus ? "-" : "+") + " " + ExpressionText.pretty(interval, context.zone());
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.DATATYPE_MISMATCH__CAST_WITHOUT_SUGGESTION,
                        "sqlExpr",
                        "\"" + moved + "\"",
                        "srcType",
                        CallErrors.quoted(DataTypes.TimestampType),
                        "targetType",
                        CallErrors.quoted(DataTypes.NullType))
                .at(call.position()));
    }

    private static Expression minusTimestamp(
            CallSite call, Expression left, Expression right, ResolutionContext context) {
        DataType type = left.type().equals(right.type()) ? left.type() : timestampFor(left.type(), right.type());
        if (!canBe(left.type(), context) || !canBe(right.type(), context)) {
            return TIMES_ONLY.typedCall(call, call.arguments(), context);
        }
        return DateTimeArithmetic.MINUS_TIMESTAMP.typed(
                call,
                List.of(context.convert(left, type), context.convert(right, type)),
                DataTypes.createDayTimeIntervalType(),
                context);
    }

    private static boolean canBe(DataType type, ResolutionContext context) {
        return isTimestamp(type)
                || type instanceof DateType
                || type instanceof StringType && context.ansi()
                || type instanceof NullType;
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
            return DATES_ONLY.typedCall(call, call.arguments(), context);
        }
        return DateTimeArithmetic.MINUS_DATE.typed(
                call, List.of(context.convert(left, DataTypes.DateType), right), DAYS, context);
    }

    /** An interval times or by a number, or null for other types. */
    static Expression scaled(CallSite call, ScalarSpec spec, boolean eitherSide, ResolutionContext context) {
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        boolean second = !isInterval(left.type()) || right.type() instanceof CalendarIntervalType;
        boolean swap = eitherSide && second && isInterval(right.type());
        Expression interval = swap ? right : left;
        Expression number = swap ? left : right;
        if (!isInterval(interval.type())) {
            return null;
        }
        boolean calendar = interval.type() instanceof CalendarIntervalType;
        Optional<DataType> type =
                ImplicitTypes.of(number.type(), calendar ? TypeFamily.DOUBLE : TypeFamily.NUMERIC, context.ansi());
        if (type.isEmpty()) {
            String function = eitherSide ? "multiply_interval" : "divide_interval";
            ScalarSpec refusing = calendar
                    ? scalar(function).takes(TypeFamily.CALENDAR_INTERVAL, TypeFamily.DOUBLE)
                    : scalar(function).takes(TypeFamily.ANY, TypeFamily.NUMERIC).infix(eitherSide ? "*" : "/");
            return refusing.typedCall(call, List.of(interval, number), context);
        }
        boolean turned = swap && spec == IntervalArithmetic.TRY_TIMES;
        ScalarSpec written = turned ? IntervalArithmetic.TRY_TIMES_TURNED : spec;
        ScalarSpec operator = calendar ? IntervalArithmetic.ofCalendar(written) : written;
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
