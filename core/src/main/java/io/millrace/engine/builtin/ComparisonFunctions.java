package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.DecimalRules;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.BooleanType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.IntegralType;
import io.millrace.types.NumericType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Comparisons of values of any type that has an order, {@code between} and {@code in}. */
public final class ComparisonFunctions implements FunctionModule {
    private static final Set<String> BY_ORDER = Set.of("<", "<=", ">", ">=");
    /** What Spark computes once and uses several times; messages show no more of it than this. */
    private static final ScalarSpec COMMON = scalar("commonexpressionref").standsForFirst();

    @Override
    public List<String> names() {
        return List.of("=", "==", "<=>", "equal_null", "!=", "<>", "<", "<=", ">", ">=", "between", "in");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "=", "==" ->
                comparison("=", "==").nullIntolerant().kernel(ComparisonKernels.of(Comparison.EQUAL, false));
            case "!=", "<>" ->
                comparison("!=", "<>")
                        .nullIntolerant()
                        .text(a -> "(NOT (" + a.get(0) + " = " + a.get(1) + "))")
                        .shown((arguments, texts) -> Optional.of(
                                "(" + texts.apply(arguments.get(0)) + " = " + texts.apply(arguments.get(1)) + ")"))
                        .kernel(ComparisonKernels.of(Comparison.NOT_EQUAL, false));
            case "<" -> comparison("<").nullIntolerant().kernel(ComparisonKernels.of(Comparison.LESS, false));
            case "<=" ->
                comparison("<=").nullIntolerant().kernel(ComparisonKernels.of(Comparison.LESS_OR_EQUAL, false));
            case ">" -> comparison(">").nullIntolerant().kernel(ComparisonKernels.of(Comparison.LESS, true));
            case ">=" -> comparison(">=").nullIntolerant().kernel(ComparisonKernels.of(Comparison.LESS_OR_EQUAL, true));
            case "<=>" -> comparison("<=>").neverNull().kernel(ComparisonKernels.nullSafe());
            case "equal_null" ->
                comparison("equal_null")
                        .replaced()
                        .text(a -> "equal_null(" + a.get(0) + ", " + a.get(1) + ")")
                        .shown((arguments, texts) -> Optional.of(
                                "(" + texts.apply(arguments.get(0)) + " <=> " + texts.apply(arguments.get(1)) + ")"))
                        .neverNull()
                        .kernel(ComparisonKernels.nullSafe());
            case "between" -> between();
            case "in" -> in();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec comparison(String name, String... aliases) {
        return scalar(name, aliases)
                .takes(ANY, ANY)
                .infix(name)
                .rewrites((call, context) -> asTruth(name, call, context))
                .coerces((arguments, context) -> sides(name, wholeBounds(name, arguments), context))
                .checks((errors, arguments, context) -> check(errors, arguments, name))
                .gives(DataTypes.BooleanType)
                .describe("Compares two values; NaN is equal to NaN and greater than any number.", "1 " + name + " 2");
    }

    /** Without ANSI a truth that a literal 1 or 0 is compared with is that truth, or its opposite; null for other calls. */
    private static Expression asTruth(String name, CallSite call, ResolutionContext context) {
        boolean left = call.arguments().get(0).type() instanceof BooleanType;
        Expression truth = call.arguments().get(left ? 0 : 1);
        boolean compared = Set.of("=", "!=", "<=>").contains(name) && truth.type() instanceof BooleanType;
        if (context.ansi()
                || !compared
                || !(call.arguments().get(left ? 1 : 0) instanceof Expression.Constant literal)) {
            return null;
        }
        if (!(literal.value() instanceof Number number) || !(literal.type() instanceof NumericType)) {
            return null;
        }
        double value = number.doubleValue();
        if (value != 0 && value != 1) {
            return null;
        }
        Expression same = value == 1 ? truth : logic("not", call, List.of(truth), context);
        return switch (name) {
            case "!=" -> logic("not", call, List.of(same), context);
            case "<=>" -> logic("and", call, List.of(logic("isnotnull", call, List.of(truth), context), same), context);
            default -> same;
        };
    }

    private static Expression logic(String name, CallSite call, List<Expression> arguments, ResolutionContext context) {
        return new LogicFunctions().define(name).typedCall(call, arguments, context);
    }

    /** The sides of a comparison as one type. Without ANSI a truth may equal a number, but is not less or more. */
    private static List<Expression> sides(String name, List<Expression> arguments, ResolutionContext context) {
        DataType left = arguments.get(0).type();
        DataType right = arguments.get(1).type();
        if (TypeCoercion.sameType(left, right)) {
            return arguments;
        }
        boolean decimal = left instanceof DecimalType && right instanceof IntegralType
                || left instanceof IntegralType && right instanceof DecimalType;
        List<Expression> sides =
                decimal ? OperatorCoercion.besideDecimal(arguments.get(0), arguments.get(1), context) : arguments;
        return CommonTypes.convert(sides, 0, 1, commonType(name, arguments, left, right, context), context);
    }

    /** A decimal constant beside a whole number is rounded so that the comparison can be done in whole numbers. */
    private static List<Expression> wholeBounds(String name, List<Expression> arguments) {
        Expression left = arguments.get(0);
        Expression right = arguments.get(1);
        RoundingMode onRight = switch (name) {
            case ">", "<=" -> RoundingMode.FLOOR;
            case ">=", "<" -> RoundingMode.CEILING;
            default -> null;
        };
        if (onRight == null) {
            return arguments;
        }
        RoundingMode onLeft = onRight == RoundingMode.FLOOR ? RoundingMode.CEILING : RoundingMode.FLOOR;
        if (left.type() instanceof IntegralType) {
            return List.of(left, wholeBound(right, onRight));
        }
        return right.type() instanceof IntegralType ? List.of(wholeBound(left, onLeft), right) : arguments;
    }

    private static Expression wholeBound(Expression bound, RoundingMode rounding) {
        boolean decimal = bound instanceof Expression.Constant constant && constant.value() instanceof BigDecimal;
        if (!decimal) {
            return bound;
        }
        BigDecimal rounded = ((BigDecimal) ((Expression.Constant) bound).value()).setScale(0, rounding);
        return rounded.toBigInteger().bitLength() < Long.SIZE
                ? new Expression.Constant(rounded.longValueExact(), DataTypes.LongType)
                : bound;
    }

    private static Optional<DataType> commonType(
            String name, List<Expression> arguments, DataType left, DataType right, ResolutionContext context) {
        Optional<DataType> promoted =
                context.ansi() ? TypeCoercion.stringPromotion(left, right) : TypeCoercion.legacyComparison(left, right);
        if (promoted.isPresent()) {
            return promoted;
        }
        if (left instanceof DecimalType || right instanceof DecimalType) {
            List<Expression> decimals = OperatorCoercion.besideDecimal(arguments.get(0), arguments.get(1), context);
            if (decimals.get(0).type() instanceof DecimalType l
                    && decimals.get(1).type() instanceof DecimalType r) {
                return Optional.of(DecimalRules.common(l, r));
            }
            if (left instanceof NumericType && right instanceof NumericType) {
                return Optional.of(decimals.get(0).type());
            }
        }
        boolean booleanAndNumber = (left instanceof BooleanType && right instanceof NumericType)
                || (right instanceof BooleanType && left instanceof NumericType);
        if (!context.ansi() && booleanAndNumber && !BY_ORDER.contains(name)) {
            return Optional.of(left instanceof NumericType ? left : right);
        }
        return TypeCoercion.tightest(left, right, context.ansi());
    }

    private static void check(CallErrors errors, List<Expression> arguments, String name) {
        DataType left = arguments.get(0).type();
        DataType right = arguments.get(1).type();
        if (!TypeCoercion.sameType(left, right)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__BINARY_OP_DIFF_TYPES,
                    "left",
                    CallErrors.quoted(left),
                    "right",
                    CallErrors.quoted(right));
        }
        ValueOrder.require(errors, name.equals("!=") ? "=" : name, left);
    }

