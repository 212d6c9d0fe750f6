package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BinaryVectorKernel;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ByteType;
import java.util.List;

/**
 * Arithmetic of whole numbers. Int and long have loops over arrays that note overflow by the signs of operands and
 * result; byte and short, which are rare, compute row by row as ints.
 */
final class WholeArithmetic {
    /** The operations that whole numbers have loops for. */
    enum Operation {
        ADD("+", "try_add"),
        SUBTRACT("-", "try_subtract"),
        MULTIPLY("*", "try_multiply");

        private final String symbol;
        private final String alternative;

        Operation(String symbol, String alternative) {
            this.symbol = symbol;
            this.alternative = alternative;
        }

        String symbol() {
            return symbol;
        }

        String alternative() {
            return alternative;
        }

        private long exact(long left, long right) {
            return switch (this) {
                case ADD -> Math.addExact(left, right);
                case SUBTRACT -> Math.subtractExact(left, right);
                case MULTIPLY -> Math.multiplyExact(left, right);
            };
        }

        private boolean fails(long left, long right) {
            return switch (this) {
                case ADD -> ((left ^ left + right) & (right ^ left + right)) < 0;
                case SUBTRACT -> ((left ^ right) & (left ^ left - right)) < 0;
                case MULTIPLY -> Math.multiplyHigh(left, right) != (left * right) >> 63;
            };
        }
    }

    private WholeArithmetic() {}

    static Evaluator ints(Operation operation, OverflowMode mode, KernelCall call, List<Evaluator> arguments) {
        BinaryVectorKernel.Loop<IntVector, IntVector> loop = switch (operation) {
            case ADD -> WholeArithmetic::addInts;
            case SUBTRACT -> WholeArithmetic::subtractInts;
            case MULTIPLY -> WholeArithmetic::multiplyInts;
        };
        return BinaryVectorKernel.of(call.type(), arguments, loop, (left, right, result, row) -> {
            long exact = operation.exact(left.get(row), right.get(row));
            if (exact != (int) exact) {
                overflowed(mode, call, operation, result, row);
            }
        });
    }

    static Evaluator longs(Operation operation, OverflowMode mode, KernelCall call, List<Evaluator> arguments) {
        BinaryVectorKernel.Loop<LongVector, LongVector> loop = switch (operation) {
            case ADD -> WholeArithmetic::addLongs;
            case SUBTRACT -> WholeArithmetic::subtractLongs;
            case MULTIPLY -> WholeArithmetic::multiplyLongs;
        };
        return BinaryVectorKernel.of(call.type(), arguments, loop, (left, right, result, row) -> {
            if (operation.fails(left.get(row), right.get(row))) {
                overflowed(mode, call, operation, result, row);
            }
        });
    }

    private static void overflowed(
            OverflowMode mode, KernelCall call, Operation operation, ValueVector result, int row) {
        switch (mode) {
            case FAIL -> throw ArithmeticErrors.overflow(call.settings(), "overflow", operation.alternative());
            case NULL -> result.setNull(row);
            case WRAP -> {}
        }
    }

    private static boolean addInts(IntVector left, IntVector right, IntVector result, int end) {
        int[] l = left.values();
        int[] r = right.values();
        int[] out = result.values();
        int failed = 0;
        for (int i = 0; i < end; i++) {
            int sum = l[i] + r[i];
            out[i] = sum;
            failed |= (l[i] ^ sum) & (r[i] ^ sum);
        }
        return failed < 0;
    }

    private static boolean subtractInts(IntVector left, IntVector right, IntVector result, int end) {
        int[] l = left.values();
        int[] r = right.values();
        int[] out = result.values();
        int failed = 0;
        for (int i = 0; i < end; i++) {
            int difference = l[i] - r[i];
            out[i] = difference;
            failed |= (l[i] ^ r[i]) & (l[i] ^ difference);
        }
        return failed < 0;
    }

    private static boolean multiplyInts(IntVector left, IntVector right, IntVector result, int end) {
        int[] l = left.values();
        int[] r = right.values();
        int[] out = result.values();
        long failed = 0;
        for (int i = 0; i < end; i++) {
            long product = (long) l[i] * r[i];
            out[i] = (int) product;
            failed |= product ^ (int) product;
        }
        return failed != 0;
    }

    private static boolean addLongs(LongVector left, LongVector right, LongVector result, int end) {
        long[] l = left.values();
        long[] r = right.values();
        long[] out = result.values();
        long failed = 0;
        for (int i = 0; i < end; i++) {
            long sum = l[i] + r[i];
            out[i] = sum;
            failed |= (l[i] ^ sum) & (r[i] ^ sum);
        }
        return failed < 0;
    }

    private static boolean subtractLongs(LongVector left, LongVector right, LongVector result, int end) {
        long[] l = left.values();
        long[] r = right.values();
        long[] out = result.values();
        long failed = 0;
        for (int i = 0; i < end; i++) {
            long difference = l[i] - r[i];
            out[i] = difference;
            failed |= (l[i] ^ r[i]) & (l[i] ^ difference);
        }
        return failed < 0;
    }

    private static boolean multiplyLongs(LongVector left, LongVector right, LongVector result, int end) {
        long[] l = left.values();
        long[] r = right.values();
        long[] out = result.values();
        long failed = 0;
        for (int i = 0; i < end; i++) {
            long product = l[i] * r[i];
            out[i] = product;
            failed |= Math.multiplyHigh(l[i], r[i]) ^ product >> 63;
        }
        return failed != 0;
    }

    /** Bytes and shorts. */
    static Evaluator narrow(Operation operation, OverflowMode mode, KernelCall call, List<Evaluator> arguments) {
        boolean bytes = call.type() instanceof ByteType;
        return Kernels.strict((in, row, out) -> {
                    int exact = (int) operation.exact(in.intAt(0, row), in.intAt(1, row));
                    setNarrow(bytes, mode, call, operation, in, row, exact, out);
                })
                .open(call, arguments);
    }

    private static void setNarrow(
            boolean bytes,
            OverflowMode mode,
            KernelCall call,
            Operation operation,
            Arguments in,
            int row,
            int exact,
            ValueVector out) {
        boolean fits = bytes ? exact == (byte) exact : exact == (short) exact;
        if (fits || mode == OverflowMode.WRAP) {
            setWhole(out, row, exact);
        } else if (mode == OverflowMode.NULL) {
            out.setNull(row);
        } else {
            throw ArithmeticErrors.binaryOverflow(
                    call.settings(),
                    in.intAt(0, row) + "S",
                    operation.symbol(),
                    in.intAt(1, row) + "S",
                    operation.alternative());
        }
    }

    /** Sets a slot of a vector of whole numbers of any width; higher bits are cut off. */
    static void setWhole(ValueVector out, int row, long value) {
        switch (out) {
            case ByteVector vector -> vector.set(row, (byte) value);
            case ShortVector vector -> vector.set(row, (short) value);
            case IntVector vector -> vector.set(row, (int) value);
            case LongVector vector -> vector.set(row, value);
            default -> throw new IllegalStateException("Not a whole number: " + out.type());
        }
    }
}
