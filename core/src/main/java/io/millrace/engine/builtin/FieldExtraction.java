package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ANY_TIMESTAMP;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.NullType;
import io.millrace.types.StringType;
import io.millrace.types.TimeType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;

/** {@code extract} and {@code date_part}. */
final class FieldExtraction {
    private static final DataType SECONDS = DataTypes.createDecimalType(8, 6);
    private static final long MICROS_PER_MINUTE = 60 * ZoneClock.MICROS_PER_SECOND;

    private FieldExtraction() {}

    /** A field of an interval or a time of day; that of anything else is computed by the function for it. */
    static ScalarSpec define(String name, String between) {
        ScalarSpec shown = scalar(name)
                .standsForFirst()
                .replaced()
                .text(arguments -> name + "(" + arguments.get(1) + between + arguments.get(2) + ")");
        return scalar(name)
                .takes(ANY, ANY)
                .text(arguments -> name + "(" + String.join(between, arguments) + ")")
                .rewrites((call, context) -> byFunction(call, shown, context))
                .checks(FieldExtraction::checkField)
                .gives(FieldExtraction::typeOfField)
                .nullable(arguments ->
                        arguments.get(1).nullable() || arguments.get(1).type() instanceof TimeType)
                .kernel(Kernels.strictFor(FieldExtraction::extraction));
    }

    private static DateField field(List<Expression> arguments) {
        return DateField.named(
                        String.valueOf(Constants.fold(arguments.getFirst()).value()))
                .orElse(null);
    }

