package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.DecimalRules;
import io.millrace.engine.expression.DivisorFirst;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Operators of arithmetic, their {@code try_} forms, and the functions of sign. */
public final class ArithmeticFunctions implements FunctionModule {
    private static final String PRECISION_LOSS = "spark.sql.decimalOperations.allowPrecisionLoss";
    private static final TypeFamily NUMERIC_OR_ANSI_INTERVAL =
            TypeFamily.oneOf(TypeFamily.NUMERIC, TypeFamily.DAY_TIME_INTERVAL, TypeFamily.YEAR_MONTH_INTERVAL);
    static final TypeFamily NUMERIC_OR_INTERVAL = TypeFamily.oneOf(
            TypeFamily.NUMERIC,
            TypeFamily.DAY_TIME_INTERVAL,
            TypeFamily.YEAR_MONTH_INTERVAL,
            TypeFamily.CALENDAR_INTERVAL);
    private static final TypeFamily DOUBLE_OR_DECIMAL = TypeFamily.oneOf(TypeFamily.DOUBLE, TypeFamily.DECIMAL);
    private static final TypeFamily LONG_OR_DECIMAL = TypeFamily.oneOf(
            TypeFamily.LONG, TypeFamily.DECIMAL, TypeFamily.YEAR_MONTH_INTERVAL, TypeFamily.DAY_TIME_INTERVAL);

    @Override
    public List<String> names() {
        return List.of(
                "+",
                "-",
                "*",
                "/",
                "%",
                "mod",
                "div",
                "pmod",
                "try_add",
                "try_subtract",
                "try_multiply",
                "try_divide",
                "try_mod",
                "unary-minus",
                "negative",
                "positive",
                "abs");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "+" ->
                sum("+", false).infix("+").describe("The sum; a date or time moved on by an interval.", "1 + 2");
            case "-" -> sum("-", false).infix("-").describe("The difference.", "3 - 1");
            case "*" -> product("*", false).infix("*").describe("The product.", "2 * 3");
            case "/" -> quotient("/", false).infix("/").describe("The quotient, never a whole number type.", "3 / 2");
            case "%" ->
                remainder("%", false, false).infix("%").describe("The remainder with the sign of the left.", "5 % 3");
            case "mod" ->
                remainder("mod", false, false).describe("The remainder with the sign of the left.", "mod(5, 3)");
            case "pmod" -> remainder("pmod", true, false).describe("The positive remainder.", "pmod(-7, 3)");
            case "try_mod" ->
                remainder("try_mod", false, true)
                        .describe("The remainder, or NULL where there is none.", "try_mod(5, 0)");
            case "div" -> wholeQuotient();
            case "try_add" -> sum("try_add", true).describe("The sum, or NULL if it does not fit.", "try_add(1, 2)");
            case "try_subtract" ->
                sum("try_subtract", true).describe("The difference, or NULL if it does not fit.", "try_subtract(3, 1)");
            case "try_multiply" ->
                product("try_multiply", true)
                        .describe("The product, or NULL if it does not fit.", "try_multiply(2, 3)");
            case "try_divide" ->
                quotient("try_divide", true)
                        .describe("The quotient, or NULL for a divisor of zero.", "try_divide(1, 0)");
            case "unary-minus" ->
                sign("unary-minus", NUMERIC_OR_INTERVAL)
                        .text(a -> "(- " + a.get(0) + ")")
                        .kernel(SignKernels.negate())
                        .describe("The number with the other sign.", "- 1");
            case "negative" ->
                sign("negative", NUMERIC_OR_INTERVAL)
                        .kernel(SignKernels.negate())
                        .describe("The number with the other sign.", "negative(1)");
            case "positive" ->
                sign("positive", NUMERIC_OR_INTERVAL)
                        .text(a -> "(+ " + a.get(0) + ")")
                        .kernel((call, arguments) -> arguments.get(0))
                        .describe("The number itself.", "positive(1)");
            case "abs" ->
                sign("abs", NUMERIC_OR_ANSI_INTERVAL)
                        .kernel(SignKernels.absolute())
                        .describe("The value without its sign.", "abs(-1)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** What a {@code try_} function tries. */
    private static Optional<String> operatorOf(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "try_add" -> "+";
                    case "try_subtract" -> "-";
                    case "try_multiply" -> "*";
                    case "try_divide" -> "/";
                    case "try_mod" -> "%";
                    default -> null;
                });
    }

