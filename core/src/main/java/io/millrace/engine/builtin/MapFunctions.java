package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.MAP;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.StructType;
import java.util.List;
import java.util.regex.Pattern;

/** Functions of maps. */
public final class MapFunctions implements FunctionModule {
    private static final String PAIRS = "\"ARRAY\" of pair \"STRUCT\"";

    @Override
    public List<String> names() {
        return List.of(
                "map_keys",
                "map_values",
                "map_entries",
                "map_contains_key",
                "map_from_arrays",
                "map_from_entries",
                "map_concat",
                "str_to_map");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "map_keys" ->
                scalar(name)
                        .takes(MAP)
                        .gives((arguments, context) ->
                                // Nullable as Spark declares it, though no key is null.
                                new ArrayType(((MapType) arguments.getFirst().type()).keyType(), true))
                        .kernel(Kernels.<ListVector>strict((in, row, out) -> {
                            MapVector maps = in.map(0);
                            int map = in.at(0, row);
                            int at = out.allocate(row, maps.length(map));
                            for (int i = 0; i < maps.length(map); i++) {
                                out.elements().copyFrom(maps.keys(), maps.start(map) + i, at + i);
                            }
                        }))
                        .describe("The keys of a map.", "map_keys(map(1, 'a', 2, 'b'))");
            case "map_values" ->
                scalar(name)
                        .takes(MAP)
                        .gives((arguments, context) ->
                                // Nullable as Spark declares it, whatever the map's values are.
                                new ArrayType(((MapType) arguments.getFirst().type()).valueType(), true))
                        .kernel(Kernels.<ListVector>strict((in, row, out) -> {
                            MapVector maps = in.map(0);
                            int map = in.at(0, row);
                            int at = out.allocate(row, maps.length(map));
                            for (int i = 0; i < maps.length(map); i++) {
                                out.elements().copyFrom(maps.values(), maps.start(map) + i, at + i);
                            }
                        }))
                        .describe("The values of a map.", "map_values(map(1, 'a', 2, 'b'))");
            case "map_entries" -> entries();
            case "map_contains_key" -> containsKey();
            case "map_from_arrays" -> fromArrays();
            case "map_from_entries" -> fromEntries();
            case "map_concat" -> concat();
            case "str_to_map" -> ofText();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec entries() {
        return scalar("map_entries")
                .takes(MAP)
                .gives((arguments, context) -> {
                    MapType map = (MapType) arguments.getFirst().type();
                    StructType entry = new StructType()
                            .add("key", map.keyType(), false)
                            .add("value", map.valueType(), map.valueContainsNull());
                    return new ArrayType(entry, false);
                })
                .kernel(Kernels.<ListVector>strict((in, row, out) -> {
                    MapVector maps = in.map(0);
                    int map = in.at(0, row);
                    int at = out.allocate(row, maps.length(map));
                    StructVector structs = (StructVector) out.elements();
                    for (int i = 0; i < maps.length(map); i++) {
                        structs.child(0).copyFrom(maps.keys(), maps.start(map) + i, at + i);
                        structs.child(1).copyFrom(maps.values(), maps.start(map) + i, at + i);
                    }
                }))
                .describe("The entries of a map as structs.", "map_entries(map(1, 'a', 2, 'b'))");
    }

    private static ScalarSpec containsKey() {
        return scalar("map_contains_key")
                .replaced()
                .takes(ANY, ANY)
                .coerces(MapFunctions::withKeyType)
                .checks((errors, arguments, context) -> checkKeyType(errors, arguments))
                .gives(DataTypes.BooleanType)
                .mayBeNull()
                .kernel(Kernels.<BooleanVector>strict((in, row, out) -> {
                    MapVector maps = in.map(0);
                    int map = in.at(0, row);
                    boolean found = false;
                    for (int i = 0; i < maps.length(map) && !found; i++) {
                        found = ValueOrder.same(maps.keys(), maps.start(map) + i, in.plain(1), in.at(1, row));
                    }
                    out.set(row, found);
                }))
                .describe("Whether a map has a key.", "map_contains_key(map(1, 'a'), 1)");
    }

    /** The key and the map's keys become the type that both fit into without loss. */
    private static List<Expression> withKeyType(List<Expression> arguments, ResolutionContext context) {
        if (!(arguments.getFirst().type() instanceof MapType map)) {
            return arguments;
        }
        return TypeCoercion.widestWithoutStrings(
                        List.of(map.keyType(), arguments.get(1).type()), context.ansi())
                .map(key -> List.of(
                        context.convert(
                                arguments.getFirst(), new MapType(key, map.valueType(), map.valueContainsNull())),
                        context.convert(arguments.get(1), key)))
                .orElse(arguments);
    }

    private static void checkKeyType(CallErrors errors, List<Expression> arguments) {
        DataType written = errors.call().arguments().getFirst().type();
        if (errors.call().arguments().get(1).type() instanceof NullType) {
            throw errors.mismatch(ErrorCondition.DATATYPE_MISMATCH__NULL_TYPE, "functionName", errors.functionName());
        }
        if (!(arguments.getFirst().type() instanceof MapType map)
                || !TypeCoercion.sameType(map.keyType(), arguments.get(1).type())) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__MAP_FUNCTION_DIFF_TYPES,
                    "functionName",
                    errors.functionName(),
                    "dataType",
                    "\"MAP\"",
                    "leftType",
                    CallErrors.quoted(written),
                    "rightType",
                    CallErrors.quoted(arguments.get(1).type()));
        }
    }

    private static ScalarSpec fromArrays() {
        return scalar("map_from_arrays")
                .takes(ARRAY, ARRAY)
                .reads(MapAssembly.POLICY)
                .checks((errors, arguments, context) -> MapAssembly.requireKey(
                        errors, ((ArrayType) arguments.getFirst().type()).elementType()))
                .gives((arguments, context) -> {
                    ArrayType values = (ArrayType) arguments.get(1).type();
                    return new MapType(
                            ((ArrayType) arguments.getFirst().type()).elementType(),
                            values.elementType(),
                            values.containsNull());
                })
                .kernel(Kernels.<MapVector>strictFor(call -> {
                    MapAssembly assembly = new MapAssembly(call.settings());
                    return (in, row, out) -> {
                        ListVector keys = in.list(0);
                        ListVector values = in.list(1);
                        int key = in.at(0, row);
                        int value = in.at(1, row);
                        if (keys.length(key) != values.length(value)) {
                            throw new MillraceException(call.settings().error(ErrorCondition.LEGACY_2128));
                        }
                        assembly.begin(out, row, keys.length(key));
                        for (int i = 0; i < keys.length(key); i++) {
                            assembly.add(
                                    keys.elements(), keys.start(key) + i, values.elements(), values.start(value) + i);
                        }
                        assembly.end();
                    };
                }))
                .describe(
                        "The map of an array of keys and one of values.",
                        "map_from_arrays(array(1.0, 3.0), array('2', '4'))");
    }

    private static ScalarSpec fromEntries() {
        return scalar("map_from_entries")
                .takes(ARRAY.called(PAIRS))
                .reads(MapAssembly.POLICY)
                .checks((errors, arguments, context) -> {
                    if (!(((ArrayType) arguments.getFirst().type()).elementType() instanceof StructType entry)
                            || entry.fields().length != 2) {
                        throw errors.unexpectedType(0, PAIRS, arguments.getFirst());
                    }
                    MapAssembly.requireKey(errors, entry.fields()[0].dataType());
                })
                .gives((arguments, context) -> {
                    StructType entry =
                            (StructType) ((ArrayType) arguments.getFirst().type()).elementType();
                    return new MapType(
                            entry.fields()[0].dataType(), entry.fields()[1].dataType(), entry.fields()[1].nullable());
                })
                .nullable(arguments -> arguments.getFirst().nullable()
                        || ((ArrayType) arguments.getFirst().type()).containsNull())
                .kernel(Kernels.<MapVector>strictFor(call -> {
                    MapAssembly assembly = new MapAssembly(call.settings());
                    return (in, row, out) -> {
                        ListVector lists = in.list(0);
                        int list = in.at(0, row);
                        StructVector entries = (StructVector) lists.elements();
                        for (int i = 0; i < lists.length(list); i++) {
                            if (entries.isNull(lists.start(list) + i)) {
                                out.setNull(row);
                                return;
                            }
                        }
                        assembly.begin(out, row, lists.length(list));
                        for (int i = 0; i < lists.length(list); i++) {
                            int slot = lists.start(list) + i;
                            assembly.add(entries.child(0), slot, entries.child(1), slot);
                        }
                        assembly.end();
                    };
                }))
                .describe("The map of an array of pairs.", "map_from_entries(array(struct(1, 'a'), struct(2, 'b')))");
    }

    private static ScalarSpec ofText() {
        return scalar("str_to_map")
                .takes(STRING.asWritten())
                .optional(STRING.asWritten(), STRING.asWritten())
                .defaults(
                        new Expression.Constant(",", DataTypes.StringType),
                        new Expression.Constant(":", DataTypes.StringType))
                .reads(MapAssembly.POLICY)
                .gives(new MapType(DataTypes.StringType, DataTypes.StringType, true))
                .kernel(Kernels.<MapVector>strictFor(call -> {
                    MapAssembly assembly = new MapAssembly(call.settings());
                    BytesVector pair = new BytesVector(DataTypes.StringType);
                    PatternFunctions.RegexCache between = new PatternFunctions.RegexCache(call);
                    PatternFunctions.RegexCache within = new PatternFunctions.RegexCache(call);
                    return (in, row, out) -> {
                        String[] entries = between.get(in, 1, row).split(in.stringAt(0, row), -1);
                        Pattern delimiter = within.get(in, 2, row);
                        assembly.begin(out, row, entries.length);
                        for (String entry : entries) {
                            String[] parts = delimiter.split(entry, 2);
                            pair.reset(2);
                            pair.set(0, parts[0]);
                            if (parts.length > 1) {
                                pair.set(1, parts[1]);
                            } else {
                                pair.setNull(1);
                            }
                            assembly.add(pair, 0, pair, 1);
                        }
                        assembly.end();
                    };
                }))
                .describe("The map that a text with delimiters holds.", "str_to_map('a:1,b:2,c:3', ',', ':')");
    }

    private static boolean areMaps(List<Expression> arguments) {
        return arguments.stream().allMatch(argument -> argument.type() instanceof MapType);
    }

    private static void requireMaps(CallErrors errors, List<Expression> arguments) {
        if (!areMaps(arguments)) {
            throw errors.differentTypes(ErrorCondition.DATATYPE_MISMATCH__MAP_CONCAT_DIFF_TYPES, arguments);
        }
        if (!TypeCoercion.allSame(arguments.stream().map(Expression::type).toList())) {
            throw errors.differentTypes(arguments);
        }
    }

    private static ScalarSpec concat() {
        return scalar("map_concat")
                .notConstant()
                .nullTolerant()
                .repeated(MAP)
                .coerces((arguments, context) ->
                        areMaps(arguments) ? CommonTypes.widest(arguments, 0, context) : arguments)
                .requires((errors, arguments, context) -> requireMaps(errors, arguments))
                .reads(MapAssembly.POLICY)
                .gives((arguments, context) -> arguments.isEmpty()
                        ? DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)
                        : CommonTypes.merged(arguments))
                .kernel(Kernels.<MapVector>strictFor(call -> {
                    MapAssembly assembly = new MapAssembly(call.settings());
                    return (in, row, out) -> {
                        int capacity = 0;
                        for (int m = 0; m < in.count(); m++) {
                            capacity += in.map(m).length(in.at(m, row));
                        }
                        assembly.begin(out, row, capacity);
                        for (int m = 0; m < in.count(); m++) {
                            MapVector maps = in.map(m);
                            int map = in.at(m, row);
                            for (int i = maps.start(map); i < maps.start(map) + maps.length(map); i++) {
                                assembly.add(maps.keys(), i, maps.values(), i);
                            }
                        }
                        assembly.end();
                    };
                }))
                .describe("The entries of maps in one map.", "map_concat(map(1, 'a'), map(2, 'b'))");
    }
}
