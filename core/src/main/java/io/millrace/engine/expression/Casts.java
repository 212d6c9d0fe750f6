package io.millrace.engine.expression;

import io.millrace.engine.expression.Expression.Conversion.Mode;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.ArrayType;
import io.millrace.types.AtomicType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.IntegralType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import io.millrace.types.VariantType;
import io.millrace.types.YearMonthIntervalType;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/**
 * Conversions of values from one type to another: which there are, and their evaluators. How a value is converted stands
 * in the class of the target's family.
 */
public final class Casts {
    private static final String ANSI = "\"spark.sql.ansi.enabled\"";

    private Casts() {}

    static Evaluator open(Expression.Conversion conversion, Evaluator child) {
        DataType from = conversion.child().type();
        DataType to = conversion.type();
        if (from.equals(to)) {
            return child;
        }
        if (from instanceof NullType) {
            ConstantVector nothing = Vectors.nullOf(to);
            return (batch, rows, context) -> {
                // It may be raise_error.
                child.evaluate(batch, rows, context);
                return nothing;
            };
        }
        if (CastToNumber.widens(from, to)) {
            return new Widening(child, to);
        }
        CastContext casting = new CastContext(conversion);
        SlotCast cast = select(from, to, casting);
        return Kernels.strict(to, child, (in, row, out, context) -> {
            casting.setNow(context.timestampMicros());
            cast.apply(in.plain(0), in.at(0, row), out, row);
        });
    }

    /** The conversion of single values, for types between which there is one. */
    static SlotCast select(DataType from, DataType to, CastContext context) {
        if (from.equals(to) || from instanceof NullType) {
            return (source, at, target, position) -> target.copyFrom(source, at, position);
        }
        return switch (to) {
            case StringType ignored -> CastToText.of(context);
            case CharType ignored -> CastToText.of(context);
            case VarcharType ignored -> CastToText.of(context);
            case BinaryType ignored -> CastToText.binary(from);
            case BooleanType ignored -> CastToNumber.toBoolean(from, context);
            case DecimalType decimal -> CastToDecimal.of(from, decimal, context);
            case NumericType number -> CastToNumber.of(from, number, context);
            case DateType ignored -> CastToDateTime.date(from, context);
            case TimestampType ignored -> CastToDateTime.timestamp(from, context);
            case TimestampNTZType ignored -> CastToDateTime.local(from, context);
            case TimeType time -> CastToDateTime.time(from, time, context);
            case DayTimeIntervalType interval -> CastToInterval.dayTime(from, interval, context);
            case YearMonthIntervalType interval -> CastToInterval.yearMonth(from, interval, context);
            case CalendarIntervalType ignored -> CastToInterval.calendar();
            case ArrayType array -> CastNested.array((ArrayType) from, array, context);
            case MapType map -> CastNested.map((MapType) from, map, context);
            case StructType struct -> CastNested.struct((StructType) from, struct, context);
            case NullType ignored -> throw unsupported(from, to);
            case VariantType ignored -> throw unsupported(from, to);
        };
    }

