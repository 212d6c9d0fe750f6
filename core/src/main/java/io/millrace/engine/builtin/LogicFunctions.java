package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BOOLEAN;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.FLOAT;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.types.BooleanType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.NullType;
import io.millrace.types.StringType;
import java.util.List;
import java.util.Set;

/** Logic with three values, and questions about null and NaN. */
public final class LogicFunctions implements FunctionModule {
    /** What connects truths without a look at their types. */
    private static final Set<String> CONNECTIVES = Set.of("and", "or", "not", "isunknown", "isnotunknown");

    @Override
    public List<String> names() {
        return List.of("and", "or", "not", "!", "isnull", "isunknown", "isnotunknown", "isnotnull", "isnan");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "and" ->
                connective("and", "AND")
                        .kernel((call, arguments) -> new LogicKernel(arguments, false))
                        .describe(
                                "Whether both are true; the right is not computed where the left is false.",
                                "true and false");
            case "or" ->
                connective("or", "OR")
                        .kernel((call, arguments) -> new LogicKernel(arguments, true))
                        .describe(
                                "Whether one is true; the right is not computed where the left is true.",
                                "true or false");
            case "not", "!" ->
                scalar("not", "!")
                        .takes(BOOLEAN)
                        .text(a -> "(NOT " + a.get(0) + ")")
                        .gives(DataTypes.BooleanType)
                        .kernel(Kernels.<BooleanVector>strict((in, row, out) -> out.set(row, !in.booleanAt(0, row))))
                        .describe("The opposite.", "not true");
            case "isnull" -> nullTest("isnull", ANY, "IS NULL", true);
            case "isunknown" -> unknownTest("isunknown", "IS ", true);
            case "isnotunknown" -> unknownTest("isnotunknown", "IS NOT ", false);
            case "isnotnull" -> nullTest("isnotnull", ANY, "IS NOT NULL", false);
            case "isnan" ->
                scalar("isnan")
                        .takes(TypeFamily.oneOf(DOUBLE, FLOAT))
                        .gives(DataTypes.BooleanType)
                        .neverNull()
                        .kernel(Kernels.<BooleanVector>lenient((in, row, out) ->
                                out.set(row, !in.isNull(0, row) && Double.isNaN(in.doubleAt(0, row)))))
                        .describe("Whether a number is NaN; false for null.", "isnan(double('NaN'))");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec connective(String name, String symbol) {
        return scalar(name)
                .takes(ANY, ANY)
                .infix(symbol)
                .coerces(LogicFunctions::nullsAsBooleans)
                .checks((errors, arguments, context) -> OperatorCoercion.check(errors, arguments, BOOLEAN))
                .gives(DataTypes.BooleanType);
    }

    private static List<Expression> nullsAsBooleans(List<Expression> arguments, ResolutionContext context) {
        boolean typed = arguments.stream()
                .noneMatch(argument -> argument.type() instanceof BooleanType || argument.type() instanceof NullType);
        if (typed) {
            List<Expression> sides = context.ansi() ? OperatorCoercion.promoteStrings(arguments, context) : arguments;
            boolean fractions = sides.stream().anyMatch(side -> side.type() instanceof DecimalType)
                    && sides.stream().anyMatch(side -> isFloating(side.type()));
            return fractions ? OperatorCoercion.besideDecimal(sides.get(0), sides.get(1), context) : sides;
        }
        if (arguments.stream().allMatch(argument -> argument.type() instanceof NullType)) {
            return OperatorCoercion.nulls(DataTypes.BooleanType);
        }
        boolean strings =
                context.ansi() && arguments.stream().anyMatch(argument -> argument.type() instanceof BooleanType);
        return arguments.stream()
                .map(argument ->
                        argument.type() instanceof NullType || (strings && argument.type() instanceof StringType)
                                ? context.convert(argument, DataTypes.BooleanType)
                                : argument)
                .toList();
    }

    private static boolean isFloating(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }

    /** Only literals are asked for their type and shown as written: Spark forgets both of all that it has to resolve. */
    private static ScalarSpec unknownTest(String name, String words, boolean wanted) {
        ScalarSpec ofLiteral = nullTest(name, BOOLEAN, words + "UNKNOWN", wanted);
        return nullTest(name, ANY, words + "NULL", wanted)
                .operator()
                .rewrites((call, context) -> isWritten(call.arguments().getFirst())
                        ? ofLiteral.typedCall(call, call.arguments(), context)
                        : null)
                .requires((errors, arguments, context) -> {
                    Expression value = arguments.getFirst();
                    boolean untyped = value.type() instanceof BooleanType || value.type() instanceof NullType;
                    if (value instanceof Expression.Constant && !untyped) {
                        throw errors.unexpectedType(0, BOOLEAN, value);
                    }
                });
    }

    /** Whether a truth was written down with nothing but literals and operators. */
    private static boolean isWritten(Expression value) {
        if (value instanceof Expression.Constant constant) {
            return constant.value() instanceof Boolean;
        }
        return value instanceof Expression.ScalarCall call
                && CONNECTIVES.contains(call.function().name())
                && call.arguments().stream().allMatch(LogicFunctions::isWritten);
    }

    private static ScalarSpec nullTest(String name, TypeFamily family, String words, boolean wanted) {
        return scalar(name)
                .takes(family)
                .text(a -> "(" + a.get(0) + " " + words + ")")
                .gives(DataTypes.BooleanType)
                .neverNull()
                .kernel(Kernels.<BooleanVector>lenient((in, row, out) -> out.set(row, in.isNull(0, row) == wanted)))
                .describe("Whether a value is " + (wanted ? "null." : "not null."), name + "(1)");
    }
}
