package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceArrayIndexOutOfBoundsException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.IntegralType;
import io.millrace.types.MapType;
import io.millrace.types.Metadata;
import io.millrace.types.NullType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code value[key]} and {@code value.field}: fields of structs, elements of arrays, values of maps. */
public final class Extraction {
    /** The arguments are the struct and the field's name in its own case. */
    private static final ScalarSpec FIELD =
            scalar("get_struct_field").text(a -> a.get(0) + "." + a.get(1)).kernel(Extraction::openField);

    static final String FIELD_OF_ALL_NAME = "get_array_struct_fields";

    /** One field of all structs of an array. */
    private static final ScalarSpec FIELD_OF_ALL = scalar(FIELD_OF_ALL_NAME)
            .text(a -> a.get(0) + "." + a.get(1))
            .kernel(Kernels.<ListVector>strictFor(Extraction::fieldOfAll));

    private static final ScalarSpec ELEMENT = scalar("get_array_item")
            .text(a -> a.get(0) + "[" + a.get(1) + "]")
            .nullable((arguments, settings) ->
                    ElementNullability.fromZero(arguments.get(0), arguments.get(1), settings.ansi()))
            .kernel(Kernels.strictFor(call -> (in, row, out) -> element(call, in, row, out)));
    private static final ScalarSpec MAP_VALUE = scalar("get_map_value")
            .text(a -> a.get(0) + "[" + a.get(1) + "]")
            .mayBeNull()
            .kernel(Kernels.strict(Extraction::mapValue));

    private static final String OF_NULL = "extract_from_null";

    private Extraction() {}

    /**
     * The typed expression of an extraction.
     *
     * @throws MillraceException if there is nothing to be taken out, or no such field
     */
    public static Expression extract(
            Expression base, Expression key, ResolutionContext context, Optional<ErrorPosition> position) {
        if (base.type() instanceof NullType) {
            return ofNull(base, ExpressionText.pretty(key, context.zone()), context);
        }
        CallSite place = CallSite.plain("extract_value", List.of(base, key), position);
        boolean named = key instanceof Expression.Constant constant && constant.value() instanceof String;
        if (base.type() instanceof StructType struct) {
            if (!named) {
                throw error(place, ErrorCondition.INVALID_EXTRACT_FIELD_TYPE, "extraction", CallErrors.quoted(key));
            }
            int ordinal = ordinal(struct, key, place);
            StructField field = struct.field(ordinal);
            Expression name = new Expression.Constant(field.name(), DataTypes.StringType);
            Expression call = FIELD.typed(place, List.of(base, name), field.dataType(), context);
            return nullable(call, base.nullable() || field.nullable());
        }
        if (base.type() instanceof ArrayType array) {
            return named && array.elementType() instanceof StructType struct
                    ? fieldOfAll(base, array, struct, key, place, context)
                    : element(base, array, key, place, context);
        }
        if (base.type() instanceof MapType map) {
            Expression typed = ImplicitTypes.of(key.type(), TypeFamily.exactly(map.keyType()), context.ansi())
                    .map(type -> context.convert(key, type))
                    .orElseThrow(() -> unexpectedKey(place, map.keyType(), key));
            return MAP_VALUE.typed(place, List.of(base, typed), map.valueType(), context);
        }
        throw nothingIn(base, position);
    }