    private static Expression byFunction(CallSite call, ScalarSpec shown, ResolutionContext context) {
        Expression field = call.arguments().getFirst();
        Expression source = call.arguments().get(1);
        if (!Constants.isFoldable(field)
                || !(field.type() instanceof StringType) && !(field.type() instanceof NullType)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.NON_FOLDABLE_ARGUMENT,
                            "funcName",
                            "`" + call.name() + "`",
                            "paramName",
                            "`field`",
                            "paramType",
                            CallErrors.quoted(DataTypes.StringType))
                    .at(call.position()));
        }
        Expression value;
        if (Constants.fold(field).value() == null) {
            value = new Expression.Constant(null, DataTypes.DoubleType);
        } else if (isExtractedDirectly(source.type()) || field(call.arguments()) == null) {
            return null;
        } else {
            value = functionOf(field(call.arguments())).typedCall(call, List.of(source), context);
        }
        if (field(call.arguments()) == DateField.ISO_DAY_OF_WEEK) {
            List<Expression> sum = List.of(value, new Expression.Constant(1, DataTypes.IntegerType));
            value = new ArithmeticFunctions().define("+").typedCall(call, sum, context);
        }
        return shown.typed(call, List.of(value, field, source), value.type(), context);
    }

    private static boolean isExtractedDirectly(DataType type) {
        return type instanceof TimeType
                || type instanceof YearMonthIntervalType
                || type instanceof DayTimeIntervalType
                || type instanceof CalendarIntervalType;
    }

    /** The function that gives a field of a date or timestamp. */
    private static ScalarSpec functionOf(DateField field) {
        return switch (field) {
            case YEAR -> DateFunctions.part("year", field);
            case ISO_YEAR -> DateFunctions.part("yearofweek", field);
            case QUARTER -> DateFunctions.part("quarter", field);
            case MONTH -> DateFunctions.part("month", field);
            case WEEK -> DateFunctions.part("weekofyear", field);
            case DAY -> DateFunctions.part("dayofmonth", field);
            case DAY_OF_WEEK -> DateFunctions.part("dayofweek", field);
            case ISO_DAY_OF_WEEK, WEEKDAY -> DateFunctions.part("weekday", DateField.WEEKDAY);
            case DAY_OF_YEAR -> DateFunctions.part("dayofyear", field);
            case HOUR -> DateFunctions.clock("hour", field);
            case MINUTE -> DateFunctions.clock("minute", field);
            case SECOND -> secondWithFraction();
        };
    }

    private static ScalarSpec secondWithFraction() {
        return scalar("secondwithfraction")
                .takes(ANY_TIMESTAMP)
                .gives(SECONDS)
                .kernel(Kernels.<DecimalVector>strictFor(call -> {
                    ZoneClock clock = new ZoneClock(DateFunctions.zoneOf(call.argumentType(0), call.settings()));
                    return (in, row, out) ->
                            out.set(row, Math.floorMod(clock.toLocal(in.longAt(0, row)), MICROS_PER_MINUTE));
                }));
    }

    private static void checkField(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        DateField field = field(arguments);
        boolean known = field != null
                && switch (arguments.get(1).type()) {
                    case TimeType ignored -> field.ofTime();
                    case YearMonthIntervalType interval ->
                        field == DateField.YEAR && interval.startField() == YearMonthIntervalType.YEAR
                                || field == DateField.MONTH && interval.endField() == YearMonthIntervalType.MONTH;
                    case DayTimeIntervalType interval -> holds(interval, field);
                    case DataType ignored ->
                        field == DateField.DAY || field.ofTime() || field == DateField.YEAR || field == DateField.MONTH;
                };
        if (!known) {
            throw errors.error(
                    ErrorCondition.INVALID_EXTRACT_FIELD,
                    "field",
                    "`" + Constants.fold(arguments.getFirst()).value() + "`",
                    "expr",
                    errors.shown(arguments.get(1)));
        }
    }

    private static boolean holds(DayTimeIntervalType interval, DateField field) {
        int unit = switch (field) {
            case DAY -> DayTimeIntervalType.DAY;
            case HOUR -> DayTimeIntervalType.HOUR;
            case MINUTE -> DayTimeIntervalType.MINUTE;
            case SECOND -> DayTimeIntervalType.SECOND;
            default -> -1;
        };
        return unit >= interval.startField() && unit <= interval.endField();
    }

    private static DataType typeOfField(List<Expression> arguments, ResolutionContext context) {
        DateField field = field(arguments);
        if (field == DateField.SECOND) {
            return SECONDS;
        }
        boolean whole = field == DateField.YEAR || field == DateField.DAY;
        return whole || arguments.get(1).type() instanceof TimeType ? DataTypes.IntegerType : DataTypes.ByteType;
    }

    private static Kernels.RowFunction<ValueVector> extraction(KernelCall call) {
        DateField field = field(call.arguments());
        DataType source = call.argumentType(1);
        if (source instanceof CalendarIntervalType) {
            return ofCalendarInterval(field);
        }
        boolean months = source instanceof YearMonthIntervalType;
        boolean time = source instanceof TimeType;
        return (in, row, out) -> {
            long value = time ? in.longAt(1, row) / 1000 : in.longAt(1, row);
            switch (out) {
                case DecimalVector decimals -> decimals.set(row, value % MICROS_PER_MINUTE);
                case ByteVector bytes -> bytes.set(row, (byte) (months ? value % 12 : ofInterval(field, value)));
                case IntVector ints -> ints.set(row, (int) (months ? value / 12 : ofInterval(field, value)));
                default -> throw new IllegalStateException(out.type().toString());
            }
        };
    }

    private static Kernels.RowFunction<ValueVector> ofCalendarInterval(DateField field) {
        return (in, row, out) -> {
            StructVector interval = (StructVector) in.plain(1);
            int at = in.at(1, row);
            int months = ((IntVector) interval.child(0)).get(at);
            long micros = ((LongVector) interval.child(2)).get(at);
            switch (out) {
                case DecimalVector decimals -> decimals.set(row, micros % MICROS_PER_MINUTE);
                case ByteVector bytes ->
                    bytes.set(row, (byte) (field == DateField.MONTH ? months % 12 : ofInterval(field, micros)));
                case IntVector ints ->
                    ints.set(
                            row,
                            field == DateField.YEAR
                                    ? months / 12
                                    : ((IntVector) interval.child(1)).get(at) + (int) ofInterval(field, micros));
                default -> throw new IllegalStateException(out.type().toString());
            }
        };
    }

    private static long ofInterval(DateField field, long micros) {
        return switch (field) {
            case DAY -> micros / ZoneClock.MICROS_PER_DAY;
            case HOUR -> micros % ZoneClock.MICROS_PER_DAY / 3_600_000_000L;
            default -> micros % 3_600_000_000L / MICROS_PER_MINUTE;
        };
    }
}
