package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attempt;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.types.DataTypes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Text as bytes of a character set and back, and whether text is valid UTF-8. */
public final class CharsetFunctions implements FunctionModule {
    /** Bytes are taken as they are: as a constant text they would be repaired. */
    private static final TypeFamily TEXT = TypeFamily.oneOf(STRING, BINARY).called(STRING.label());

    private static final List<String> CHARSETS =
            List.of("iso-8859-1", "us-ascii", "utf-16", "utf-16be", "utf-16le", "utf-32", "utf-8");

    @Override
    public List<String> names() {
        return List.of(
                "encode",
                "decode",
                "to_binary",
                "try_to_binary",
                "is_valid_utf8",
                "make_valid_utf8",
                "validate_utf8",
                "try_validate_utf8");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "encode" ->
                scalar(name)
                        .replaced()
                        .takes(STRING, STRING)
                        .reads(LanguageSetting.LEGACY_CHARACTER_SETS, LanguageSetting.LEGACY_CODING_ERRORS)
                        .gives(DataTypes.BinaryType)
                        .mayBeNull()
                        .kernel(Kernels.<BytesVector>strictFor(
                                call -> (in, row, out) -> encode(call.settings(), in, row, out)))
                        .describe("The bytes of a text in a character set.", "encode('abc', 'utf-8')");
            case "decode" ->
                scalar(name)
                        .takes(ANY, ANY)
                        .repeated(ANY)
                        .expected("2")
                        .rewrites((call, context) -> call.arguments().size() == 2
                                ? decoded().typedCall(call, call.arguments(), context)
                                : chosen(call, context))
                        .gives(DataTypes.StringType)
                        .describe(
                                "The text of bytes in a character set; or the result that follows an equal value.",
                                "decode(encode('abc', 'utf-8'), 'utf-8')");
            case "to_binary" -> toBinary(name, true).describe("The bytes that a text stands for.", "to_binary('abc')");
            case "try_to_binary" ->
                toBinary(name, false).describe("The bytes that a text stands for, or NULL.", "try_to_binary('a!')");
            case "is_valid_utf8" ->
                scalar(name)
                        .replaced()
                        .takes(TEXT)
                        .gives(DataTypes.BooleanType)
                        .mayBeNull()
                        .kernel(Kernels.<BooleanVector>strict((in, row, out) -> out.set(row, isValid(in, row))))
                        .describe("Whether a text is valid UTF-8.", "is_valid_utf8('Spark')");
            case "make_valid_utf8" ->
                scalar(name)
                        .replaced()
                        .takes(TEXT)
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .kernel(Kernels.bytes(Utf8::repair))
                        .describe(
                                "The text with a replacement character for what is no UTF-8.", "make_valid_utf8('a')");
            case "validate_utf8" -> validated(name, true).describe("The text if it is UTF-8.", "validate_utf8('a')");
            case "try_validate_utf8" ->
                validated(name, false).describe("The text if it is UTF-8, else NULL.", "try_validate_utf8('a')");
            default -> throw FunctionModule.unknown(name);
        };
    }

    // Character sets

    private static Charset charset(Settings settings, String function, String name) {
        boolean any = settings.flag(LanguageSetting.LEGACY_CHARACTER_SETS);
        if (any ? !isSupported(name) : !CHARSETS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new MillraceException(settings.error(
                    ErrorCondition.INVALID_PARAMETER_VALUE__CHARSET,
                    "functionName",
                    "`" + function + "`",
                    "parameter",
                    "`charset`",
                    "charset",
                    name,
                    "charsets",
                    String.join(", ", CHARSETS)));
        }
        return Charset.forName(name);
    }

    private static boolean isSupported(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException noName) {
            return false;
        }
    }

    /** What becomes of characters that cannot be written or read. */
    private static CodingErrorAction onError(Settings settings) {
        return settings.flag(LanguageSetting.LEGACY_CODING_ERRORS)
                ? CodingErrorAction.REPLACE
                : CodingErrorAction.REPORT;
    }

    private static MillraceException malformed(Settings settings, String function, String charset, Exception cause) {
        return new MillraceException(
                settings.error(
                        ErrorCondition.MALFORMED_CHARACTER_CODING,
                        "function",
                        "`" + function + "`",
                        "charset",
                        charset),
                cause);
    }

    private static void encode(Settings settings, Arguments in, int row, BytesVector out) {
        String name = in.stringAt(1, row);
        Charset charset = charset(settings, "encode", name);
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onMalformedInput(onError(settings))
                    .onUnmappableCharacter(onError(settings))
                    .encode(CharBuffer.wrap(in.stringAt(0, row)));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            out.set(row, encoded);
        } catch (CharacterCodingException e) {
            throw malformed(settings, "encode", name, e);
        }
    }

    private static ScalarSpec decoded() {
        return scalar("decode")
                .replaced()
                .takes(BINARY, STRING)
                .reads(LanguageSetting.LEGACY_CHARACTER_SETS, LanguageSetting.LEGACY_CODING_ERRORS)
                .gives(DataTypes.StringType)
                .mayBeNull()
                .kernel(Kernels.<BytesVector>strictFor(
                        call -> (in, row, out) -> decode(call.settings(), in, row, out)));
    }

    private static void decode(Settings settings, Arguments in, int row, BytesVector out) {
        String name = in.stringAt(1, row);
        Charset charset = charset(settings, "decode", name);
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(source.data(), source.start(at), source.length(at));
            out.set(
                    row,
                    charset.newDecoder()
                            .onMalformedInput(onError(settings))
                            .onUnmappableCharacter(onError(settings))
                            .decode(bytes)
                            .toString());
        } catch (CharacterCodingException e) {
            throw malformed(settings, "decode", name, e);
        }
    }

    /** {@code decode(value, search, result, … [, otherwise])}: a choice in which NULL equals NULL. */
    private static Expression chosen(CallSite call, ResolutionContext context) {
        List<Expression> written = call.arguments();
        ScalarSpec same = new ComparisonFunctions().define("<=>");
        List<Expression> choice = new ArrayList<>();
        for (int i = 1; i + 1 < written.size(); i += 2) {
            choice.add(same.typedCall(call, List.of(written.getFirst(), written.get(i)), context));
            choice.add(written.get(i + 1));
        }
        boolean otherwise = written.size() % 2 == 0;
        choice.add(otherwise ? written.getLast() : new Expression.Constant(null, DataTypes.StringType));
        Expression value = new ConditionalFunctions().define("when").typedCall(call, choice, context);
        List<Expression> shown = new ArrayList<>(List.of(value));
        shown.addAll(written);
        return scalar("decode").standsForFirst().replaced().typed(call, shown, value.type(), context);
    }

    // to_binary

    private static String format(List<Expression> arguments) {
        Object format =
                arguments.size() < 2 ? "hex" : Constants.fold(arguments.get(1)).value();
        return format == null ? null : format.toString().toLowerCase(Locale.ROOT);
    }

    private static ScalarSpec toBinary(String name, boolean strict) {
        ScalarKernel kernel = toBinary();
        return scalar(name)
                .replaced()
                .takes(STRING)
                .optional(STRING)
                .shownAs("to_binary")
                .constant(1, "fmt")
                .requires((errors, arguments, context) -> checkFormat(errors, arguments, strict))
                .gives(DataTypes.BinaryType)
                .nullable(arguments -> !strict
                        || !"base64".equals(format(arguments))
                        || arguments.getFirst().nullable())
                .kernel(strict ? kernel : Attempt.of(kernel));
    }

    private static ScalarKernel toBinary() {
        return Kernels.<BytesVector>strictFor(call -> {
            String format = format(call.arguments());
            return (in, row, out) -> {
                byte[] bytes = toBytes(in, row, format);
                if (bytes == null) {
                    throw unconvertible(call, in.stringAt(0, row), format);
                }
                out.set(row, bytes);
            };
        });
    }

    private static void checkFormat(CallErrors errors, List<Expression> arguments, boolean strict) {
        boolean given = arguments.size() > 1 && Constants.isFoldable(arguments.get(1));
        String format = given ? format(arguments) : null;
        if (strict
                && format != null
                && !List.of("hex", "utf-8", "utf8", "base64").contains(format)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__INVALID_ARG_VALUE,
                    "inputName",
                    "fmt",
                    "requireType",
                    "case-insensitive \"STRING\"",
                    "validValues",
                    "'hex', 'utf-8', 'utf8', or 'base64'",
                    "inputValue",
                    ExpressionText.quoted(format));
        }
    }

    private static byte[] toBytes(Arguments in, int row, String format) {
        return switch (format) {
            case "hex" -> EncodingFunctions.unhexed(in, row);
            case "base64" -> Base64Text.decode(in.stringAt(0, row));
            case "utf-8", "utf8" -> in.bytes(0).copyBytes(in.at(0, row));
            default -> null;
        };
    }

    /** A text that is not written in the form that a function reads. */
    static MillraceException unconvertible(KernelCall call, String text, String format) {
        return new MillraceException(call.settings()
                .error(
                        ErrorCondition.CONVERSION_INVALID_INPUT,
                        "str",
                        ExpressionText.quoted(text),
                        "fmt",
                        ExpressionText.quoted(format.toUpperCase(Locale.ROOT)),
                        "targetType",
                        "\"BINARY\"",
                        "suggestion",
                        "`try_to_binary`"));
    }

    // Validity

    private static boolean isValid(Arguments in, int row) {
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        return Utf8.isValid(source.data(), source.start(at), source.length(at));
    }

    private static ScalarSpec validated(String name, boolean strict) {
        return scalar(name)
                .replaced()
                .takes(TEXT)
                .gives(DataTypes.StringType)
                .mayBeNull()
                .kernel(Kernels.<BytesVector>strictFor(call -> (in, row, out) -> {
                    if (isValid(in, row)) {
                        out.copyFrom(in.plain(0), in.at(0, row), row);
                    } else if (strict) {
                        String shown = HexFormat.of()
                                .withPrefix("\\x")
                                .withUpperCase()
                                .formatHex(in.bytes(0).copyBytes(in.at(0, row)));
                        throw new MillraceException(
                                call.settings().error(ErrorCondition.INVALID_UTF8_STRING, "str", shown));
                    } else {
                        out.setNull(row);
                    }
                }));
    }
}
