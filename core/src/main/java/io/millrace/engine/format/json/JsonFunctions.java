package io.millrace.engine.format.json;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Values;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.format.FunctionOptions;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions between JSON texts and values. */
public final class JsonFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "from_json",
                "to_json",
                "get_json_object",
                "json_tuple",
                "json_array_length",
                "json_object_keys",
                "schema_of_json");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "from_json" -> fromJson().rewrites(JsonFunctions::entries);
            case "to_json" ->
                scalar("to_json")
                        .reads(LanguageSetting.TIME_PARSER_POLICY)
                        .takes(ANY)
                        .optional(ANY)
                        .coerces((arguments, context) -> FunctionOptions.written(arguments))
                        .requires((errors, arguments, context) -> FunctionOptions.of(errors, arguments, 1))
                        .checks((errors, arguments, context) -> checkType(errors, arguments.getFirst()))
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .text(arguments -> "to_json(" + arguments.getFirst() + ")")
                        .kernel((call, arguments) -> new ToJson(
                                arguments.getFirst(),
                                call.argumentType(0),
                                JsonWriterSettings.of(FunctionOptions.writing(call, 1))))
                        .describe("A struct, array or map as a JSON text.", "to_json(named_struct('a', 1))");
            case "get_json_object" -> getObject();
            case "json_tuple" -> JsonTuple.define();
            case "json_array_length" -> arrayLength();
            case "json_object_keys" -> objectKeys();
            case "schema_of_json" -> schemaOf();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec fromJson() {
        return scalar("from_json")
                .reads(LanguageSetting.TIME_PARSER_POLICY)
                .nullIntolerant()
                .takes(STRING.asWritten(), STRING)
                .optional(ANY)
                .requires((errors, arguments, context) -> {
                    FunctionOptions.schema(arguments.get(1), context);
                    FunctionOptions.of(errors, arguments, 2);
                })
                .checks((errors, arguments, context) -> {
                    FunctionOptions.refuseDropping(errors, "from_json", FunctionOptions.of(errors, arguments, 2));
                    requireContainer(errors, FunctionOptions.schema(arguments.get(1), context));
                })
                .gives((arguments, context) ->
                        CommonTypes.asNullable(FunctionOptions.schema(arguments.get(1), context)))
                .mayBeNull()
                .text(arguments -> "from_json(" + arguments.getFirst() + ")")
                .kernel((call, arguments) -> new FromJson(arguments.getFirst(), call.type(), readOptions(call)))
                .describe("The value that a JSON text holds, by a schema.", "from_json('{\"a\":1}', 'a INT')");
    }

    /** A call that gives a map is shown as {@code entries}. */
    private static Expression entries(CallSite call, ResolutionContext context) {
        Expression schema = call.arguments().get(1);
        return FunctionOptions.schema(schema, context) instanceof MapType ? Entries.SPEC.resolve(call, context) : null;
    }

    private static final class Entries {
        static final ScalarSpec SPEC = fromJson().text(arguments -> "entries");
    }

    private static JsonOptions readOptions(KernelCall call) {
        return JsonOptions.of(FunctionOptions.reading(call, 2));
    }

    private static void checkType(CallErrors errors, Expression value) {
        if (!(value.type() instanceof NullType)) {
            requireContainer(errors, value.type());
        }
    }

    private static void requireContainer(CallErrors errors, DataType type) {
        if (!(type instanceof StructType || type instanceof ArrayType || type instanceof MapType)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__INVALID_JSON_SCHEMA, "schema", CallErrors.quoted(type));
        }
    }

    private static ScalarSpec getObject() {
        return scalar("get_json_object")
                .nullTolerant()
                .takes(STRING.asWritten(), STRING.asWritten())
                .gives(DataTypes.StringType)
                .mayBeNull()
                .kernel(Kernels.<BytesVector>strictFor(call -> {
                    Map<String, Optional<List<JsonPath.Step>>> paths = new HashMap<>();
                    JsonPathReader reader = new JsonPathReader();
                    BytesWriter writer = new BytesWriter();
                    Optional<List<JsonPath.Step>> fixed = call.constant(1)
                            .filter(path -> path.value() != null)
                            .flatMap(path -> JsonPath.parse((String) path.value()));
                    boolean constant = call.constant(1).isPresent();
                    return (in, row, out) -> {
                        Optional<List<JsonPath.Step>> path =
                                constant ? fixed : paths.computeIfAbsent(in.stringAt(1, row), JsonPath::parse);
                        BytesVector json = in.bytes(0);
                        int at = in.at(0, row);
                        int start = json.start(at);
                        writer.clear();
                        boolean found = path.isPresent()
                                && reader.read(json.data(), start, start + json.length(at), path.get(), writer);
                        if (found) {
                            writer.copyTo(out, row);
                        } else {
                            out.setNull(row);
                        }
                    };
                }))
                .describe("The part of a JSON text that a path leads to.", "get_json_object('{\"a\":\"b\"}', '$.a')");
    }

    private static ScalarSpec arrayLength() {
        return scalar("json_array_length")
                .takes(STRING.asWritten())
                .gives(DataTypes.IntegerType)
                .mayBeNull()
                .kernel(Kernels.<IntVector>strictFor(call -> {
                    JsonPathReader reader = new JsonPathReader();
                    return (in, row, out) -> {
                        BytesVector json = in.bytes(0);
                        int at = in.at(0, row);
                        int length = reader.arrayLength(json.data(), json.start(at), json.start(at) + json.length(at));
                        if (length < 0) {
                            out.setNull(row);
                        } else {
                            out.set(row, length);
                        }
                    };
                }))
                .describe("How many elements a JSON array has.", "json_array_length('[1,2,3,4]')");
    }

    private static ScalarSpec objectKeys() {
        return scalar("json_object_keys")
                .takes(STRING.asWritten())
                .gives(new ArrayType(DataTypes.StringType, true))
                .mayBeNull()
                .kernel(Kernels.<ListVector>strictFor(call -> {
                    JsonPathReader reader = new JsonPathReader();
                    return (in, row, out) -> {
                        BytesVector json = in.bytes(0);
                        int at = in.at(0, row);
                        List<String> names = new ArrayList<>();
                        int end = json.start(at) + json.length(at);
                        boolean object = reader.fieldNames(json.data(), json.start(at), end, names);
                        Values.set(out, row, object ? names : null);
                    };
                }))
                .describe("The names of a JSON object's fields.", "json_object_keys('{\"key\": \"value\"}')");
    }

    private static ScalarSpec schemaOf() {
        return scalar("schema_of_json")
                .reads(LanguageSetting.TIMESTAMP_TYPE, LanguageSetting.TIME_PARSER_POLICY)
                .takes(STRING.asWritten())
                .optional(ANY)
                .requires((errors, arguments, context) -> FunctionOptions.of(errors, arguments, 1))
                .checks((errors, arguments, context) -> FunctionOptions.example(errors, arguments.getFirst(), "json"))
                .gives(DataTypes.StringType)
                .neverNull()
                .text(arguments -> "schema_of_json(" + arguments.getFirst() + ")")
                .kernel((call, arguments) -> {
                    String json = (String) Constants.fold(call.argument(0)).value();
                    ConstantVector schema = Values.constant(typeOf(call, json).sql(), DataTypes.StringType);
                    return (batch, rows, context) -> schema;
                })
                .describe("The type of a JSON text, as DDL.", "schema_of_json('[{\"col\":0}]')");
    }

    /** Nothing at all has the type that a null has. */
    private static DataType typeOf(KernelCall call, String json) {
        if (json.isBlank()) {
            return DataTypes.StringType;
        }
        ReadSettings settings = FunctionOptions.reading(call, 1);
        try {
            return new JsonInference(JsonOptions.of(settings), settings.localTimestamps())
                    .typeOf(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonSyntaxException noJson) {
            throw new MillraceException(
                    call.settings()
                            .error(
                                    ErrorCondition.MALFORMED_RECORD_IN_PARSING__WITHOUT_SUGGESTION,
                                    "badRecord",
                                    json,
                                    "failFastMode",
                                    "FAILFAST"),
                    noJson);
        }
    }
}