    /** Messages show what is tried. */
    private static BiFunction<List<Expression>, Function<Expression, String>, Optional<String>> tried(String name) {
        return (arguments, texts) -> operatorOf(name)
                .map(sign ->
                        "(" + texts.apply(arguments.get(0)) + " " + sign + " " + texts.apply(arguments.get(1)) + ")");
    }

    /** Of anything but numbers a {@code try_} function tries the arguments, too; null for other calls. */
    private static Expression attempted(String name, CallSite call, ResolutionContext context) {
        boolean numbers = call.arguments().stream().allMatch(argument -> argument.type() instanceof NumericType);
        if (numbers || operatorOf(name).isEmpty()) {
            return null;
        }
        Expression value =
                new ArithmeticFunctions().define(operatorOf(name).get()).typedCall(call, call.arguments(), context);
        return DateTimeOperators.attempt(name, value, call, context);
    }

    private static FunctionSpec.Rewrite elseAttempted(String name, FunctionSpec.Rewrite first) {
        return (call, context) -> {
            Expression value = first.apply(call, context);
            return value == null ? attempted(name, call, context) : value;
        };
    }

    private static ScalarSpec operator(String name, boolean isTry) {
        ScalarSpec spec = scalar(name).takes(ANY, ANY).reads(PRECISION_LOSS).shown(tried(name));
        return isTry ? spec.replaced() : spec.nullIntolerant();
    }

    /** The arguments as numbers that go together; the symbol says how messages and coercion treat them. */
    private static ScalarSpec binary(String name, TypeFamily family, boolean isTry) {
        ScalarSpec spec = operator(name, isTry);
        spec.coerces((arguments, context) -> OperatorCoercion.sides(arguments, family, context));
        spec.checks((errors, arguments, context) -> OperatorCoercion.check(errors, arguments, family));
        spec.nullable((arguments, settings) -> isTry
                || arguments.stream().anyMatch(Expression::nullable)
                || (arguments.getFirst().type() instanceof DecimalType && !settings.ansi()));
        return spec;
    }

    private static ScalarSpec sum(String name, boolean isTry) {
        boolean minus = name.equals("-") || name.equals("try_subtract");
        WholeArithmetic.Operation operation =
                minus ? WholeArithmetic.Operation.SUBTRACT : WholeArithmetic.Operation.ADD;
        return binary(name, NUMERIC_OR_INTERVAL, isTry)
                .rewrites(elseAttempted(name, (call, context) -> DateTimeOperators.sum(call, minus, isTry, context)))
                .gives((arguments, context) ->
                        type(arguments, context, (left, right, loss) -> DecimalRules.sum(left, right, loss)))
                .kernel(kernel(operation, isTry));
    }

    private static ScalarSpec product(String name, boolean isTry) {
        return binary(name, TypeFamily.NUMERIC, isTry)
                .rewrites(elseAttempted(
                        name,
                        (call, context) -> DateTimeOperators.scaled(
                                call, isTry ? IntervalArithmetic.TRY_TIMES : IntervalArithmetic.TIMES, true, context)))
                .gives((arguments, context) ->
                        type(arguments, context, (left, right, loss) -> DecimalRules.product(left, right, loss)))
                .kernel(kernel(WholeArithmetic.Operation.MULTIPLY, isTry));
    }

