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
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArrayIndexOutOfBoundsException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.BinaryType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Functions of text. Where Spark counts characters these count code points. */
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
                "concat_ws",
                "substring",
                "substr",
                "left",
                "right",
                "substring_index",
                "trim",
                "ltrim",
                "rtrim",
                "btrim",
                "lpad",
                "rpad",
                "replace",
                "repeat",
                "split_part",
                "instr",
                "locate",
                "position",
                "charindex",
                "ascii",
                "chr",
                "char",
                "translate",
                "startswith",
                "endswith",
                "contains",
                "overlay",
                "space",
                "elt",
                "find_in_set",
                "levenshtein",
                "soundex",
                "format_string",
                "printf");
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
            case "concat_ws" -> concatWithSeparator();
            case "substring", "substr" ->
                sameAsFirst("substring", "substr")
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
                        .takes(TEXT_OR_BYTES, INT)
                        .kernel(left())
                        .describe("The first characters.", "left('Spark SQL', 3)");
            case "right" ->
                sameAsFirst("right")
                        .takes(TEXT_OR_BYTES, INT)
                        .mayBeNull()
                        .kernel(right())
                        .describe("The last characters.", "right('Spark SQL', 3)");
            case "substring_index" ->
                text("substring_index")
                        .takes(STRING, STRING, INT)
                        .kernel(Kernels.slicing((in, row, out) -> Texts.substringIndex(
                                in.bytes(0), in.at(0, row), in.bytes(1), in.at(1, row), in.intAt(2, row), out, row)))
                        .describe(
                                "What stands before so many delimiters, or behind so many from the end.",
                                "substring_index('www.apache.org', '.', 2)");
            case "trim" -> trim("trim", "BOTH", true, true);
            case "ltrim" -> trim("ltrim", "LEADING", true, false);
            case "rtrim" -> trim("rtrim", "TRAILING", false, true);
            case "btrim" ->
                text("btrim")
                        .takes(STRING)
                        .optional(STRING)
                        .kernel(trimming(true, true, false))
                        .describe(
                                "The text without spaces, or the given characters, at both ends.",
                                "btrim('SSparkSQLS', 'SL')");
            case "lpad" -> pad("lpad", true, "left");
            case "rpad" -> pad("rpad", false, "right");
            case "replace" ->
                text("replace")
                        .takes(STRING, STRING)
                        .optional(STRING)
                        .text(arguments -> "replace(" + String.join(", ", arguments)
                                + (arguments.size() == 2 ? ", )" : ")"))
                        .kernel(replace())
                        .describe(
                                "The text with each occurrence of a part replaced or dropped.",
                                "replace('ABCabc', 'abc', 'DEF')");
            case "repeat" ->
                text("repeat")
                        .takes(STRING, INT)
                        .kernel(Kernels.writing(StringFunctions::repeat))
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
            case "overlay" ->
                sameAsFirst("overlay")
                        .takes(TEXT_OR_BYTES, TEXT_OR_BYTES, INT)
                        .optional(INT)
                        .text(arguments ->
                                "overlay(" + String.join(", ", arguments) + (arguments.size() == 3 ? ", -1)" : ")"))
                        .kernel(overlay())
                        .describe(
                                "The text with a part, by position and length, replaced.",
                                "overlay('Spark SQL' PLACING '_' FROM 6)");
            case "chr", "char" ->
                text("char", "chr")
                        .takes(LONG)
                        .kernel(Kernels.writing(StringFunctions::chr))
                        .describe("The character of a code, modulo 256.", "char(65)");
            case "soundex" ->
                text("soundex")
                        .takes(STRING)
                        .kernel(Kernels.bytes(Texts::soundex))
                        .describe("The Soundex code of a word.", "soundex('Miller')");
            case "split_part" ->
                text("split_part")
                        .takes(STRING, STRING, INT)
                        .mayBeNull()
                        .kernel(splitPart())
                        .describe(
                                "The part of a number, counted from 1 or back from the end, between delimiters.",
                                "split_part('11.12.13', '.', 3)");
            case "elt" -> elt();
            case "format_string", "printf" -> format();
            default -> search(name);
        };
    }

    private static FunctionSpec<?> search(String name) {
        return switch (name) {
            case "instr" ->
                scalar("instr")
                        .takes(STRING, STRING)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict((in, row, out) ->
                                out.set(row, Texts.locate(in.bytes(0), in.at(0, row), in.bytes(1), in.at(1, row), 1))))
                        .describe("The position of a part, from 1; 0 if there is none.", "instr('SparkSQL', 'SQL')");
            case "locate", "position", "charindex" ->
                scalar("locate", "position", "charindex")
                        .takes(STRING, STRING)
                        .optional(INT)
                        .gives(DataTypes.IntegerType)
                        .kernel(locate())
                        .text(arguments ->
                                "locate(" + String.join(", ", arguments) + (arguments.size() == 2 ? ", 1)" : ")"))
                        .describe(
                                "The position, from 1, of a part at or after a position; 0 if there is none.",
                                "locate('bar', 'foobarbar', 5)");
            case "ascii" ->
                scalar("ascii")
                        .takes(STRING)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.bytesToInt(
                                (data, start, length) -> length == 0 ? 0 : Utf8.codePoint(data, start, start + length)))
                        .describe("The code of the first character.", "ascii('222')");
            case "startswith" ->
                predicate("startswith", (l, ls, ll, r, rs, rl) -> rl <= ll && Utf8.same(l, ls, r, rs, rl))
                        .describe("Whether a text begins with another.", "startswith('Spark SQL', 'Spark')");
            case "endswith" ->
                predicate("endswith", (l, ls, ll, r, rs, rl) -> rl <= ll && Utf8.same(l, ls + ll - rl, r, rs, rl))
                        .describe("Whether a text ends with another.", "endswith('Spark SQL', 'SQL')");
            case "contains" ->
                predicate("contains", (l, ls, ll, r, rs, rl) -> Utf8.find(l, ls, ls + ll, r, rs, rl) >= 0)
                        .describe("Whether a text contains another.", "contains('Spark SQL', 'Spark')");
            case "find_in_set" ->
                scalar("find_in_set")
                        .takes(STRING, STRING)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict((in, row, out) ->
                                out.set(row, Texts.findInSet(in.bytes(0), in.at(0, row), in.bytes(1), in.at(1, row)))))
                        .describe(
                                "The place of a word in a list with commas between, from 1; 0 if there is none.",
                                "find_in_set('ab', 'abc,b,ab,c,def')");
            case "levenshtein" ->
                scalar("levenshtein")
                        .takes(STRING, STRING)
                        .optional(INT)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict((in, row, out) -> out.set(
                                row,
                                Texts.levenshtein(
                                        in.stringAt(0, row),
                                        in.stringAt(1, row),
                                        in.count() > 2 ? in.intAt(2, row) : -1))))
                        .describe(
                                "How many edits lead from one text to another; -1 beyond a limit.",
                                "levenshtein('kitten', 'sitting')");
            default -> throw FunctionModule.unknown(name);
        };
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
                .text(arguments -> arguments.size() == 1
                        ? name + "(" + arguments.getFirst() + ")"
                        : "TRIM(" + side + " " + arguments.get(0) + " FROM " + arguments.get(1) + ")")
                .kernel(trimming(left, right, true))
                .describe(
                        "The text without spaces, or the given characters, at "
                                + (left && right ? "both ends." : left ? "its beginning." : "its end."),
                        name + "('    SparkSQL   ')");
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

    private static ScalarSpec pad(String name, boolean left, String side) {
        return sameAsFirst(name)
                .takes(TEXT_OR_BYTES, INT)
                .optional(TEXT_OR_BYTES)
                .text(arguments -> name + "(" + String.join(", ", arguments) + (arguments.size() == 2 ? ",  )" : ")"))
                .kernel(Kernels.writingFor(call -> {
                    boolean characters = isText(call, 0);
                    BytesVector blank = new BytesVector(DataTypes.StringType);
                    blank.reset(1);
                    blank.set(0, new byte[] {(byte) (characters ? ' ' : 0)});
                    return (in, row, out) -> {
                        BytesVector source = in.bytes(0);
                        int at = in.at(0, row);
                        boolean given = in.count() > 2;
                        Texts.pad(
                                left,
                                characters,
                                source.data(),
                                source.start(at),
                                source.length(at),
                                in.intAt(1, row),
                                given ? in.bytes(2) : blank,
                                given ? in.at(2, row) : 0,
                                out);
                    };
                }))
                .describe(
                        "The text filled up on the " + side + ", or cut, to a number of characters.",
                        name + "('hi', 5, '??')");
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

    private static void chr(Arguments in, int row, BytesWriter out) {
        long code = in.longAt(0, row);
        if (code >= 0) {
            out.appendCodePoint((int) (code & 0xFF));
        }
    }

    private static ScalarSpec predicate(String name, Kernels.BytesPredicate test) {
        return scalar(name)
                .takes(TEXT_OR_BYTES, TEXT_OR_BYTES)
                .gives(DataTypes.BooleanType)
                .kernel(Kernels.bytesPredicate(test));
    }

    /** A null position counts as 0, which is nowhere. */
    private static ScalarKernel locate() {
        return Kernels.<IntVector>lenient((in, row, out) -> {
            if (in.count() > 2 && in.isNull(2, row)) {
                out.set(row, 0);
            } else if (in.isNull(0, row) || in.isNull(1, row)) {
                out.setNull(row);
            } else {
                int from = in.count() > 2 ? in.intAt(2, row) : 1;
                out.set(row, Texts.locate(in.bytes(1), in.at(1, row), in.bytes(0), in.at(0, row), from));
            }
        });
    }

    private static ScalarKernel splitPart() {
        return Kernels.<BytesVector>strictFor(call -> (in, row, out) -> {
            int number = in.intAt(2, row);
            if (number == 0) {
                throw new MillraceException(call.settings().error(ErrorCondition.INVALID_INDEX_OF_ZERO));
            }
            String text = in.stringAt(0, row);
            List<String> parts = split(text, in.stringAt(1, row));
            int index = number > 0 ? number - 1 : parts.size() + number;
            out.set(row, index >= 0 && index < parts.size() ? parts.get(index) : "");
        });
    }

    private static List<String> split(String text, String delimiter) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int found = delimiter.isEmpty() ? -1 : text.indexOf(delimiter);
        while (found >= 0) {
            parts.add(text.substring(start, found));
            start = found + delimiter.length();
            found = text.indexOf(delimiter, start);
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static ScalarSpec elt() {
        return scalar("elt")
                .takes(INT, TEXT_OR_BYTES)
                .repeated(TEXT_OR_BYTES)
                .sameType(1)
                .gives((arguments, context) -> arguments.get(1).type())
                .mayBeNull()
                .kernel(Kernels.<BytesVector>lenientFor(call -> (in, row, out) -> {
                    if (in.isNull(0, row)) {
                        out.setNull(row);
                        return;
                    }
                    int index = in.intAt(0, row);
                    boolean inside = index >= 1 && index < in.count();
                    if (!inside && call.ansi()) {
                        throw new MillraceArrayIndexOutOfBoundsException(call.settings()
                                .error(
                                        ErrorCondition.INVALID_ARRAY_INDEX,
                                        "indexValue",
                                        String.valueOf(index),
                                        "arraySize",
                                        String.valueOf(in.count() - 1)));
                    }
                    if (!inside || in.isNull(index, row)) {
                        out.setNull(row);
                    } else {
                        out.copyFrom(in.plain(index), in.at(index, row), row);
                    }
                }))
                .describe("The argument of a number, counted from 1.", "elt(1, 'scala', 'java')");
    }

    private static ScalarSpec format() {
        return text("format_string", "printf")
                .takes(STRING)
                .repeated(ANY)
                .nullable(arguments -> arguments.getFirst().nullable())
                .kernel(Kernels.<BytesVector>lenientFor(call -> (in, row, out) -> {
                    if (in.isNull(0, row)) {
                        out.setNull(row);
                        return;
                    }
                    Object[] values = new Object[in.count() - 1];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = in.valueAt(i + 1, row);
                    }
                    out.set(row, String.format(Locale.US, in.stringAt(0, row), values));
                }))
                .describe("A text made as printf makes it.", "format_string('Hello World %d %s', 100, 'days')");
    }
}
