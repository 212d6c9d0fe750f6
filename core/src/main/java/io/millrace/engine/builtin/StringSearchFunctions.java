package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.types.BinaryType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;

/** Parts of text: whether, where and how often they are there. Positions are in code points. */
public final class StringSearchFunctions implements FunctionModule {
    private static final TypeFamily TEXT_OR_BYTES = oneOf(STRING, BINARY);

    @Override
    public List<String> names() {
        return List.of(
                "instr",
                "locate",
                "position",
                "ascii",
                "startswith",
                "endswith",
                "contains",
                "find_in_set",
                "levenshtein",
                "soundex",
                "substring_index",
                "split_part",
                "luhn_check");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "instr" ->
                scalar("instr")
                        .takes(STRING, STRING)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict((in, row, out) ->
                                out.set(row, Texts.locate(in.bytes(0), in.at(0, row), in.bytes(1), in.at(1, row), 1))))
                        .describe("The position of a part, from 1; 0 if there is none.", "instr('SparkSQL', 'SQL')");
            case "locate", "position" ->
                scalar("locate", "position")
                        .takes(STRING, STRING)
                        .optional(INT)
                        .gives(DataTypes.IntegerType)
                        .nullable(arguments ->
                                arguments.get(0).nullable() || arguments.get(1).nullable())
                        .kernel(locate())
                        .text(arguments ->
                                name + "(" + String.join(", ", arguments) + (arguments.size() == 2 ? ", 1)" : ")"))
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
                        .kernel(Kernels.<IntVector>strict((in, row, out) -> {
                            boolean limited = in.count() > 2;
                            int limit = limited ? in.intAt(2, row) : -1;
                            boolean beyond = limited && limit < 0;
                            out.set(
                                    row,
                                    beyond ? -1 : Texts.levenshtein(in.stringAt(0, row), in.stringAt(1, row), limit));
                        }))
                        .describe(
                                "How many edits lead from one text to another; -1 beyond a limit.",
                                "levenshtein('kitten', 'sitting')");
            case "soundex" ->
                scalar("soundex")
                        .gives(DataTypes.StringType)
                        .takes(STRING.asWritten())
                        .kernel(Kernels.bytes(Texts::soundex))
                        .describe("The Soundex code of a word.", "soundex('Miller')");
            case "substring_index" ->
                scalar("substring_index")
                        .gives(DataTypes.StringType)
                        .takes(STRING, STRING, INT)
                        .kernel(Kernels.slicing((in, row, out) -> Texts.substringIndex(
                                in.bytes(0), in.at(0, row), in.bytes(1), in.at(1, row), in.intAt(2, row), out, row)))
                        .describe(
                                "What stands before so many delimiters, or behind so many from the end.",
                                "substring_index('www.apache.org', '.', 2)");
            case "split_part" ->
                scalar("split_part")
                        .replaced()
                        .gives(DataTypes.StringType)
                        .takes(STRING, STRING, INT)
                        .mayBeNull()
                        .kernel(splitPart())
                        .describe(
                                "The part of a number, counted from 1 or back from the end, between delimiters.",
                                "split_part('11.12.13', '.', 3)");
            case "luhn_check" ->
                scalar("luhn_check")
                        .replaced()
                        .takes(STRING)
                        .gives(DataTypes.BooleanType)
                        .mayBeNull()
                        .kernel(Kernels.<BooleanVector>strict((in, row, out) -> {
                            BytesVector digits = in.bytes(0);
                            int at = in.at(0, row);
                            out.set(row, hasLuhnDigit(digits.data(), digits.start(at), digits.length(at)));
                        }))
                        .describe(
                                "Whether the last digit of a number is its check digit.", "luhn_check('79927398713')");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static boolean hasLuhnDigit(byte[] data, int start, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = data[start + length - 1 - i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return length > 0 && sum % 10 == 0;
    }

    private static ScalarSpec predicate(String name, Kernels.BytesPredicate test) {
        ScalarSpec texts =
                scalar(name).takes(STRING, STRING).gives(DataTypes.BooleanType).kernel(Kernels.bytesPredicate(test));
        return scalar(name)
                .takes(TEXT_OR_BYTES, TEXT_OR_BYTES)
                .rewrites((call, context) -> isOfBytes(call) ? null : texts.typedCall(call, call.arguments(), context))
                .gives(DataTypes.BooleanType)
                .mayBeNull()
                .notConstant()
                .kernel(Kernels.bytesPredicate(test));
    }

    private static boolean isOfBytes(CallSite call) {
        return call.arguments().stream().allMatch(argument -> argument.type() instanceof BinaryType);
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
}
