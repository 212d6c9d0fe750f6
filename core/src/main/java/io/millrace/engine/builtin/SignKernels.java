package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ByteType;
import io.millrace.types.DecimalType;
import io.millrace.types.NumericType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Minus sign and absolute value for numbers and intervals. */
final class SignKernels {
    /** Numbers of so many bits have at most 34 digits. */
    private static final int SURE_BITS = 112;

    private SignKernels() {}

    static ScalarKernel negate() {
        return Kernels.strictFor(call -> (in, row, out) -> set(call, in, row, out, false));
    }

    static ScalarKernel absolute() {
        return Kernels.strictFor(call -> (in, row, out) -> set(call, in, row, out, true));
    }

    private static void set(KernelCall call, Arguments in, int row, ValueVector out, boolean absolute) {
        int at = in.at(0, row);
        switch (out) {
            case DoubleVector doubles -> {
                double value = in.doubleAt(0, row);
                doubles.set(row, absolute ? Math.abs(value) : -value);
            }
            case FloatVector floats -> {
                float value = (float) in.doubleAt(0, row);
                floats.set(row, absolute ? Math.abs(value) : -value);
            }
            case DecimalVector decimals -> {
                BigInteger unscaled = ((DecimalVector) in.plain(0)).unscaled(at);
                if (absolute && unscaled.signum() >= 0) {
                    decimals.set(row, unscaled);
                } else {
                    setNegated(call, unscaled, decimals, row);
                }
            }
            case StructVector interval -> negateCalendar(call, (StructVector) in.plain(0), at, interval, row);
            default -> setWhole(call, in.longAt(0, row), out, row, absolute);
        }
    }

    /** As on Spark no more than 34 digits are kept, and the rounded number may have a digit more than its type. */
    private static void setNegated(KernelCall call, BigInteger unscaled, DecimalVector out, int row) {
        BigDecimal negated = new BigDecimal(unscaled.negate());
        if (unscaled.bitLength() > SURE_BITS) {
            negated = negated.round(MathContext.DECIMAL128);
        }
        if (negated.precision() - negated.scale() > ((DecimalType) out.type()).precision()) {
            int scale = ((DecimalType) out.type()).scale();
            BigDecimal value = negated.movePointLeft(scale);
            throw new MillraceArithmeticException(call.settings()
                    .error(
                            ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE__WITHOUT_SUGGESTION,
                            "roundedValue",
                            value.setScale(scale).toPlainString(),
                            "originalValue",
                            value.round(MathContext.DECIMAL128).toString(),
                            "precision",
                            String.valueOf(((DecimalType) out.type()).precision()),
                            "scale",
                            String.valueOf(scale)));
        } else {
            out.set(row, negated.toBigInteger());
        }
    }

    private static void setWhole(KernelCall call, long value, ValueVector out, int row, boolean absolute) {
        long result = absolute && value >= 0 ? value : -value;
        if (value == smallest(out) && (call.ansi() || !(call.type() instanceof NumericType))) {
            throw overflow(call);
        }
        WholeArithmetic.setWhole(out, row, result);
    }

    private static long smallest(ValueVector out) {
        return switch (out) {
            case LongVector ignored -> Long.MIN_VALUE;
            case IntVector ignored -> Integer.MIN_VALUE;
            default -> out.type() instanceof ByteType ? Byte.MIN_VALUE : Short.MIN_VALUE;
        };
    }

    private static RuntimeException overflow(KernelCall call) {
        if (!(call.type() instanceof NumericType)) {
            return ArithmeticErrors.intervalOverflow(call.settings());
        }
        return ArithmeticErrors.overflow(call.settings(), "overflow", "");
    }

    private static void negateCalendar(KernelCall call, StructVector in, int at, StructVector out, int row) {
        try {
            ((IntVector) out.child(0)).set(row, Math.negateExact(((IntVector) in.child(0)).get(at)));
            ((IntVector) out.child(1)).set(row, Math.negateExact(((IntVector) in.child(1)).get(at)));
            ((LongVector) out.child(2)).set(row, Math.negateExact(((LongVector) in.child(2)).get(at)));
        } catch (ArithmeticException overflow) {
            throw ArithmeticErrors.intervalOverflow(call.settings());
        }
    }
}
