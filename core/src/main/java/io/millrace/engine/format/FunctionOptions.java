package io.millrace.engine.format;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.format.FileFormat.WriteSettings;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DdlParser;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.StringType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The schemas and options that functions such as {@code from_json} and {@code from_csv} take as arguments. */
public final class FunctionOptions {
    private FunctionOptions() {}

    /** The options in an argument that is a map of constants; none if it was left out. */
    public static Options of(List<Expression> arguments, int index) {
        if (arguments.size() <= index) {
            return Options.EMPTY;
        }
        Expression argument = arguments.get(index);
        if (!Constants.isFoldable(argument) || !(Constants.fold(argument).value() instanceof Map<?, ?> entries)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_OPTIONS__NON_MAP_FUNCTION));
        }
        if (!(argument.type() instanceof MapType map
                && map.keyType() instanceof StringType
                && map.valueType() instanceof StringType)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTIONS__NON_STRING_TYPE, "mapType", CallErrors.quoted(argument.type())));
        }
        Map<String, String> options = new LinkedHashMap<>();
        entries.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
        return Options.of(options);
    }

    /** The same while a call is resolved: errors are at the call. */
    public static Options of(CallErrors errors, List<Expression> arguments, int index) {
        try {
            return of(arguments, index);
        } catch (MillraceException refused) {
            throw new MillraceException(refused.detail().at(errors.call().position()), refused);
        }
    }

    /** How a function reads text, with the options in an argument; it must read the settings that this looks at. */
    public static ReadSettings reading(KernelCall call, int index) {
        return reading(call, of(call.arguments(), index));
    }

    public static ReadSettings reading(KernelCall call, Options options) {
        boolean localTimestamps =
                "TIMESTAMP_NTZ".equalsIgnoreCase(call.settings().values().get(LanguageSetting.TIMESTAMP_TYPE.key()));
        return new ReadSettings(
                options,
                call.settings().zone(),
                localTimestamps,
                TimeParserPolicy.of(call.settings().values()));
    }

    /** How a function writes text, with the options in an argument; it must read the setting that this looks at. */
    public static WriteSettings writing(KernelCall call, int index) {
        return new WriteSettings(
                of(call.arguments(), index),
                call.settings().zone(),
                TimeParserPolicy.of(call.settings().values()));
    }

    /** The schema argument, a constant: DDL of a type or of columns, or a type as JSON. */
    public static DataType schema(Expression argument, ResolutionContext context) {
        if (!Constants.isFoldable(argument) || !(Constants.fold(argument).value() instanceof String text)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_SCHEMA__NON_STRING_LITERAL,
                            "inputSchema",
                            CallErrors.quoted(argument))
                    .at(context.origin().position()));
        }
        if (text.isBlank()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.PARSE_EMPTY_STATEMENT)
                    .at(context.origin().position()));
        }
        try {
            return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("\"")
                    ? DataType.fromJson(text)
                    : DdlParser.parseTypeOrSchema(text, context.localTimestamps());
        } catch (MillraceException unreadable) {
            throw new MillraceException(
                    asType(text, unreadable).detail().at(context.origin().position()), unreadable);
        }
    }

    /** A text is read as a type first, and that it is none is what counts, if it is no schema either. */
    private static MillraceException asType(String text, MillraceException unreadable) {
        try {
            DdlParser.parseOnlyType(text);
            return unreadable;
        } catch (MillraceException notAType) {
            return notAType;
        }
    }

    /** What is written: a value of no type is NULL, whatever it is called. */
    public static List<Expression> written(List<Expression> arguments) {
        if (!(arguments.getFirst().type() instanceof NullType)) {
            return arguments;
        }
        List<Expression> known = new ArrayList<>(arguments);
        known.set(0, new Expression.Constant(null, DataTypes.NullType));
        return known;
    }

    /** A function cannot leave a row out. */
    public static void refuseDropping(CallErrors errors, String function, Options options) {
        String mode = options.get("mode", "PERMISSIVE").toUpperCase(Locale.ROOT);
        if (mode.equals("DROPMALFORMED")) {
            throw errors.error(ErrorCondition.PARSE_MODE_UNSUPPORTED, "funcName", "`" + function + "`", "mode", mode);
        }
    }

    /** The constant text whose schema is asked for. */
    public static String example(CallErrors errors, Expression argument, String name) {
        if (!Constants.isFoldable(argument)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__NON_FOLDABLE_INPUT,
                    "inputName",
                    "`" + name + "`",
                    "inputType",
                    "\"STRING\"",
                    "inputExpr",
                    CallErrors.quoted(argument));
        }
        if (!(Constants.fold(argument).value() instanceof String text)) {
            throw errors.mismatch(ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_NULL, "exprName", name);
        }
        return text;
    }
}