    private ScalarSpec between() {
        ScalarSpec shown = scalar("between").standsForFirst().replaced();
        return scalar("between")
                .takes(ANY, ANY, ANY)
                .rewrites((call, context) -> {
                    Expression value = call.arguments().get(0);
                    Expression common = common(call, value, context);
                    Expression lower = call.arguments().get(1);
                    Expression upper = call.arguments().get(2);
                    Expression above = define(">=").typedCall(call, List.of(common, lower), context);
                    Expression below = define("<=").typedCall(call, List.of(common, upper), context);
                    Expression both = logic("and", call, List.of(above, below), context);
                    return shown.typed(call, List.of(both, value, lower, upper), DataTypes.BooleanType, context);
                })
                .gives(DataTypes.BooleanType)
                .describe("Whether a value lies between two others, both included.", "2 between 1 and 3");
    }

    /** A value that is to be used several times. */
    static Expression common(CallSite call, Expression value, ResolutionContext context) {
        return COMMON.typed(call, List.of(value), value.type(), context);
    }

    private static ScalarSpec in() {
        return scalar("in")
                .takes(ANY, ANY)
                .repeated(ANY)
                .sameType(0)
                .text(a -> "(" + a.getFirst() + " IN (" + String.join(", ", a.subList(1, a.size())) + "))")
                .checks((errors, arguments, context) -> checkIn(errors, arguments))
                .gives(DataTypes.BooleanType)
                .kernel(InKernel::open)
                .describe("Whether a value is one of some others.", "1 in (1, 2)");
    }

    private static void checkIn(CallErrors errors, List<Expression> arguments) {
        if (!TypeCoercion.allSame(arguments.stream().map(Expression::type).toList())) {
            throw errors.differentTypesInBrackets(arguments);
        }
        ValueOrder.require(errors, "in", arguments.getFirst().type());
    }
}
