package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.arrayOf;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.BinaryType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text that is put together from others. */
public final class StringBuildingFunctions implements FunctionModule {
    private static final TypeFamily TEXT_OR_BYTES = oneOf(STRING, BINARY);

    @Override
    public List<String> names() {
        return List.of(
                "concat_ws",
                "replace",
                "repeat",
                "space",
                "translate",
                "chr",
                "char",
                "elt",
                "format_string",
                "printf",
                "quote",
                "mask",
                "sentences");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "concat_ws" -> concatWithSeparator();
            case "replace" ->
                text("replace")
                        .takes(STRING, STRING)
                        .optional(STRING)
                        .text(arguments ->
                                "replace(" + String.join(", ", arguments) + (arguments.size() == 2 ? ", )" : ")"))
                        .kernel(replace())
                        .describe(
                                "The text with each occurrence of a part replaced or dropped.",
                                "replace('ABCabc', 'abc', 'DEF')");
            case "repeat" ->
                text("repeat")
                        .takes(STRING, INT)
                        .kernel(Kernels.writing(StringBuildingFunctions::repeat))
                        .describe("The text so many times.", "repeat('123', 2)");
            case "space" ->
                text("space")
                        .takes(INT)
                        .kernel(Kernels.writing((in, row, out) -> spaces(in.intAt(0, row), out)))
                        .describe("So many spaces.", "space(2)");
            case "translate" ->
                text("translate")
                        .takes(STRING, STRING, STRING)
                        .kernel(Kernels.writing((in, row, out) -> translate(in, row, out)))
                        .describe(
                                "The text with characters replaced by others one by one.",
                                "translate('AaBbCc', 'abc', '123')");
            case "chr", "char" ->
                text("char", "chr")
                        .takes(LONG)
                        .kernel(Kernels.writing(StringBuildingFunctions::chr))
                        .describe("The character of a code, modulo 256.", "char(65)");
            case "elt" -> elt();
            case "format_string", "printf" -> format();
            case "quote" ->
                text("quote")
                        .takes(STRING)
                        .mayBeNull()
                        .kernel(Kernels.writing((in, row, out) -> {
                            out.append('\'');
                            out.append(in.stringAt(0, row).replace("'", "\\'"));
                            out.append('\'');
                        }))
                        .describe("The text in single quotes, as SQL has it.", "quote('Don\\'t panic')");
            case "mask" -> TextMask.define();
            case "sentences" -> Sentences.define();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec text(String name, String... aliases) {
        return scalar(name, aliases).gives(DataTypes.StringType);
    }

    private static ScalarSpec concatWithSeparator() {
        return text("concat_ws")
                .takes(STRING)
                .repeated(oneOf(arrayOf(STRING), STRING))
                .nullable(arguments -> arguments.getFirst().nullable())
                .kernel(Kernels.<BytesVector>lenientFor(call -> {
                    BytesWriter writer = new BytesWriter();
                    return (in, row, out) -> {
                        if (in.isNull(0, row)) {
                            out.setNull(row);
                            return;
                        }
                        writer.clear();
                        join(in, row, writer);
                        writer.copyTo(out, row);
                    };
                }))
                .describe(
                        "The texts with a separator between them; nulls are left out.",
                        "concat_ws(' ', 'Spark', 'SQL')");
    }

    private static void join(Arguments in, int row, BytesWriter writer) {
        BytesVector separator = in.bytes(0);
        int separatorAt = in.at(0, row);
        boolean first = true;
        for (int i = 1; i < in.count(); i++) {
            if (in.isNull(i, row)) {
                continue;
            }
            int at = in.at(i, row);
            boolean list = in.plain(i) instanceof ListVector;
            BytesVector texts = (BytesVector) (list ? in.list(i).elements() : in.plain(i));
            int start = list ? in.list(i).start(at) : at;
            int end = list ? start + in.list(i).length(at) : at + 1;
            for (int slot = start; slot < end; slot++) {
                if (!texts.isNull(slot)) {
                    if (!first) {
                        writer.append(separator, separatorAt);
                    }
                    writer.append(texts, slot);
                    first = false;
                }
            }
        }
    }

    private static ScalarKernel replace() {
        byte[] nothing = new byte[0];
        return Kernels.writing((in, row, out) -> {
            BytesVector source = in.bytes(0);
            int at = in.at(0, row);
            boolean given = in.count() > 2;
            BytesVector by = given ? in.bytes(2) : null;
            int byAt = given ? in.at(2, row) : 0;
            Texts.replace(
                    source.data(),
                    source.start(at),
                    source.length(at),
                    in.bytes(1),
                    in.at(1, row),
                    given ? by.data() : nothing,
                    given ? by.start(byAt) : 0,
                    given ? by.length(byAt) : 0,
                    out);
        });
    }

    private static void repeat(Arguments in, int row, BytesWriter out) {
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        int times = in.intAt(1, row);
        if (times > 0) {
            out.reserve(Math.multiplyExact(source.length(at), times));
        }
        for (int i = 0; i < times; i++) {
            out.append(source, at);
        }
    }

    private static void spaces(int count, BytesWriter out) {
        out.reserve(Math.max(0, count));
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }

    private static void translate(Arguments in, int row, BytesWriter out) {
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        int[] from = in.stringAt(1, row).codePoints().toArray();
        int[] to = in.stringAt(2, row).codePoints().toArray();
        Texts.translate(source.data(), source.start(at), source.length(at), from, to, out);
    }

    private static void chr(Arguments in, int row, BytesWriter out) {
        long code = in.longAt(0, row);
        if (code >= 0) {
            out.appendCodePoint((int) (code & 0xFF));
        }
    }

    private static ScalarSpec elt() {
        return scalar("elt")
                .notConstant()
                .takes(INT, ANY)
                .repeated(ANY)
                .coerces(StringBuildingFunctions::bytesOrTexts)
                .checks((errors, arguments, context) -> requireTexts(errors, arguments))
                .gives((arguments, context) -> arguments.get(1).type())
                .mayBeNull()
                .kernel(EltKernel::new)
                .describe("The argument of a number, counted from 1.", "elt(1, 'scala', 'java')");
    }

    /** All but bytes alone become texts. */
    private static List<Expression> bytesOrTexts(List<Expression> arguments, ResolutionContext context) {
        List<Expression> choices = arguments.subList(1, arguments.size());
        if (choices.stream().allMatch(choice -> choice.type() instanceof BinaryType)) {
            return arguments;
        }
        List<Expression> converted = new ArrayList<>(arguments);
        for (int i = 1; i < converted.size(); i++) {
            Expression choice = converted.get(i);
            converted.set(
                    i,
                    ImplicitTypes.of(choice.type(), STRING, context.ansi())
                            .map(type -> context.convert(choice, type))
                            .orElse(choice));
        }
        return converted;
    }

    /** Messages tell of all choices together. */
    private static void requireTexts(CallErrors errors, List<Expression> arguments) {
        List<Expression> choices = arguments.subList(1, arguments.size());
        if (!choices.stream().allMatch(choice -> TEXT_OR_BYTES.accepts(choice.type()))) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_INPUT_TYPE,
                    "paramIndex",
                    CallErrors.ordinal(1) + "...",
                    "requiredType",
                    "\"STRING\" or \"BINARY\"",
                    "inputSql",
                    choices.stream().map(errors::shown).collect(Collectors.joining(",")),
                    "inputType",
                    choices.stream()
                            .map(choice -> CallErrors.quoted(choice.type()))
                            .collect(Collectors.joining(",")));
        }
    }

    /** Arguments are counted from 1. */
    private static void checkPlaces(CallErrors errors, Expression format) {
        if (Constants.isFoldable(format)
                && Constants.fold(format).value() instanceof String text
                && text.contains("%0$")) {
            throw errors.error(
                    ErrorCondition.INVALID_PARAMETER_VALUE__ZERO_INDEX,
                    "functionName",
                    "`format_string`",
                    "parameter",
                    "`strfmt`");
        }
    }

    /** Collections as Spark's own classes for them show themselves. */
    private static Object shown(Object value) {
        return switch (value) {
            case List<?> list -> bracketed(list.stream());
            case Object[] struct -> bracketed(Arrays.stream(struct));
            case Map<?, ?> map ->
                "keys: " + bracketed(map.keySet().stream()) + ", values: " + bracketed(map.values().stream());
            case null, default -> value;
        };
    }

    private static String bracketed(Stream<?> values) {
        return values.map(value -> String.valueOf(shown(value))).collect(Collectors.joining(",", "[", "]"));
    }

    private static String formatted(KernelCall call, String format, Object[] values) {
        try {
            return String.format(Locale.US, format, values);
        } catch (IllegalFormatException e) {
            throw new MillraceException(
                    call.settings()
                            .error(
                                    ErrorCondition.INVALID_FORMAT__MISMATCH_INPUT,
                                    "inputType",
                                    call.call().arguments().stream()
                                            .skip(1)
                                            .map(argument -> CallErrors.quoted(argument.type()))
                                            .collect(Collectors.joining(", ")),
                                    "input",
                                    Arrays.toString(values),
                                    "format",
                                    format),
                    e);
        }
    }

    private static ScalarSpec format() {
        return text("format_string", "printf")
                .takes(STRING)
                .repeated(ANY)
                .checks((errors, arguments, context) -> checkPlaces(errors, arguments.getFirst()))
                .nullable(arguments -> arguments.getFirst().nullable())
                .kernel(Kernels.<BytesVector>lenientFor(call -> (in, row, out) -> {
                    if (in.isNull(0, row)) {
                        out.setNull(row);
                        return;
                    }
                    Object[] values = new Object[in.count() - 1];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = shown(in.valueAt(i + 1, row));
                    }
                    out.set(row, formatted(call, in.stringAt(0, row), values));
                }))
                .describe("A text made as printf makes it.", "format_string('Hello World %d %s', 100, 'days')");
    }
}