    /** The error of a value that has no parts. */
    public static MillraceException nothingIn(Expression base, Optional<ErrorPosition> position) {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.INVALID_EXTRACT_BASE_FIELD_TYPE,
                        "base",
                        CallErrors.quoted(base),
                        "other",
                        CallErrors.quoted(base.type()))
                .at(position));
    }

    /** Whatever is taken out of NULL is NULL, under the name of what was to be taken. */
    public static Expression ofNull(Expression base, String key, ResolutionContext context) {
        String name = ExpressionText.pretty(base, context.zone()) + "[" + key + "]";
        List<Expression> parts = List.of(
                new Expression.Constant(null, DataTypes.NullType), new Expression.Constant(name, DataTypes.StringType));
        return scalar(OF_NULL)
                .standsForFirst()
                .text(ignored -> "NULL AS `" + name.replace("`", "``") + "`")
                .typed(CallSite.plain(OF_NULL, parts, Optional.empty()), parts, DataTypes.NullType, context);
    }

    /** The name of what was to be taken out of NULL, if an expression is that. */
    public static Optional<String> nameOfNull(Expression expression) {
        return expression.isCallOf(OF_NULL) && expression.children().get(1) instanceof Expression.Constant name
                ? Optional.of((String) name.value())
                : Optional.empty();
    }

    /** The name of the field, if an expression takes one out of a struct. */
    static Optional<String> fieldName(Expression expression) {
        return expression.isCallOf(FIELD.name()) && expression.children().get(1) instanceof Expression.Constant name
                ? Optional.of(String.valueOf(name.value()))
                : Optional.empty();
    }

    /** What is said about a value: that of a column, or of a field of a struct. */
    public static Metadata metadata(Expression value) {
        if (value instanceof Attribute column) {
            return column.metadata();
        }
        return fieldName(value)
                .filter(name -> value.children().getFirst().type() instanceof StructType)
                .map(name -> ((StructType) value.children().getFirst().type())
                        .apply(name)
                        .metadata())
                .orElse(Metadata.empty());
    }

    private static Expression nullable(Expression call, boolean nullable) {
        Expression.ScalarCall scalar = (Expression.ScalarCall) call;
        return new Expression.ScalarCall(scalar.function(), scalar.arguments(), scalar.type(), nullable);
    }

    private static MillraceException error(CallSite place, ErrorCondition condition, String... parameters) {
        return new MillraceException(ErrorDetail.of(condition, parameters).at(place.position()));
    }

    private static MillraceException unexpectedKey(CallSite place, DataType wanted, Expression key) {
        String base = ExpressionText.pretty(place.arguments().getFirst());
        return error(
                place,
                ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_INPUT_TYPE,
                "sqlExpr",
                "\"" + base + "[" + ExpressionText.pretty(key) + "]\"",
                "paramIndex",
                "second",
                "requiredType",
                wanted == null ? "\"INTEGRAL\"" : CallErrors.quoted(wanted),
                "inputSql",
                CallErrors.quoted(key),
                "inputType",
                CallErrors.quoted(key.type()));
    }

    private static int ordinal(StructType struct, Expression key, CallSite place) {
        String wanted = (String) ((Expression.Constant) key).value();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < struct.length(); i++) {
            if (struct.field(i).name().equalsIgnoreCase(wanted)) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            throw error(
                    place,
                    ErrorCondition.FIELD_NOT_FOUND,
                    "fieldName",
                    "`" + wanted + "`",
                    "fields",
                    Arrays.stream(struct.fieldNames())
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(", ")));
        }
        if (found.size() > 1) {
            throw error(
                    place,
                    ErrorCondition.AMBIGUOUS_REFERENCE_TO_FIELDS,
                    "field",
                    "`" + wanted + "`",
                    "count",
                    Integer.toString(found.size()));
        }
        return found.getFirst();
    }

    private static Expression fieldOfAll(
            Expression base,
            ArrayType array,
            StructType struct,
            Expression key,
            CallSite place,
            ResolutionContext context) {
        StructField field = struct.field(ordinal(struct, key, place));
        DataType type = new ArrayType(field.dataType(), array.containsNull() || field.nullable());
        Expression name = new Expression.Constant(field.name(), DataTypes.StringType);
        return FIELD_OF_ALL.typed(place, List.of(base, name), type, context);
    }

    private static Expression element(
            Expression base, ArrayType array, Expression key, CallSite place, ResolutionContext context) {
        if (!(key.type() instanceof IntegralType)) {
            Optional<DataType> type = ImplicitTypes.of(key.type(), TypeFamily.INT, context.ansi());
            if (type.isEmpty() || !(key.type() instanceof NullType)) {
                throw unexpectedKey(place, null, key);
            }
            return element(base, array, context.convert(key, DataTypes.IntegerType), place, context);
        }
        return ELEMENT.typed(place, List.of(base, key), array.elementType(), context);
    }

    /** Whether a call takes a field out of a struct. */
    public static boolean isField(Expression.ScalarCall call) {
        return call.isCallOf(FIELD.name());
    }

    /** The name of the field that a call takes out, see {@link #isField}. */
    public static String fieldName(Expression.ScalarCall call) {
        return (String) ((Expression.Constant) call.arguments().get(1)).value();
    }

    private static int ordinal(DataType struct, KernelCall call) {
        return ((StructType) struct).fieldIndex(fieldName(call.call()));
    }

    /** The child vector itself: the children of a null struct are null. */
    private static Evaluator openField(KernelCall call, List<Evaluator> arguments) {
        int ordinal = ordinal(call.argumentType(0), call);
        Evaluator base = arguments.getFirst();
        return (batch, rows, context) -> {
            ColumnVector vector = base.evaluate(batch, rows, context);
            return switch (vector) {
                case ValueVector plain -> ((StructVector) plain).child(ordinal);
                case ConstantVector constant -> new ConstantVector(((StructVector) constant.value()).child(ordinal));
                case DictionaryVector dictionary ->
                    new DictionaryVector(((StructVector) dictionary.dictionary()).child(ordinal), dictionary.indices());
            };
        };
    }

    private static Kernels.RowFunction<ListVector> fieldOfAll(KernelCall call) {
        int ordinal = ordinal(((ArrayType) call.argumentType(0)).elementType(), call);
        return (in, row, out) -> {
            ListVector list = in.list(0);
            int at = in.at(0, row);
            int count = list.length(at);
            int first = out.allocate(row, count);
            ValueVector field = ((StructVector) list.elements()).child(ordinal);
            for (int i = 0; i < count; i++) {
                out.elements().copyFrom(field, list.start(at) + i, first + i);
            }
        };
    }

    private static void element(KernelCall call, Arguments in, int row, ValueVector out) {
        ListVector list = in.list(0);
        int at = in.at(0, row);
        long index = in.longAt(1, row);
        if (index >= 0 && index < list.length(at)) {
            out.copyFrom(list.elements(), list.start(at) + (int) index, row);
        } else if (call.ansi()) {
            throw new MillraceArrayIndexOutOfBoundsException(call.settings()
                    .error(
                            ErrorCondition.INVALID_ARRAY_INDEX,
                            "indexValue",
                            Long.toString(index),
                            "arraySize",
                            Integer.toString(list.length(at))));
        } else {
            out.setNull(row);
        }
    }

    private static void mapValue(Arguments in, int row, ValueVector out) {
        MapVector map = in.map(0);
        int at = in.at(0, row);
        for (int i = map.start(at); i < map.start(at) + map.length(at); i++) {
            if (ValueOrder.same(map.keys(), i, in.plain(1), in.at(1, row))) {
                out.copyFrom(map.values(), i, row);
                return;
            }
        }
        out.setNull(row);
    }
}
