package io.millrace.engine.format.json;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.MAP;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions between JSON texts and values. */
public final class JsonFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of("from_json", "to_json");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "from_json" -> fromJson().rewrites(JsonFunctions::entries);
            case "to_json" ->
                scalar("to_json")
                        .takes(ANY)
                        .optional(MAP)
                        .checks((errors, arguments, context) -> checkType(errors, arguments.getFirst()))
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .text(arguments -> "to_json(" + arguments.getFirst() + ")")
                        .kernel((call, arguments) -> new ToJson(
                                arguments.getFirst(),
                                call.argumentType(0),
                                JsonWriterSettings.of(
                                        options(call.arguments(), 1),
                                        call.settings().zone())))
                        .describe("A struct, array or map as a JSON text.", "to_json(named_struct('a', 1))");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec fromJson() {
        return scalar("from_json")
                .takes(STRING, STRING)
                .optional(MAP)
                .constant(1, "schema")
                .checks((errors, arguments, context) -> checkMode(errors, options(arguments, 2)))
                .gives((arguments, context) -> nullable(schema(arguments.get(1), context)))
                .mayBeNull()
                .text(arguments -> "from_json(" + arguments.getFirst() + ")")
                .kernel((call, arguments) -> new FromJson(arguments.getFirst(), call.type(), readOptions(call)))
                .describe("The value that a JSON text holds, by a schema.", "from_json('{\"a\":1}', 'a INT')");
    }

    /** A call that gives a map is shown as {@code entries}. */
    private static Expression entries(CallSite call, ResolutionContext context) {
        Expression schema = call.arguments().get(1);
        boolean map = schema.type() instanceof StringType
                && Constants.isFoldable(schema)
                && schema(schema, context) instanceof MapType;
        return map ? Entries.SPEC.resolve(call, context) : null;
    }

    private static final class Entries {
        static final ScalarSpec SPEC = fromJson().text(arguments -> "entries");
    }

    private static JsonOptions readOptions(KernelCall call) {
        return JsonOptions.of(options(call.arguments(), 2), call.settings().zone());
    }

    private static void checkMode(CallErrors errors, Options options) {
        String mode = options.get("mode", "PERMISSIVE").toUpperCase(Locale.ROOT);
        if (mode.equals("DROPMALFORMED")) {
            throw errors.error(ErrorCondition.PARSE_MODE_UNSUPPORTED, "funcName", "`from_json`", "mode", mode);
        }
    }

    private static void checkType(CallErrors errors, Expression value) {
        DataType type = value.type();
        if (!(type instanceof StructType || type instanceof ArrayType || type instanceof MapType)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__INVALID_JSON_SCHEMA, "schema", CallErrors.quoted(type));
        }
    }

    /** The schema argument: DDL of a type or of columns, or a type as JSON. */
    private static DataType schema(Expression argument, ResolutionContext context) {
        String text = String.valueOf(Constants.fold(argument).value());
        try {
            return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("\"")
                    ? DataType.fromJson(text)
                    : DataType.fromDDL(text);
        } catch (MillraceException unreadable) {
            throw new MillraceException(
                    asSyntax(unreadable.detail()).at(context.origin().position()), unreadable);
        }
    }

    /** A text is read as a type first, so that the type of a column can only be a mistake of syntax. */
    private static ErrorDetail asSyntax(ErrorDetail error) {
        return error.condition() == ErrorCondition.UNSUPPORTED_DATATYPE
                ? error.position()
                        .filter(where -> where.start() > 0)
                        .map(where -> ErrorDetail.of(
                                ErrorCondition.PARSE_SYNTAX_ERROR, "error", "'" + where.fragment() + "'", "hint", ""))
                        .orElse(error)
                : error;
    }

    private static DataType nullable(DataType type) {
        return new StructType().add("value", type).asNullable().field(0).dataType();
    }

    private static Options options(List<Expression> arguments, int index) {
        if (arguments.size() <= index) {
            return Options.EMPTY;
        }
        Expression argument = arguments.get(index);
        if (!Constants.isFoldable(argument) || !(Constants.fold(argument).value() instanceof Map<?, ?> entries)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_OPTIONS__NON_MAP_FUNCTION));
        }
        Map<String, String> options = new LinkedHashMap<>();
        entries.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
        return Options.of(options);
    }
}
