package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.LambdaVariable;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.ArrayType;
import io.millrace.types.BooleanType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DecimalType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import java.util.ArrayList;
import java.util.List;

/** Conversions of columns to the fields of a Java type: by name in structs, and only where nothing can be lost. */
final class TypeAdaptation {
    private static final List<DataType> WIDENING = List.of(
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.FloatType,
            DataTypes.DoubleType);

    private TypeAdaptation() {}

    /** Whether values of both types have the same form; that nulls may occur makes no difference. */
    static boolean isSame(DataType from, DataType to) {
        if (from instanceof StructType left && to instanceof StructType right) {
            boolean same = left.length() == right.length();
            for (int i = 0; same && i < left.length(); i++) {
                same = left.field(i).name().equals(right.field(i).name())
                        && isSame(left.field(i).dataType(), right.field(i).dataType());
            }
            return same;
        }
        if (from instanceof ArrayType left && to instanceof ArrayType right) {
            return isSame(left.elementType(), right.elementType());
        }
        if (from instanceof MapType left && to instanceof MapType right) {
            return isSame(left.keyType(), right.keyType()) && isSame(left.valueType(), right.valueType());
        }
        return from.equals(to) || (isText(from) && isText(to));
    }

    /** The value as the other type; refuses a conversion that may lose something. */
    static UnresolvedExpression adapt(UnresolvedExpression value, DataType from, DataType to) {
        if (isSame(from, to)) {
            return value;
        }
        if (from instanceof StructType source && to instanceof StructType target) {
            return struct(value, source, target);
        }
        if (from instanceof ArrayType source && to instanceof ArrayType target) {
            LambdaVariable element = new LambdaVariable("element", Origin.NONE);
            UnresolvedExpression body = adapt(element, source.elementType(), target.elementType());
            return call("transform", value, new Lambda(List.of("element"), body, Origin.NONE));
        }
        if (from instanceof MapType source
                && to instanceof MapType target
                && isSame(source.keyType(), target.keyType())) {
            LambdaVariable element = new LambdaVariable("value", Origin.NONE);
            UnresolvedExpression body = adapt(element, source.valueType(), target.valueType());
            return call("transform_values", value, new Lambda(List.of("key", "value"), body, Origin.NONE));
        }
        if (!isLossless(from, to)) {
            throw Errors.analysis(
                    ErrorCondition.DATATYPE_MISMATCH__CAST_WITHOUT_SUGGESTION,
                    "sqlExpr",
                    "\"" + ExpressionText.of(value) + "\"",
                    "srcType",
                    "\"" + from.sql() + "\"",
                    "targetType",
                    "\"" + to.sql() + "\"");
        }
        return new Cast(value, to, CastKind.SESSION, Origin.NONE);
    }

    private static UnresolvedExpression struct(UnresolvedExpression value, StructType source, StructType target) {
        List<UnresolvedExpression> fields = new ArrayList<>();
        for (StructField field : target) {
            StructField match = null;
            for (StructField candidate : source) {
                if (candidate.name().equals(field.name())
                        || (match == null && candidate.name().equalsIgnoreCase(field.name()))) {
                    match = candidate;
                }
            }
            if (match == null) {
                throw Errors.analysis(
                        ErrorCondition.FIELD_NOT_FOUND,
                        "fieldName",
                        Names.quoted(field.name()),
                        "fields",
                        "`" + String.join("`, `", source.fieldNames()) + "`");
            }
            UnresolvedExpression part = new ExtractValue(value, Literals.of(match.name()), Origin.NONE);
            fields.add(Literals.of(field.name()));
            fields.add(adapt(part, match.dataType(), field.dataType()));
        }
        UnresolvedExpression struct = call("named_struct", fields.toArray(UnresolvedExpression[]::new));
        return call("when", call("isnotnull", value), struct);
    }

    private static boolean isLossless(DataType from, DataType to) {
        if (from instanceof NullType) {
            return true;
        }
        int source = WIDENING.indexOf(from);
        int target = WIDENING.indexOf(to);
        if (source >= 0 && target >= 0) {
            return source < target;
        }
        if (to instanceof DecimalType wide) {
            return from instanceof DecimalType narrow
                    ? wide.scale() >= narrow.scale()
                            && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale()
                    : source >= 0
                            && source <= WIDENING.indexOf(DataTypes.LongType)
                            && wide.precision() - wide.scale() >= 20;
        }
        if (isText(to)) {
            return from instanceof NumericType
                    || from instanceof BooleanType
                    || from instanceof DateType
                    || from instanceof TimestampType
                    || from instanceof TimestampNTZType;
        }
        boolean toTimestamp = to instanceof TimestampType || to instanceof TimestampNTZType;
        return toTimestamp
                && (from instanceof DateType || from instanceof TimestampType || from instanceof TimestampNTZType);
    }

    private static boolean isText(DataType type) {
        return type instanceof StringType || type instanceof CharType || type instanceof VarcharType;
    }
}
