package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.types.DataTypes;
import io.millrace.types.StringType;
import java.util.List;
import java.util.Optional;

/** LIKE and ILIKE, with one pattern or several. */
public final class LikeFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "like",
                "ilike",
                "likeall",
                "notlikeall",
                "likeany",
                "notlikeany",
                "ilikeall",
                "notilikeall",
                "ilikeany",
                "notilikeany");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "like" ->
                like(name, false)
                        .text(LikeFunctions::likeText)
                        .describe(
                                "Whether a text fits a pattern, where % is any text and _ any character.",
                                "'Spark' LIKE '_park'");
            case "ilike" ->
                like(name, true)
                        .replaced()
                        .text(arguments -> "ilike(" + arguments.get(0) + ", " + arguments.get(1) + ")")
                        .describe("Like LIKE, without regard to case.", "'Spark' ILIKE '_PARK'");
            case "likeall" -> quantified(name, false, false, true);
            case "notlikeall" -> quantified(name, false, true, true);
            case "likeany" -> quantified(name, false, false, false);
            case "notlikeany" -> quantified(name, false, true, false);
            case "ilikeall" -> quantified(name, true, false, true);
            case "notilikeall" -> quantified(name, true, true, true);
            case "ilikeany" -> quantified(name, true, false, false);
            case "notilikeany" -> quantified(name, true, true, false);
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static String likeText(List<String> arguments) {
        String text = arguments.get(0) + " LIKE " + arguments.get(1);
        return arguments.size() < 3 ? text : text + " ESCAPE '" + arguments.get(2) + "'";
    }

    private static ScalarSpec like(String name, boolean ignoreCase) {
        return scalar(name)
                .takes(STRING, STRING)
                .optional(STRING)
                .constant(2, "escape")
                .requires(LikeFunctions::checkEscape)
                .gives(DataTypes.BooleanType)
                .kernel(Kernels.<BooleanVector>strictFor(call -> {
                    LikeMatcher matcher = new LikeMatcher(call, escape(call), ignoreCase);
                    return (in, row, out) ->
                            out.set(row, matcher.matches(in.bytes(0), in.at(0, row), in.bytes(1), in.at(1, row)));
                }));
    }

    private static void checkEscape(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (arguments.size() > 2) {
            boolean constant = Constants.isFoldable(arguments.get(2));
            Object escape = constant ? Constants.fold(arguments.get(2)).value() : null;
            if (!(escape instanceof String text) || text.codePointCount(0, text.length()) != 1) {
                throw errors.error(ErrorCondition.INVALID_ESCAPE_CHAR, "sqlExpr", errors.shown(arguments.get(2)));
            }
        }
    }

    private static int escape(KernelCall call) {
        return call.argumentCount() < 3
                ? '\\'
                : ((String) call.constant(2).orElseThrow().value()).codePointAt(0);
    }

    private static ScalarSpec quantified(String name, boolean ignoreCase, boolean negated, boolean all) {
        return scalar(name)
                .operator()
                .nullIntolerant()
                .takes(STRING)
                .repeated(STRING)
                .gives(DataTypes.BooleanType)
                .mayBeNull()
                .rewrites((call, context) ->
                        areWritten(call.arguments()) ? null : chain(call, ignoreCase, negated, all, context))
                .text(arguments -> ignoreCase
                        ? name.replace("ilike", "like") + "(lower(" + arguments.getFirst() + "))"
                        : name + "(" + arguments.getFirst() + ")")
                .shown((arguments, texts) -> Optional.of(
                        ignoreCase
                                ? "lower(" + texts.apply(arguments.getFirst()) + ")"
                                : name + "(" + texts.apply(arguments.getFirst()) + ")"))
                .kernel(Kernels.<BooleanVector>lenientFor(call -> {
                    LikeMatcher[] matchers = new LikeMatcher[call.argumentCount()];
                    for (int i = 1; i < matchers.length; i++) {
                        matchers[i] = new LikeMatcher(call, '\\', ignoreCase);
                    }
                    return (in, row, out) -> quantified(matchers, negated, all, in, row, out);
                }))
                .describe(
                        "Whether a text " + (negated ? "does not fit " : "fits ") + (all ? "all" : "any")
                                + " of some LIKE patterns" + (ignoreCase ? ", without regard to case." : "."),
                        "col " + (negated ? "NOT " : "") + (ignoreCase ? "ILIKE " : "LIKE ") + (all ? "ALL" : "ANY")
                                + " ('a%', '%b')");
    }

    /** Whether all patterns are texts that stand in the query. */
    private static boolean areWritten(List<Expression> arguments) {
        return arguments.stream().skip(1).allMatch(LikeFunctions::isWritten);
    }

    private static boolean isWritten(Expression pattern) {
        return pattern.type() instanceof StringType
                && switch (pattern) {
                    case Expression.Constant ignored -> true;
                    case Expression.Conversion conversion -> conversion.child() instanceof Expression.Constant;
                    case Expression ignored -> false;
                };
    }

    /** Other patterns are looked at one by one. */
    private static Expression chain(
            CallSite call, boolean ignoreCase, boolean negated, boolean all, ResolutionContext context) {
        LogicFunctions logic = new LogicFunctions();
        ScalarSpec like = ignoreCase ? like("ilike", true) : like("like", false).text(LikeFunctions::likeText);
        Expression value = call.arguments().getFirst();
        Expression chain = null;
        for (Expression pattern : call.arguments().subList(1, call.arguments().size())) {
            Expression fits = like.typedCall(call, List.of(value, pattern), context);
            Expression link = negated ? logic.define("not").typedCall(call, List.of(fits), context) : fits;
            chain = chain == null
                    ? link
                    : logic.define(all ? "and" : "or").typedCall(call, List.of(chain, link), context);
        }
        return chain;
    }

    private static void quantified(
            LikeMatcher[] matchers, boolean negated, boolean all, Arguments in, int row, BooleanVector out) {
        if (in.isConstant(0) && in.isNull(0, row)) {
            out.setNull(row);
            return;
        }
        for (int i = 1; i < matchers.length; i++) {
            // All must be patterns, also those that are not needed.
            if (!matchers[i].isReady() && !in.isNull(i, row)) {
                matchers[i].prepare(in.bytes(i), in.at(i, row));
            }
        }
        if (in.isNull(0, row)) {
            out.setNull(row);
            return;
        }
        boolean hasNull = false;
        for (int i = 1; i < matchers.length; i++) {
            if (in.isNull(i, row)) {
                hasNull = true;
                continue;
            }
            boolean fits = matchers[i].matches(in.bytes(0), in.at(0, row), in.bytes(i), in.at(i, row)) != negated;
            if (fits != all) {
                out.set(row, !all);
                return;
            }
        }
        if (hasNull) {
            out.setNull(row);
        } else {
            out.set(row, all);
        }
    }
}
