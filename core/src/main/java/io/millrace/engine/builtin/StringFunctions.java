package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.types.BinaryType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Case, length, stretches and ends of text. Where Spark counts characters these count code points. */
public final class StringFunctions implements FunctionModule {
    private static final TypeFamily TEXT_OR_BYTES = oneOf(STRING, BINARY);

    @Override
    public List<String> names() {
        return List.of(
                "upper",
                "ucase",
                "lower",
                "lcase",
                "initcap",
                "length",
                "len",
                "char_length",
                "character_length",
                "octet_length",
                "bit_length",
                "substring",
                "substr",
                "left",
                "right",
                "trim",
                "ltrim",
                "rtrim",
                "btrim",
                "lpad",
                "rpad",
                "overlay");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "upper", "ucase" ->
                text("upper", "ucase")
                        .takes(STRING)
                        .kernel(Kernels.bytes(Texts::upper))
                        .describe("The text in upper case.", "upper('SparkSql')");
            case "lower", "lcase" ->
                text("lower", "lcase")
                        .takes(STRING)
                        .kernel(Kernels.bytes(Texts::lower))
                        .describe("The text in lower case.", "lower('SparkSql')");
            case "initcap" ->
                text("initcap")
                        .takes(STRING)
                        .kernel(Kernels.bytes(Texts::initcap))
                        .describe("Each word with its first letter in upper case.", "initcap('sPark sql')");
            case "length", "len", "char_length", "character_length" ->
                scalar("length", "len", "char_length", "character_length")
                        .takes(TEXT_OR_BYTES)
                        .gives(DataTypes.IntegerType)
                        .kernel(length())
                        .describe("How many characters a text has, or how many bytes.", "length('Spark SQL ')");
            case "octet_length" ->
                scalar("octet_length")
                        .takes(TEXT_OR_BYTES)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.bytesToInt((data, start, length) -> length))
                        .describe("How many bytes there are.", "octet_length('Spark SQL')");
            case "bit_length" ->
                scalar("bit_length")
                        .takes(TEXT_OR_BYTES)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.bytesToInt((data, start, length) -> 8 * length))
                        .describe("How many bits there are.", "bit_length('Spark SQL')");
            case "substring", "substr" ->
                sameAsFirst("substring", "substr")
                        .nullIntolerant()
                        .takes(TEXT_OR_BYTES, INT)
                        .optional(INT)
                        .text(arguments -> name + "(" + String.join(", ", arguments)
                                + (arguments.size() == 2 ? ", " + Integer.MAX_VALUE + ")" : ")"))
                        .kernel(substring())
                        .describe(
                                "The part from a position on, counted from 1 or back from the end.",
                                "substring('Spark SQL', 5, 1)");
            case "left" ->
                sameAsFirst("left")
                        .replaced()
                        .takes(TEXT_OR_BYTES, INT)
                        .kernel(left())
                        .describe("The first characters.", "left('Spark SQL', 3)");
            case "right" ->
                sameAsFirst("right")
                        .replaced()
                        .takes(STRING, INT)
                        .mayBeNull()
                        .kernel(right())
                        .describe("The last characters.", "right('Spark SQL', 3)");
            case "trim" -> trim("trim", "BOTH", true, true);
            case "ltrim" -> trim("ltrim", "LEADING", true, false);
            case "rtrim" -> trim("rtrim", "TRAILING", false, true);
            case "btrim" ->
                text("btrim")
                        .replaced()
                        .takes(STRING)
                        .optional(STRING)
                        .shown((arguments, texts) -> Optional.of(trimText(
                                "trim",
                                "BOTH",
                                arguments.reversed().stream().map(texts).toList())))
                        .kernel(trimming(true, true, false))
                        .describe(
                                "The text without spaces, or the given characters, at both ends.",
                                "btrim('SSparkSQLS', 'SL')");
            case "lpad" -> pad("lpad", true, "left");
            case "rpad" -> pad("rpad", false, "right");
            case "overlay" ->
                sameAsFirst("overlay")
                        .takes(TEXT_OR_BYTES, TEXT_OR_BYTES, INT)
                        .optional(INT)
                        .text(arguments ->
                                "overlay(" + String.join(", ", arguments) + (arguments.size() == 3 ? ", -1)" : ")"))
                        .checks((errors, arguments, context) -> requireOneKind(errors, arguments.subList(0, 2)))
                        .kernel(overlay())
                        .describe(
                                "The text with a part, by position and length, replaced.",
                                "overlay('Spark SQL' PLACING '_' FROM 6)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Both are texts, or both are bytes. */
    private static void requireOneKind(CallErrors errors, List<Expression> arguments) {
        if (!TypeCoercion.allSame(arguments.stream().map(Expression::type).toList())) {
            throw errors.differentTypes(arguments);
        }
    }

    private static ScalarSpec text(String name, String... aliases) {
        return scalar(name, aliases).gives(DataTypes.StringType);
    }

    private static ScalarSpec sameAsFirst(String name, String... aliases) {
        return scalar(name, aliases).givesArgument(0);
    }

    private static boolean isText(KernelCall call, int argument) {
        return !(call.argumentType(argument) instanceof BinaryType);
    }

    private static ScalarKernel length() {
        return Kernels.<IntVector>strictFor(call -> {
            boolean characters = isText(call, 0);
            return (in, row, out) -> {
                BytesVector source = in.bytes(0);
                int at = in.at(0, row);
                int bytes = source.length(at);
                out.set(row, characters ? Utf8.count(source.data(), source.start(at), bytes) : bytes);
            };
        });
    }

    private static ScalarKernel substring() {
        return (call, arguments) -> {
            boolean characters = isText(call, 0);
            return Kernels.slicing((in, row, out) -> Texts.substring(
                            in.bytes(0),
                            in.at(0, row),
                            characters,
                            in.intAt(1, row),
                            in.count() > 2 ? in.intAt(2, row) : Integer.MAX_VALUE,
                            out,
                            row))
                    .open(call, arguments);
        };
    }

    private static ScalarKernel left() {
        return (call, arguments) -> {
            boolean characters = isText(call, 0);
            return Kernels.slicing((in, row, out) ->
                            Texts.substring(in.bytes(0), in.at(0, row), characters, 1, in.intAt(1, row), out, row))
                    .open(call, arguments);
        };
    }

    private static ScalarKernel right() {
        return (call, arguments) -> {
            boolean characters = isText(call, 0);
            return Kernels.slicing((in, row, out) -> {
                        int count = in.intAt(1, row);
                        Texts.substring(
                                in.bytes(0),
                                in.at(0, row),
                                characters,
                                -Math.max(count, 0),
                                Math.max(count, 0),
                                out,
                                row);
                    })
                    .open(call, arguments);
        };
    }

    /** {@code trim(text)}, or {@code trim(characters, text)} as the parser makes it. */
    private static ScalarSpec trim(String name, String side, boolean left, boolean right) {
        return text(name)
                .takes(STRING)
                .optional(STRING)
                .requires((errors, arguments, context) -> requireTexts(errors, arguments, context))
                .text(arguments -> trimText(name, side, arguments))
                .kernel(trimming(left, right, true))
                .describe(
                        "The text without spaces, or the given characters, at "
                                + (left && right ? "both ends." : left ? "its beginning." : "its end."),
                        name + "('    SparkSQL   ')");
    }

    private static String trimText(String name, String side, List<String> arguments) {
        return arguments.size() == 1
                ? name + "(" + arguments.getFirst() + ")"
                : "TRIM(" + side + " " + arguments.get(0) + " FROM " + arguments.get(1) + ")";
    }

    /** The text comes last, but messages count it first. */
    private static void requireTexts(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        for (int i = arguments.size() - 1; i >= 0; i--) {
            Expression argument = arguments.get(i);
            if (ImplicitTypes.of(argument.type(), STRING, context.ansi()).isEmpty()) {
                throw errors.unexpectedType(arguments.size() - 1 - i, STRING, argument);
            }
        }
    }

    /** @param textLast whether the characters come before the text */
    private static ScalarKernel trimming(boolean left, boolean right, boolean textLast) {
        return (call, arguments) -> Kernels.slicing((in, row, out) -> {
                    boolean chosen = in.count() > 1;
                    Texts.trim(
                            left,
                            right,
                            in.bytes(0),
                            in.at(0, row),
                            chosen ? in.bytes(1) : null,
                            chosen ? in.at(1, row) : 0,
                            out,
                            row);
                })
                .open(call, textLast ? arguments.reversed() : arguments);
    }

    /** Bytes are filled up with bytes, without any given with zeroes; everything else is text. */
    private static Expression padded(String name, boolean left, CallSite call, ResolutionContext context) {
        List<Expression> arguments = new ArrayList<>(call.arguments());
        boolean bytes = arguments.getFirst().type() instanceof BinaryType
                && (arguments.size() < 3 || arguments.get(2).type() instanceof BinaryType);
        if (arguments.size() < 3) {
            arguments.add(
                    bytes
                            ? new Expression.Constant(new byte[1], DataTypes.BinaryType)
                            : new Expression.Constant(" ", DataTypes.StringType));
        }
        TypeFamily family = bytes ? BINARY : STRING;
        ScalarSpec spec = sameAsFirst(name)
                .takes(family, INT, family)
                .kernel(Kernels.writingFor(of -> (in, row, out) -> Texts.pad(of, left, !bytes, in, row, out)));
        return (bytes ? spec.notConstant() : spec).typedCall(call, arguments, context);
    }

    private static ScalarSpec pad(String name, boolean left, String side) {
        return sameAsFirst(name)
                .takes(TEXT_OR_BYTES, INT)
                .optional(TEXT_OR_BYTES)
                .rewrites((call, context) -> padded(name, left, call, context))
                .describe(
                        "The text filled up on the " + side + ", or cut, to a number of characters.",
                        name + "('hi', 5, '??')");
    }

    private static ScalarKernel overlay() {
        return Kernels.writingFor(call -> {
            boolean characters = isText(call, 0);
            BytesVector part = new BytesVector(DataTypes.BinaryType);
            return (in, row, out) -> {
                BytesVector source = in.bytes(0);
                int at = in.at(0, row);
                BytesVector by = in.bytes(1);
                int byAt = in.at(1, row);
                int position = in.intAt(2, row);
                int given = in.count() > 3 ? in.intAt(3, row) : -1;
                int length = given >= 0
                        ? given
                        : characters ? Utf8.count(by.data(), by.start(byAt), by.length(byAt)) : by.length(byAt);
                part.reset(2);
                part.wrap(source.data());
                Texts.substring(source, at, characters, 1, position - 1, part, 0);
                Texts.substring(source, at, characters, position + length, Integer.MAX_VALUE, part, 1);
                out.append(part, 0);
                out.append(by, byAt);
                out.append(part, 1);
            };
        });
    }
}
