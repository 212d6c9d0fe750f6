package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DdlParser;
import io.millrace.types.MapType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/** Arrays, maps and structs made of values. */
public final class ConstructorFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of("array", "map", "struct", "named_struct");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "array" -> array();
            case "map" -> map();
            case "struct" -> struct();
            case "named_struct" -> namedStruct(name);
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static List<Expression> every(List<Expression> arguments, int first, int step) {
        List<Expression> chosen = new ArrayList<>();
        for (int i = first; i < arguments.size(); i += step) {
            chosen.add(arguments.get(i));
        }
        return chosen;
    }

    private static void sameTypes(CallErrors errors, List<Expression> values) {
        if (!areAlike(values)) {
            throw errors.differentTypes(values);
        }
    }

    private static boolean areAlike(List<Expression> values) {
        return TypeCoercion.allSame(values.stream().map(Expression::type).toList());
    }

    private static ScalarSpec array() {
        return scalar("array")
                .repeated(ANY)
                .sameType(0)
                .checks((errors, arguments, context) -> sameTypes(errors, arguments))
                .gives((arguments, context) -> new ArrayType(
                        CommonTypes.merged(arguments), arguments.stream().anyMatch(Expression::nullable)))
                .neverNull()
                .kernel(Kernels.<ListVector>lenient(ConstructorFunctions::setArray))
                .describe("An array of the values.", "array(1, 2)");
    }

    private static void setArray(Arguments in, int row, ListVector out) {
        int at = out.allocate(row, in.count());
        for (int i = 0; i < in.count(); i++) {
            out.elements().copyFrom(in.plain(i), in.at(i, row), at + i);
        }
    }

    private static ScalarSpec map() {
        return scalar("map")
                .repeated(ANY)
                .evenCount("2n (n > 0)")
                .reads(MapAssembly.POLICY)
                .coerces((arguments, context) ->
                        CommonTypes.widest(CommonTypes.widest(arguments, 0, 2, context), 1, 2, context))
                .checks((errors, arguments, context) -> {
                    List<Expression> keys = every(arguments, 0, 2);
                    if (!areAlike(keys)) {
                        throw errors.differentTypes(ErrorCondition.DATATYPE_MISMATCH__CREATE_MAP_KEY_DIFF_TYPES, keys);
                    }
                    List<Expression> given = every(arguments, 1, 2);
                    if (!areAlike(given)) {
                        throw errors.differentTypes(
                                ErrorCondition.DATATYPE_MISMATCH__CREATE_MAP_VALUE_DIFF_TYPES, given);
                    }
                    DataType key = CommonTypes.merged(every(arguments, 0, 2));
                    MapAssembly.requireKey(errors, key);
                })
                .gives((arguments, context) -> {
                    List<Expression> values = every(arguments, 1, 2);
                    boolean nulls = values.stream().anyMatch(Expression::nullable);
                    return new MapType(CommonTypes.merged(every(arguments, 0, 2)), CommonTypes.merged(values), nulls);
                })
                .neverNull()
                .kernel(Kernels.<MapVector>lenientFor(call -> {
                    MapAssembly assembly = new MapAssembly(call.settings());
                    return (in, row, out) -> {
                        assembly.begin(out, row, in.count() / 2);
                        for (int i = 0; i < in.count(); i += 2) {
                            assembly.add(in.plain(i), in.at(i, row), in.plain(i + 1), in.at(i + 1, row));
                        }
                        assembly.end();
                    };
                }))
                .describe("A map of keys and values in turn.", "map('a', 1, 'b', 2)");
    }

    /** Fields are called as the columns they come from, or {@code col1}, {@code col2} … */
    private static ScalarSpec struct() {
        return scalar("struct")
                .takes(ANY)
                .repeated(ANY)
                .gives((arguments, context) -> {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < arguments.size(); i++) {
                        names.add(name(arguments.get(i), i));
                    }
                    return structType(names, arguments);
                })
                .neverNull()
                .kernel(Kernels.<StructVector>lenient((in, row, out) -> setFields(in, row, out, 0, 1)))
                .describe("A struct of the values.", "struct(1, 'a')");
    }

    private static String name(Expression value, int index) {
        return switch (value) {
            case Attribute attribute -> attribute.name();
            case Expression.ScalarCall call when Extraction.isField(call) -> Extraction.fieldName(call);
            default -> "col" + (index + 1);
        };
    }

    private static StructType structType(List<String> names, List<Expression> values) {
        StructField[] fields = new StructField[names.size()];
        for (int i = 0; i < fields.length; i++) {
            Expression value = values.get(i);
            fields[i] = new StructField(names.get(i), value.type(), value.nullable(), Extraction.metadata(value));
        }
        return new StructType(fields);
    }

    private static void setFields(Arguments in, int row, StructVector out, int first, int step) {
        int field = 0;
        for (int i = first; i < in.count(); i += step) {
            out.child(field++).copyFrom(in.plain(i), in.at(i, row), row);
        }
    }

    private static ScalarSpec namedStruct(String name) {
        return scalar(name)
                .takes(ANY, ANY)
                .repeated(ANY)
                .evenCount("2n (n > 0)")
                .checks((errors, arguments, context) -> checkNames(errors, every(arguments, 0, 2)))
                .gives((arguments, context) -> structType(
                        every(arguments, 0, 2).stream()
                                .map(field -> (String) Constants.fold(field).value())
                                .toList(),
                        every(arguments, 1, 2)))
                .neverNull()
                .kernel(Kernels.<StructVector>lenient((in, row, out) -> setFields(in, row, out, 1, 2)))
                .describe("A struct of names and values in turn.", "named_struct('a', 1)");
    }

    /**
     * {@code struct(a, b AS c)} once analysis has told the names: takes what {@code named_struct} takes.
     *
     * @param aliased which of the values were given a name
     */
    public static ScalarSpec structAsWritten(List<Boolean> aliased) {
        return namedStruct("struct")
                .text(arguments -> structText(arguments, aliased))
                .checkedText(arguments -> structText(arguments, List.of()));
    }

    private static String structText(List<String> arguments, List<Boolean> aliased) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            boolean shown = parts.size() < aliased.size() && aliased.get(parts.size());
            String name = shown ? " AS " + DdlParser.quoteIfNeeded(arguments.get(i)) : "";
            parts.add(arguments.get(i + 1) + name);
        }
        return "struct(" + String.join(", ", parts) + ")";
    }

    private static void checkNames(CallErrors errors, List<Expression> names) {
        List<String> wrong = names.stream()
                .filter(name -> !(name.type() instanceof StringType)
                        || !Constants.isFoldable(name)
                        || Constants.fold(name).value() == null)
                .map(CallErrors::quoted)
                .toList();
        if (!wrong.isEmpty()) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING,
                    "inputExprs",
                    "[" + String.join(", ", wrong) + "]");
        }
    }
}
