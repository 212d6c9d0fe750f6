package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BOOLEAN;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.FloatType;
import io.millrace.types.NullType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Choices between values. */
public final class ConditionalFunctions implements FunctionModule {
    private static final Expression ZERO = new Expression.Constant(0, DataTypes.IntegerType);

    @Override
    public List<String> names() {
        return List.of(
                "when",
                "if",
                "coalesce",
                "nvl",
                "ifnull",
                "nvl2",
                "nullif",
                "nullifzero",
                "zeroifnull",
                "greatest",
                "least",
                "nanvl");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "when" -> when();
            case "if" ->
                choice("if")
                        .takes(BOOLEAN.asWritten(), ANY, ANY)
                        .text(a -> "(IF(" + String.join(", ", a) + "))")
                        .calledByName();
            case "coalesce" -> coalesce("coalesce").takes(ANY).repeated(ANY);
            case "nvl", "ifnull" -> coalesce("nvl", "ifnull").replaced().takes(ANY, ANY);
            case "nvl2" -> nvl2();
            case "nullif" -> nullIf();
            case "nullifzero" -> nullIfZero();
            case "zeroifnull" -> zeroIfNull();
            case "greatest" ->
                extreme("greatest", 1).describe("The greatest value; nulls do not count.", "greatest(1, 2)");
            case "least" -> extreme("least", -1).describe("The least value; nulls do not count.", "least(1, 2)");
            case "nanvl" -> nanvl();
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Conditions at even positions, except that the last of an odd number of arguments is a value. */
    private static boolean isValue(int index, int count) {
        return index % 2 == 1 || index == count - 1;
    }

    private static ScalarSpec choice(String name) {
        return scalar(name)
                .coerces((arguments, context) -> sameValues(arguments, name.equals("if"), context))
                .checks((errors, arguments, context) -> checkChoice(errors, arguments))
                .gives((arguments, context) -> CommonTypes.merged(values(arguments)))
                .nullable(arguments ->
                        arguments.size() % 2 == 0 || values(arguments).stream().anyMatch(Expression::nullable))
                .kernel(ConditionalKernel::new)
                .describe("The value of the first condition that is true, else the last value.", "if(true, 1, 2)");
    }

    private static ScalarSpec when() {
        return choice("when")
                .takes(ANY, ANY)
                .repeated(ANY)
                .nullable(ConditionalFunctions::noneOrNull)
                .text(a -> {
                    StringBuilder text = new StringBuilder("CASE");
                    for (int i = 0; i + 1 < a.size(); i += 2) {
                        text.append(" WHEN ").append(a.get(i)).append(" THEN ").append(a.get(i + 1));
                    }
                    if (a.size() % 2 == 1) {
                        text.append(" ELSE ").append(a.getLast());
                    }
                    return text.append(" END").toString();
                });
    }

    /** Whether no branch may be taken, or one that may be null; those after a condition that is {@code true} do not count. */
    private static boolean noneOrNull(List<Expression> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (arguments.get(i + 1).nullable()) {
                return true;
            }
            if (arguments.get(i) instanceof Expression.Constant constant && Boolean.TRUE.equals(constant.value())) {
                return false;
            }
        }
        return arguments.size() % 2 == 0 || arguments.getLast().nullable();
    }

