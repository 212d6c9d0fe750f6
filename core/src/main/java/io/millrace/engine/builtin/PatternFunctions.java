package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions. */
public final class PatternFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "rlike",
                "regexp",
                "regexp_like",
                "regexp_replace",
                "regexp_extract",
                "regexp_extract_all",
                "regexp_count",
                "regexp_substr",
                "regexp_instr",
                "split");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "rlike", "regexp", "regexp_like" ->
                scalar("rlike", "regexp", "regexp_like")
                        .takes(STRING, STRING)
                        .gives(DataTypes.BooleanType)
                        .text(arguments ->
                                name.toUpperCase(java.util.Locale.ROOT) + "(" + String.join(", ", arguments) + ")")
                        .calledByName()
                        .kernel(matching((matcher, in, row, out) -> ((BooleanVector) out).set(row, matcher.find())))
                        .describe("Whether a regular expression matches somewhere.", "rlike('ab12', '[0-9]+')");
            case "regexp_replace" -> replace();
            case "regexp_extract" ->
                withGroup("regexp_extract")
                        .gives(DataTypes.StringType)
                        .kernel(Kernels.<BytesVector>strictFor(PatternFunctions::extract))
                        .describe(
                                "A group of the first match, or empty text.",
                                "regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 1)");
            case "regexp_extract_all" ->
                withGroup("regexp_extract_all")
                        .gives(DataTypes.createArrayType(DataTypes.StringType))
                        .kernel(Kernels.<ListVector>strictFor(PatternFunctions::extractAll))
                        .describe("A group of each match.", "regexp_extract_all('100-200', '(\\\\d+)', 1)");
            case "regexp_count" ->
                scalar("regexp_count")
                        .replaced()
                        .takes(STRING, STRING)
                        .gives(DataTypes.IntegerType)
                        .kernel(matching((matcher, in, row, out) -> ((IntVector) out)
                                .set(row, (int) matcher.results().count())))
                        .describe("How often a regular expression matches.", "regexp_count('a1b2', '[0-9]')");
            case "regexp_substr" ->
                scalar("regexp_substr")
                        .replaced()
                        .takes(STRING, STRING)
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .kernel(matching((matcher, in, row, out) -> {
                            if (matcher.find() && !matcher.group().isEmpty()) {
                                ((BytesVector) out).set(row, matcher.group());
                            } else {
                                out.setNull(row);
                            }
                        }))
                        .describe("The first match, or NULL.", "regexp_substr('a12b', '[0-9]+')");
            case "regexp_instr" ->
                scalar("regexp_instr")
                        .takes(STRING, STRING)
                        .optional(INT)
                        .gives(DataTypes.IntegerType)
                        .text(arguments ->
                                "regexp_instr(" + String.join(", ", arguments) + (arguments.size() == 2 ? ", 0)" : ")"))
                        .kernel(matching((matcher, in, row, out) ->
                                ((IntVector) out).set(row, matcher.find() ? matcher.start() + 1 : 0)))
                        .describe(
                                "The position of the first match, from 1; 0 if there is none.",
                                "regexp_instr('a12b', '[0-9]+')");
            case "split" -> split();
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Keeps the compiled expression until it changes. */
    static final class RegexCache {
        private final KernelCall call;
        private String source;
        private Pattern pattern;

        RegexCache(KernelCall call) {
            this.call = call;
        }

        Pattern get(Arguments in, int argument, int row) {
            if (source == null || !in.isConstant(argument)) {
                String text = in.stringAt(argument, row);
                if (!text.equals(source)) {
                    pattern = compile(call, text);
                    source = text;
                }
            }
            return pattern;
        }
    }

    /** A regular expression; refused with the condition of Spark where that has one, and with the same where it has none. */
    static Pattern compile(KernelCall call, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new MillraceException(
                    call.settings()
                            .error(
                                    ErrorCondition.INVALID_PARAMETER_VALUE__PATTERN,
                                    "parameter",
                                    "`regexp`",
                                    "functionName",
                                    "`" + blamed(call.call().function().name()) + "`",
                                    "value",
                                    ExpressionText.quoted(text)),
                    e);
        }
    }

    /** The function that messages name: Spark computes some by others. */
    private static String blamed(String function) {
        return switch (function) {
            case "regexp_count" -> "regexp_extract_all";
            case "regexp_substr" -> "regexp_extract";
            default -> function;
        };
    }

    /** Uses a matcher of the second argument over the first. */
    private interface MatcherUse {
        void apply(Matcher matcher, Arguments in, int row, io.millrace.spi.vector.ValueVector out);
    }

    private static ScalarKernel matching(MatcherUse use) {
        return Kernels.strictFor(call -> {
            RegexCache regex = new RegexCache(call);
            return (in, row, out) -> use.apply(regex.get(in, 1, row).matcher(in.stringAt(0, row)), in, row, out);
        });
    }

    private static void checkPosition(CallErrors errors, List<Expression> arguments) {
        if (arguments.size() > 3
                && Constants.fold(arguments.get(3)).value() instanceof Integer position
                && position < 1) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    "exprName",
                    "position",
                    "valueRange",
                    "(0, 2147483647]",
                    "currentValue",
                    String.valueOf(position));
        }
    }

    private static ScalarSpec replace() {
        return scalar("regexp_replace")
                .takes(STRING, STRING, STRING)
                .optional(INT)
                .constant(3, "position")
                .checks((errors, arguments, context) -> checkPosition(errors, arguments))
                .gives(DataTypes.StringType)
                .text(arguments ->
                        "regexp_replace(" + String.join(", ", arguments) + (arguments.size() == 3 ? ", 1)" : ")"))
                .kernel(Kernels.<BytesVector>strictFor(call -> {
                    RegexCache regex = new RegexCache(call);
                    return (in, row, out) -> {
                        String text = in.stringAt(0, row);
                        Pattern pattern = regex.get(in, 1, row);
                        int position = in.count() > 3 ? in.intAt(3, row) - 1 : 0;
                        if (position < 0 || position != 0 && position >= text.length()) {
                            out.set(row, text);
                            return;
                        }
                        Matcher matcher = pattern.matcher(text);
                        matcher.region(position, text.length());
                        String replacement = in.stringAt(2, row);
                        StringBuilder result = new StringBuilder();
                        try {
                            while (matcher.find()) {
                                matcher.appendReplacement(result, replacement);
                            }
                        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                            throw new MillraceException(
                                    call.settings()
                                            .error(
                                                    ErrorCondition.INVALID_REGEXP_REPLACE,
                                                    "source",
                                                    text,
                                                    "pattern",
                                                    in.stringAt(1, row),
                                                    "replacement",
                                                    replacement,
                                                    "position",
                                                    Integer.toString(position + 1)),
                                    e);
                        }
                        out.set(row, matcher.appendTail(result).toString());
                    };
                }))
                .describe(
                        "The text with each match replaced; $1 stands for the first group.",
                        "regexp_replace('100-200', '(\\\\d+)', 'num')");
    }

    private static ScalarSpec withGroup(String name) {
        return scalar(name)
                .takes(STRING, STRING)
                .optional(INT)
                .text(arguments -> name + "(" + String.join(", ", arguments) + (arguments.size() == 2 ? ", 1)" : ")"));
    }

    private static int group(KernelCall call, Matcher matcher, Arguments in, int row) {
        int group = in.count() > 2 ? in.intAt(2, row) : 1;
        if (group < 0 || group > matcher.groupCount()) {
            throw new MillraceException(call.settings()
                    .error(
                            ErrorCondition.INVALID_PARAMETER_VALUE__REGEX_GROUP_INDEX,
                            "parameter",
                            "`idx`",
                            "functionName",
                            "`" + call.call().function().name() + "`",
                            "groupCount",
                            String.valueOf(matcher.groupCount()),
                            "groupIndex",
                            String.valueOf(group)));
        }
        return group;
    }

    private static Kernels.RowFunction<BytesVector> extract(KernelCall call) {
        RegexCache regex = new RegexCache(call);
        return (in, row, out) -> {
            Matcher matcher = regex.get(in, 1, row).matcher(in.stringAt(0, row));
            if (matcher.find()) {
                String found = matcher.group(group(call, matcher, in, row));
                out.set(row, found == null ? "" : found);
            } else {
                out.set(row, "");
            }
        };
    }

    private static Kernels.RowFunction<ListVector> extractAll(KernelCall call) {
        RegexCache regex = new RegexCache(call);
        return (in, row, out) -> {
            Matcher matcher = regex.get(in, 1, row).matcher(in.stringAt(0, row));
            List<String> found = new ArrayList<>();
            while (matcher.find()) {
                String text = matcher.group(group(call, matcher, in, row));
                found.add(text == null ? "" : text);
            }
            setTexts(found, row, out);
        };
    }

    private static void setTexts(List<String> texts, int row, ListVector out) {
        int at = out.allocate(row, texts.size());
        BytesVector elements = (BytesVector) out.elements();
        for (String text : texts) {
            elements.set(at++, text);
        }
    }

    private static ScalarSpec split() {
        return scalar("split")
                .takes(STRING, STRING)
                .optional(INT)
                .gives(DataTypes.createArrayType(DataTypes.StringType, false))
                .text(arguments -> "split(" + String.join(", ", arguments) + (arguments.size() == 2 ? ", -1)" : ")"))
                .kernel(Kernels.<ListVector>strictFor(call -> {
                    RegexCache regex = new RegexCache(call);
                    return (in, row, out) -> {
                        String text = in.stringAt(0, row);
                        int limit = in.count() > 2 ? in.intAt(2, row) : -1;
                        Pattern pattern = regex.get(in, 1, row);
                        setTexts(
                                pattern.pattern().isEmpty() && !text.isEmpty()
                                        ? characters(text, limit)
                                        : List.of(pattern.split(text, limit == 0 ? -1 : limit)),
                                row,
                                out);
                    };
                }))
                .describe("The parts between matches of a regular expression.", "split('oneAtwoBthree', '[AB]')");
    }

    /** Single characters; where {@code limit} is positive the last of so many parts is all the rest. */
    private static List<String> characters(String text, int limit) {
        List<String> characters =
                text.codePoints().mapToObj(Character::toString).toList();
        if (limit <= 0 || limit >= characters.size()) {
            return characters;
        }
        List<String> parts = new ArrayList<>(characters.subList(0, limit - 1));
        parts.add(String.join("", characters.subList(limit - 1, characters.size())));
        return parts;
    }
}