    private static ScalarSpec quotient(String name, boolean isTry) {
        return binary(name, DOUBLE_OR_DECIMAL, isTry)
                .nullable(arguments -> true)
                .rewrites(elseAttempted(
                        name,
                        (call, context) -> DateTimeOperators.scaled(
                                call,
                                isTry ? IntervalArithmetic.TRY_DIVIDED : IntervalArithmetic.DIVIDED,
                                false,
                                context)))
                .coerces((arguments, context) -> OperatorCoercion.division(arguments, context))
                .gives((arguments, context) ->
                        type(arguments, context, (left, right, loss) -> DecimalRules.quotient(left, right, loss)))
                .kernel(DivisorFirst.of(
                        (call, arguments) -> call.type() instanceof DecimalType
                                ? DecimalArithmetic.divide(isTry).open(call, arguments)
                                : FloatingArithmetic.divide(OverflowMode.of(call.ansi(), isTry), call, arguments),
                        isTry));
    }

    private static ScalarSpec remainder(String name, boolean positive, boolean isTry) {
        return operator(name, isTry)
                .rewrites((call, context) -> attempted(name, call, context))
                .coerces((arguments, context) -> OperatorCoercion.sides(arguments, TypeFamily.NUMERIC, context))
                .checks((errors, arguments, context) -> OperatorCoercion.check(errors, arguments, TypeFamily.NUMERIC))
                .mayBeNull()
                .gives((arguments, context) ->
                        type(arguments, context, (left, right, loss) -> DecimalRules.remainder(left, right, loss)))
                .kernel(DivisorFirst.of(RemainderArithmetic.remainder(positive, isTry), isTry));
    }

    private static ScalarSpec wholeQuotient() {
        return binary("div", LONG_OR_DECIMAL, false)
                .infix("div")
                .mayBeNull()
                .coerces((arguments, context) -> OperatorCoercion.wholeDivision(arguments, LONG_OR_DECIMAL, context))
                .gives(DataTypes.LongType)
                .kernel(DivisorFirst.of(RemainderArithmetic.wholeQuotient(), false))
                .describe("The quotient without its fraction.", "7 div 2");
    }

    private static ScalarSpec sign(String name, TypeFamily family) {
        return scalar(name)
                .takes(family)
                .coerces((arguments, context) -> arguments.getFirst().type() instanceof StringType
                        ? List.of(context.convert(arguments.getFirst(), DataTypes.DoubleType))
                        : arguments)
                .givesArgument(0);
    }

    /** How many digits the result of two decimals has. */
    private interface DecimalRule {
        DecimalType apply(DecimalType left, DecimalType right, boolean allowPrecisionLoss);
    }

    private static DataType type(List<Expression> arguments, ResolutionContext context, DecimalRule rule) {
        DataType left = arguments.get(0).type();
        DataType right = arguments.get(1).type();
        return left instanceof DecimalType l && right instanceof DecimalType r
                ? rule.apply(l, r, context.flag(PRECISION_LOSS, true))
                : left;
    }

    private static ScalarKernel kernel(WholeArithmetic.Operation operation, boolean isTry) {
        return (call, arguments) -> {
            OverflowMode mode = OverflowMode.of(call.ansi(), isTry);
            DataType type = call.type();
            if (!(type instanceof NumericType number)) {
                boolean minus = operation == WholeArithmetic.Operation.SUBTRACT;
                return IntervalArithmetic.sum(minus ? -1 : 1).open(call, arguments);
            }
            return switch (number) {
                case IntegerType ignored -> WholeArithmetic.ints(operation, mode, call, arguments);
                case LongType ignored -> WholeArithmetic.longs(operation, mode, call, arguments);
                case DoubleType ignored -> FloatingArithmetic.doubles(operation, call, arguments);
                case FloatType ignored -> FloatingArithmetic.floats(operation, call, arguments);
                case DecimalType ignored ->
                    DecimalArithmetic.of(operation, isTry).open(call, arguments);
                default -> WholeArithmetic.narrow(operation, mode, call, arguments);
            };
        };
    }
}