    private static List<Expression> values(List<Expression> arguments) {
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (isValue(i, arguments.size())) {
                values.add(arguments.get(i));
            }
        }
        return values;
    }

    /** @param nullIsCondition whether a NULL without a type stands for a condition that is not known */
    private static List<Expression> sameValues(
            List<Expression> arguments, boolean nullIsCondition, ResolutionContext context) {
        List<DataType> types = values(arguments).stream().map(Expression::type).toList();
        Optional<DataType> common =
                TypeCoercion.allSame(types) ? Optional.empty() : TypeCoercion.widest(types, context.ansi());
        List<Expression> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            if (!isValue(i, arguments.size())) {
                boolean untyped = nullIsCondition && argument.type() instanceof NullType;
                converted.add(untyped ? context.convert(argument, DataTypes.BooleanType) : argument);
            } else {
                converted.add(
                        common.map(type -> context.convert(argument, type)).orElse(argument));
            }
        }
        return converted;
    }

    private static void checkChoice(CallErrors errors, List<Expression> arguments) {
        List<Expression> values = values(arguments);
        if (!TypeCoercion.allSame(values.stream().map(Expression::type).toList())) {
            Expression condition = errors.call().arguments().getFirst();
            if (condition.type() instanceof NullType && errors.functionName().equals("`if`")) {
                // NULL stands for a condition only beside values that go together.
                throw errors.unexpectedType(0, BOOLEAN, condition);
            }
            throw errors.differentTypesInBrackets(errors.functionName().equals("`when`") ? "casewhen" : "if", values);
        }
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (!BOOLEAN.accepts(arguments.get(i).type())) {
                throw errors.unexpectedType(i / 2, BOOLEAN, arguments.get(i));
            }
        }
    }

    private static ScalarSpec coalesce(String name, String... aliases) {
        return scalar(name, aliases)
                .sameType(0)
                .shownAs("coalesce")
                .checks((errors, arguments, context) -> {
                    if (!areAlike(arguments)) {
                        throw errors.differentTypes("coalesce", arguments);
                    }
                })
                .gives((arguments, context) -> CommonTypes.merged(arguments))
                .nullable(arguments -> arguments.stream().allMatch(Expression::nullable))
                .kernel(CoalesceKernel::new)
                .describe("The first value that is not null.", "coalesce(null, 1)");
    }

    private static boolean areAlike(List<Expression> arguments) {
        return TypeCoercion.allSame(arguments.stream().map(Expression::type).toList());
    }

    private static ScalarSpec nvl2() {
        return scalar("nvl2")
                .replaced()
                .takes(ANY, ANY, ANY)
                .sameType(1)
                .shown((arguments, texts) -> Optional.of("(IF((" + texts.apply(arguments.get(0)) + " IS NOT NULL), "
                        + texts.apply(arguments.get(1)) + ", " + texts.apply(arguments.get(2)) + "))"))
                .checks((errors, arguments, context) -> {
                    if (!areAlike(arguments.subList(1, 3))) {
                        throw errors.differentTypesInBrackets("if", arguments.subList(1, 3));
                    }
                })
                .gives((arguments, context) -> CommonTypes.merged(arguments.subList(1, 3)))
                .nullable(arguments ->
                        arguments.get(1).nullable() || arguments.get(2).nullable())
                .kernel((call, arguments) -> Evaluators.compile(byNull(call)))
                .describe("The second value where the first is not null, else the third.", "nvl2(null, 1, 2)");
    }

    /** The choice that {@code nvl2} means: only the value that is chosen is computed. */
    private static Expression byNull(KernelCall call) {
        ResolutionContext context = ResolutionContext.of(call.settings().zone(), call.ansi());
        Expression there =
                new LogicFunctions().define("isnotnull").resolve(CallSite.of("isnotnull", call.argument(0)), context);
        return new ConditionalFunctions()
                .define("if")
                .resolve(CallSite.of("if", there, call.argument(1), call.argument(2)), context);
    }

    private static ScalarSpec nullIf() {
        ScalarSpec shown = scalar("nullif").standsForFirst().replaced();
        return scalar("nullif")
                .takes(ANY, ANY)
                .rewrites((call, context) -> {
                    Expression value = call.arguments().get(0);
                    Expression common = ComparisonFunctions.common(call, value, context);
                    Expression choice =
                            unlessEqual(call, common, call.arguments().get(1), context);
                    return shown.typed(
                            call, List.of(choice, value, call.arguments().get(1)), value.type(), context);
                })
                .givesArgument(0)
                .describe("NULL where both are equal, else the first.", "nullif(1, 2)");
    }

    private static Expression unlessEqual(
            CallSite call, Expression value, Expression other, ResolutionContext context) {
        // Under another name, since Spark compares a value with itself here.
        Expression equal = new ComparisonFunctions()
                .define("=")
                .resolve(CallSite.plain("==", List.of(value, other), call.position()), context);
        Expression none = new Expression.Constant(null, value.type());
        return new ConditionalFunctions().define("if").typedCall(call, List.of(equal, none, value), context);
    }

    private static ScalarSpec nullIfZero() {
        ScalarSpec shown = scalar("nullifzero").standsForFirst().replaced();
        return scalar("nullifzero")
                .takes(ANY)
                .rewrites((call, context) -> {
                    Expression value = call.arguments().getFirst();
                    Expression choice = unlessEqual(call, value, ZERO, context);
                    return shown.typed(call, List.of(choice, value), value.type(), context);
                })
                .givesArgument(0)
                .describe("NULL instead of 0.", "nullifzero(0)");
    }

    private static ScalarSpec zeroIfNull() {
        ScalarSpec shown = scalar("zeroifnull").standsForFirst().replaced();
        return scalar("zeroifnull")
                .takes(ANY)
                .rewrites((call, context) -> {
                    Expression value = call.arguments().getFirst();
                    Expression choice = new ConditionalFunctions()
                            .define("coalesce")
                            .typedCall(call, List.of(value, ZERO), context);
                    return shown.typed(call, List.of(choice, value), choice.type(), context);
                })
                .givesArgument(0)
                .describe("0 instead of NULL.", "zeroifnull(null)");
    }

    private static ScalarSpec extreme(String name, int sign) {
        return scalar(name)
                .takes(ANY, ANY)
                .repeated(ANY)
                .coerces((arguments, context) -> {
                    List<DataType> types =
                            arguments.stream().map(Expression::type).toList();
                    return CommonTypes.convert(
                            arguments, 0, 1, TypeCoercion.widestWithoutStrings(types, context.ansi()), context);
                })
                .checks((errors, arguments, context) -> {
                    if (!areAlike(arguments)) {
                        throw errors.differentTypesInBrackets(arguments);
                    }
                    ValueOrder.require(errors, name, arguments.getFirst().type());
                })
                .gives((arguments, context) -> CommonTypes.merged(arguments))
                .nullable(arguments -> arguments.stream().allMatch(Expression::nullable))
                .kernel(Kernels.lenient((in, row, out) -> setExtreme(in, row, out, sign)));
    }

    private static void setExtreme(Arguments in, int row, ValueVector out, int sign) {
        int best = -1;
        for (int i = 0; i < in.count(); i++) {
            boolean better = !in.isNull(i, row)
                    && (best < 0
                            || sign * ValueOrder.compare(in.plain(i), in.at(i, row), in.plain(best), in.at(best, row))
                                    > 0);
            if (better) {
                best = i;
            }
        }
        if (best < 0) {
            out.setNull(row);
        } else {
            out.copyFrom(in.plain(best), in.at(best, row), row);
        }
    }

    private static Expression floatAsDouble(Expression value, ResolutionContext context) {
        return value.type() instanceof FloatType ? context.convert(value, DataTypes.DoubleType) : value;
    }

    /** Two FLOATs, of which the second may be NULL, or two DOUBLEs. */
    private static List<Expression> alike(List<Expression> arguments, ResolutionContext context) {
        DataType second = arguments.get(1).type();
        boolean floats = arguments.get(0).type() instanceof FloatType
                && (second instanceof FloatType || second instanceof NullType);
        return floats
                ? List.of(arguments.get(0), context.convert(arguments.get(1), DataTypes.FloatType))
                : arguments.stream().map(a -> floatAsDouble(a, context)).toList();
    }

    /** The second argument is computed where it is wanted. */
    private static Expression unlessNan(KernelCall call) {
        ResolutionContext context = ResolutionContext.of(call.settings().zone(), call.ansi());
        Expression first = call.argument(0);
        Expression isNan = new LogicFunctions().define("isnan").resolve(CallSite.of("isnan", first), context);
        return new ConditionalFunctions()
                .define("if")
                .resolve(CallSite.of("if", isNan, call.argument(1), first), context);
    }

    private static ScalarSpec nanvl() {
        TypeFamily floating = TypeFamily.oneOf(TypeFamily.DOUBLE, TypeFamily.FLOAT);
        return scalar("nanvl")
                .takes(floating, floating)
                .coerces(ConditionalFunctions::alike)
                .givesArgument(0)
                .kernel((call, arguments) -> Evaluators.compile(unlessNan(call)))
                .describe("The first number unless it is NaN, else the second.", "nanvl(double('NaN'), 1)");
    }
}
