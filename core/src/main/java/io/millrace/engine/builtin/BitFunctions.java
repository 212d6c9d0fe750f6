package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.LONG;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.DataTypes;
import io.millrace.types.LongType;
import java.util.List;

/** Bits of whole numbers. */
public final class BitFunctions implements FunctionModule {
    /** How many bits a bitmap has. */
    private static final long BITMAP = 32_768;

    private static final TypeFamily INT_OR_LONG = TypeFamily.oneOf(INT, LONG);

    /** Joins the bits of two numbers. */
    private interface BitOperation {
        long apply(long left, long right);
    }

    @Override
    public List<String> names() {
        return List.of(
                "&",
                "|",
                "^",
                "~",
                "<<",
                ">>",
                ">>>",
                "shiftleft",
                "shiftright",
                "shiftrightunsigned",
                "bit_count",
                "bit_get",
                "getbit",
                "bitmap_bit_position",
                "bitmap_bucket_number",
                "bitmap_count");
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
                        .takes(TypeFamily.oneOf(INTEGRAL, TypeFamily.BOOLEAN).asWritten())
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict((in, row, out) -> {
                            boolean flag = in.plain(0) instanceof BooleanVector;
                            out.set(row, flag ? in.booleanAt(0, row) ? 1 : 0 : Long.bitCount(in.longAt(0, row)));
                        }))
                        .describe("How many bits are set.", "bit_count(5)");
            case "bit_get", "getbit" -> bitGet();
            case "bitmap_bit_position" ->
                scalar(name)
                        .takes(LONG)
                        .gives(DataTypes.LongType)
                        .kernel(Kernels.longs(number -> number > 0 ? (number - 1) % BITMAP : -number % BITMAP))
                        .describe("The place of a number in its bitmap.", "bitmap_bit_position(1)");
            case "bitmap_bucket_number" ->
                scalar(name)
                        .takes(LONG)
                        .gives(DataTypes.LongType)
                        .kernel(Kernels.longs(number -> number > 0 ? 1 + (number - 1) / BITMAP : number / BITMAP))
                        .describe("Which bitmap a number belongs to.", "bitmap_bucket_number(123)");
            case "bitmap_count" ->
                scalar(name)
                        .takes(TypeFamily.BINARY.exactlyAsWritten())
                        .gives(DataTypes.LongType)
                        .kernel(Kernels.<LongVector>strict((in, row, out) -> out.set(row, bits(in, row))))
                        .describe("How many bits of a bitmap are set.", "bitmap_count(X'1010')");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static long bits(Arguments in, int row) {
        BytesVector bitmap = in.bytes(0);
        int start = bitmap.start(in.at(0, row));
        int end = start + bitmap.length(in.at(0, row));
        long count = 0;
        for (int i = start; i < end; i++) {
            count += Integer.bitCount(bitmap.data()[i] & 0xFF);
        }
        return count;
    }

    private static ScalarSpec bitGet() {
        return scalar("bit_get", "getbit")
                .takes(INTEGRAL, INT)
                .gives(DataTypes.ByteType)
                .kernel(Kernels.<ByteVector>strictFor(call -> {
                    int width = 8 * call.argumentType(0).defaultSize();
                    return (in, row, out) -> {
                        int position = in.intAt(1, row);
                        if (position < 0 || position >= width) {
                            throw new MillraceException(call.settings()
                                    .error(
                                            ErrorCondition.INVALID_PARAMETER_VALUE__BIT_POSITION_RANGE,
                                            "functionName",
                                            "`" + call.call().function().name() + "`",
                                            "parameter",
                                            "`pos`",
                                            "upper",
                                            String.valueOf(width),
                                            "invalidValue",
                                            String.valueOf(position)));
                        }
                        out.set(row, (byte) (in.longAt(0, row) >> position & 1));
                    };
                }))
                .describe("The bit at a position, counted from the lowest.", "bit_get(11, 0)");
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
