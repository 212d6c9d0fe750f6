package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.IntegralType;
import java.math.BigDecimal;

/** {@code %}, {@code pmod} and {@code div}: all of them look at the divisor first. */
final class RemainderArithmetic {
    private RemainderArithmetic() {}

    /** @param positive whether the result takes the divisor's sign: {@code pmod} */
    static ScalarKernel remainder(boolean positive, boolean isTry) {
        return Kernels.strictFor(call -> {
            OverflowMode mode = OverflowMode.of(call.ansi(), isTry);
            if (call.type() instanceof IntegralType) {
                return (in, row, out) -> whole(positive, mode, call, in, row, out);
            }
            if (call.type() instanceof DecimalType type) {
                return (in, row, out) -> decimal(positive, mode, call, type, in, row, (DecimalVector) out);
            }
            return (in, row, out) -> floating(positive, mode, call, in, row, out);
        });
    }

    private static void whole(
            boolean positive, OverflowMode mode, KernelCall call, Arguments in, int row, ValueVector out) {
        long divisor = in.longAt(1, row);
        if (divisor == 0) {
            zero(mode, call, out, row);
            return;
        }
        long remainder = in.longAt(0, row) % divisor;
        if (positive && remainder < 0) {
            long sum = remainder + divisor;
            // The sum of ints wraps around, as that of longs does.
            remainder = (call.type() instanceof IntegerType ? (int) sum : sum) % divisor;
        }
        WholeArithmetic.setWhole(out, row, remainder);
    }

    private static void floating(
            boolean positive, OverflowMode mode, KernelCall call, Arguments in, int row, ValueVector out) {
        double divisor = in.doubleAt(1, row);
        if (divisor == 0) {
            zero(mode, call, out, row);
            return;
        }
        double remainder = in.doubleAt(0, row) % divisor;
        if (call.type() instanceof FloatType) {
            float narrow = (float) remainder;
            float step = (float) divisor;
            ((FloatVector) out).set(row, positive && narrow < 0 ? (narrow + step) % step : narrow);
        } else {
            assert call.type() instanceof DoubleType;
            ((DoubleVector) out).set(row, positive && remainder < 0 ? (remainder + divisor) % divisor : remainder);
        }
    }

    private static void decimal(
            boolean positive,
            OverflowMode mode,
            KernelCall call,
            DecimalType type,
            Arguments in,
            int row,
            DecimalVector out) {
        BigDecimal divisor = (BigDecimal) in.valueAt(1, row);
        if (divisor.signum() == 0) {
            zero(mode, call, out, row);
            return;
        }
        BigDecimal remainder = ((BigDecimal) in.valueAt(0, row)).remainder(divisor);
        if (positive && remainder.signum() < 0) {
            remainder = remainder.add(divisor).remainder(divisor);
        }
        DecimalArithmetic.store(remainder, type, mode, call.settings(), out, row);
    }

    private static void zero(OverflowMode mode, KernelCall call, ValueVector out, int row) {
        if (mode == OverflowMode.FAIL) {
            throw ArithmeticErrors.remainderByZero(call.settings());
        }
        out.setNull(row);
    }

    /** {@code div} of longs and decimals gives a long; of intervals too. */
    static ScalarKernel wholeQuotient() {
        return Kernels.<LongVector>strictFor(call -> {
            OverflowMode mode = OverflowMode.of(call.ansi(), false);
            if (call.argumentType(0) instanceof DecimalType) {
                return (in, row, out) -> decimalQuotient(mode, call, in, row, out);
            }
            return (in, row, out) -> longQuotient(mode, call, in, row, out);
        });
    }

    private static void longQuotient(OverflowMode mode, KernelCall call, Arguments in, int row, LongVector out) {
        long divisor = in.longAt(1, row);
        long dividend = in.longAt(0, row);
        if (divisor == 0) {
            divideByZero(mode, call, out, row);
        } else if (mode == OverflowMode.FAIL && dividend == Long.MIN_VALUE && divisor == -1) {
            throw ArithmeticErrors.overflow(call.settings(), "Overflow in integral divide", "try_divide");
        } else {
            out.set(row, dividend / divisor);
        }
    }

    private static void decimalQuotient(OverflowMode mode, KernelCall call, Arguments in, int row, LongVector out) {
        BigDecimal divisor = (BigDecimal) in.valueAt(1, row);
        if (divisor.signum() == 0) {
            divideByZero(mode, call, out, row);
            return;
        }
        BigDecimal quotient = ((BigDecimal) in.valueAt(0, row)).divideToIntegralValue(divisor);
        int precision = quotientPrecision((DecimalType) call.argumentType(0), (DecimalType) call.argumentType(1));
        if (quotient.precision() - quotient.scale() <= precision) {
            // Spark takes the lowest 64 bits, in ANSI mode too.
            out.set(row, quotient.longValue());
        } else if (mode == OverflowMode.FAIL) {
            throw ArithmeticErrors.decimalOverflow(call.settings(), quotient.toPlainString(), precision, 0);
        } else {
            out.setNull(row);
        }
    }

    private static int quotientPrecision(DecimalType dividend, DecimalType divisor) {
        int digits = dividend.precision() - dividend.scale() + divisor.scale();
        return Math.min(Math.max(1, digits), DecimalType.MAX_PRECISION);
    }

    private static void divideByZero(OverflowMode mode, KernelCall call, ValueVector out, int row) {
        if (mode == OverflowMode.FAIL) {
            throw ArithmeticErrors.divideByZero(call.settings());
        }
        out.setNull(row);
    }
}