    static MillraceException unsupported(DataType from, DataType to) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.UNSUPPORTED_FEATURE__PLAN,
                "feature",
                "conversion of " + from.sql() + " to " + to.sql()));
    }

    /** What is wrong with a conversion that a query asks for; empty if there is such a conversion. */
    public static Optional<MillraceException> check(Expression child, DataType to, Mode mode, ZoneId zone) {
        return check(new Expression.Conversion(child, to, mode, zone, false));
    }

    /** What is wrong with a conversion, which is shown as it is. */
    public static Optional<MillraceException> check(Expression.Conversion conversion) {
        DataType to = conversion.type();
        Mode mode = conversion.mode();
        DataType from = conversion.child().type();
        boolean ansi = mode != Mode.LEGACY;
        if (canCast(from, to, ansi)) {
            return Optional.empty();
        }
        String text = ExpressionText.pretty(conversion, conversion.zone());
        String[] common = {
            "sqlExpr", '"' + text + '"', "srcType", CallErrors.quoted(from), "targetType", CallErrors.quoted(to)
        };
        if (ansi && from instanceof NumericType && to instanceof DateType) {
            return Optional.of(suggestion(common, "`DATE_FROM_UNIX_DATE`"));
        }
        if (ansi && from instanceof DateType && to instanceof NumericType) {
            return Optional.of(suggestion(common, "`UNIX_DATE`"));
        }
        if (ansi && mode == Mode.ANSI && canCast(from, to, false)) {
            return Optional.of(new MillraceException(ErrorDetail.of(
                    ErrorCondition.DATATYPE_MISMATCH__CAST_WITH_CONF_SUGGESTION,
                    concatenate(common, "config", ANSI, "configVal", "'false'"))));
        }
        return Optional.of(new MillraceException(
                ErrorDetail.of(ErrorCondition.DATATYPE_MISMATCH__CAST_WITHOUT_SUGGESTION, common)));
    }

    private static MillraceException suggestion(String[] common, String functions) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.DATATYPE_MISMATCH__CAST_WITH_FUNC_SUGGESTION,
                concatenate(common, "functionNames", functions)));
    }

    private static String[] concatenate(String[] first, String... second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Whether there is a conversion between two types. */
    public static boolean canCast(DataType from, DataType to, boolean ansi) {
        if (from.equals(to) || from instanceof NullType) {
            return true;
        }
        if (isText(to)) {
            return !(from instanceof VariantType);
        }
        if (from instanceof ArrayType a && to instanceof ArrayType b) {
            return canCast(a.elementType(), b.elementType(), ansi)
                    && keepsNulls(a.containsNull(), a.elementType(), b.containsNull(), b.elementType(), ansi);
        }
        if (from instanceof MapType a && to instanceof MapType b) {
            return canCast(a.keyType(), b.keyType(), ansi)
                    && (ansi || !TypeCoercion.mayGiveNull(a.keyType(), b.keyType()))
                    && canCast(a.valueType(), b.valueType(), ansi)
                    && keepsNulls(a.valueContainsNull(), a.valueType(), b.valueContainsNull(), b.valueType(), ansi);
        }
        if (from instanceof StructType a && to instanceof StructType b) {
            return canCastStruct(a, b, ansi);
        }
        return from instanceof AtomicType && canCastAtomic(from, to, ansi);
    }

    private static boolean keepsNulls(
            boolean fromNullable, DataType from, boolean toNullable, DataType to, boolean ansi) {
        return toNullable || (!fromNullable && (ansi || !TypeCoercion.mayGiveNull(from, to)));
    }

    private static boolean canCastStruct(StructType from, StructType to, boolean ansi) {
        if (from.length() != to.length()) {
            return false;
        }
        for (int i = 0; i < from.length(); i++) {
            var a = from.field(i);
            var b = to.field(i);
            if (!canCast(a.dataType(), b.dataType(), ansi)
                    || !keepsNulls(a.nullable(), a.dataType(), b.nullable(), b.dataType(), ansi)) {
                return false;
            }
        }
        return true;
    }

    static boolean isText(DataType type) {
        return type instanceof StringType || type instanceof CharType || type instanceof VarcharType;
    }

    private static boolean canCastAtomic(DataType from, DataType to, boolean ansi) {
        boolean text = isText(from);
        return switch (to) {
            case BinaryType ignored -> text || (!ansi && from instanceof IntegralType);
            case BooleanType ignored ->
                text
                        || from instanceof NumericType
                        || (!ansi && (from instanceof TimestampType || from instanceof DateType));
            case NumericType number -> canBecomeNumber(from, number, ansi);
            case DateType ignored -> text || TypeFamily.isDateOrTimestamp(from);
            case TimestampType ignored ->
                text
                        || TypeFamily.isDateOrTimestamp(from)
                        || from instanceof NumericType
                        || (!ansi && from instanceof BooleanType);
            case TimestampNTZType ignored -> text || TypeFamily.isDateOrTimestamp(from);
            case TimeType ignored -> text || from instanceof TimeType;
            case DayTimeIntervalType ignored ->
                text
                        || from instanceof DayTimeIntervalType
                        || from instanceof IntegralType
                        || from instanceof DecimalType;
            case YearMonthIntervalType ignored ->
                text
                        || from instanceof YearMonthIntervalType
                        || from instanceof IntegralType
                        || from instanceof DecimalType;
            case CalendarIntervalType ignored -> text;
            default -> false;
        };
    }

    private static boolean canBecomeNumber(DataType from, NumericType to, boolean ansi) {
        boolean exact = to instanceof IntegralType || to instanceof DecimalType;
        return isText(from)
                || from instanceof NumericType
                || from instanceof BooleanType
                || from instanceof TimestampType
                || (exact
                        && (from instanceof DayTimeIntervalType
                                || from instanceof YearMonthIntervalType
                                || from instanceof TimeType))
                || (!ansi && from instanceof DateType);
    }
}
