package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.LONG;

import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.types.DataTypes;
import io.millrace.types.LongType;
import java.util.List;

/** Bits of whole numbers. */
public final class BitFunctions implements FunctionModule {
    private static final TypeFamily INT_OR_LONG = TypeFamily.oneOf(INT, LONG);

    /** Joins the bits of two numbers. */
    private interface BitOperation {
        long apply(long left, long right);
    }

    @Override
    public List<String> names() {
        return List.of(
                "&", "|", "^", "~", "<<", ">>", ">>>", "shiftleft", "shiftright", "shiftrightunsigned", "bit_count");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "&" -> operator("&", (left, right) -> left & right);
            case "|" -> operator("|", (left, right) -> left | right);
            case "^" -> operator("^", (left, right) -> left ^ right);
            case "~" ->
                scalar("~")
                        .takes(INTEGRAL)
                        .text(a -> "~" + a.get(0))
                        .givesArgument(0)
                        .kernel(Kernels.strict(
                                (in, row, out) -> WholeArithmetic.setWhole(out, row, ~in.longAt(0, row))))
                        .describe("All bits the other way.", "~ 0");
            case "<<" ->
                shift("<<", (left, right) -> (int) left << right, (l, r) -> l << r)
                        .infix("<<");
            case ">>" ->
                shift(">>", (left, right) -> (int) left >> right, (l, r) -> l >> r)
                        .infix(">>");
            case ">>>" ->
                shift(">>>", (left, right) -> (int) left >>> right, (l, r) -> l >>> r)
                        .infix(">>>");
            case "shiftleft" -> shift("shiftleft", (left, right) -> (int) left << right, (l, r) -> l << r);
            case "shiftright" -> shift("shiftright", (left, right) -> (int) left >> right, (l, r) -> l >> r);
            case "shiftrightunsigned" ->
                shift("shiftrightunsigned", (left, right) -> (int) left >>> right, (l, r) -> l >>> r);
            case "bit_count" ->
                scalar("bit_count")
                        .takes(TypeFamily.oneOf(INTEGRAL, TypeFamily.BOOLEAN))
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict((in, row, out) -> {
                            boolean flag = in.plain(0) instanceof BooleanVector;
                            out.set(row, flag ? in.booleanAt(0, row) ? 1 : 0 : Long.bitCount(in.longAt(0, row)));
                        }))
                        .describe("How many bits are set.", "bit_count(5)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec operator(String symbol, BitOperation operation) {
        return scalar(symbol)
                .takes(ANY, ANY)
                .infix(symbol)
                .coerces((arguments, context) -> OperatorCoercion.sides(arguments, INTEGRAL, context))
                .checks((errors, arguments, context) -> OperatorCoercion.check(errors, arguments, INTEGRAL))
                .givesArgument(0)
                .kernel(Kernels.strict((in, row, out) ->
                        WholeArithmetic.setWhole(out, row, operation.apply(in.longAt(0, row), in.longAt(1, row)))))
                .describe("Joins the bits of two numbers.", "3 " + symbol + " 5");
    }

    private static ScalarSpec shift(String name, BitOperation ofInts, BitOperation ofLongs) {
        return scalar(name)
                .takes(INT_OR_LONG, INT)
                .givesArgument(0)
                .kernel(Kernels.strictFor(call -> {
                    BitOperation operation = call.type() instanceof LongType ? ofLongs : ofInts;
                    return (in, row, out) ->
                            WholeArithmetic.setWhole(out, row, operation.apply(in.longAt(0, row), in.intAt(1, row)));
                }))
                .describe("Moves the bits of a number.", "shiftleft(1, 2)");
    }
}
