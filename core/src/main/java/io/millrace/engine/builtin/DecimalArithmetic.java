package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.Settings;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Arithmetic of decimals. Sides and results of at most 18 digits are computed in longs where nothing must be rounded;
 * everything else by BigDecimal.
 */
final class DecimalArithmetic {
    private static final int LONG_DIGITS = 18;
    /** To so many digits behind the point messages show a quotient. */
    private static final int SHOWN_SCALE = DecimalType.MAX_PRECISION + 1;

    private static final long[] POWERS = new long[LONG_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private DecimalArithmetic() {}

    static ScalarKernel of(WholeArithmetic.Operation operation, boolean isTry) {
        return Kernels.<DecimalVector>strictFor(call -> {
            OverflowMode mode = OverflowMode.of(call.ansi(), isTry);
            DecimalType type = (DecimalType) call.type();
            DecimalType left = (DecimalType) call.argumentType(0);
            DecimalType right = (DecimalType) call.argumentType(1);
            boolean exactScale = operation == WholeArithmetic.Operation.MULTIPLY
                    ? type.scale() == left.scale() + right.scale()
                    : type.scale() == Math.max(left.scale(), right.scale());
            if (type.precision() <= LONG_DIGITS && exactScale) {
                return shortDigits(operation, left, right, type);
            }
            return (in, row, out) -> store(exact(operation, in, row), type, mode, call.settings(), out, row);
        });
    }

    /** The result type has room for every result, so nothing can overflow. */
    private static Kernels.RowFunction<DecimalVector> shortDigits(
            WholeArithmetic.Operation operation, DecimalType left, DecimalType right, DecimalType type) {
        boolean product = operation == WholeArithmetic.Operation.MULTIPLY;
        long leftFactor = product ? 1 : POWERS[type.scale() - left.scale()];
        long rightFactor = product ? 1 : POWERS[type.scale() - right.scale()];
        return (in, row, out) -> {
            long l = low(in, 0, row) * leftFactor;
            long r = low(in, 1, row) * rightFactor;
            out.set(
                    row,
                    switch (operation) {
                        case ADD -> l + r;
                        case SUBTRACT -> l - r;
                        case MULTIPLY -> l * r;
                    });
        };
    }

    private static long low(Arguments in, int argument, int row) {
        return ((DecimalVector) in.plain(argument)).low()[in.at(argument, row)];
    }

    private static BigDecimal exact(WholeArithmetic.Operation operation, Arguments in, int row) {
        BigDecimal left = (BigDecimal) in.valueAt(0, row);
        BigDecimal right = (BigDecimal) in.valueAt(1, row);
        return switch (operation) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
        };
    }

    static ScalarKernel divide(boolean isTry) {
        return Kernels.<DecimalVector>strictFor(call -> {
            OverflowMode mode = OverflowMode.of(call.ansi(), isTry);
            DecimalType type = (DecimalType) call.type();
            return (in, row, out) -> divide(mode, call, type, in, row, out);
        });
    }

    private static void divide(
            OverflowMode mode, KernelCall call, DecimalType type, Arguments in, int row, DecimalVector out) {
        BigDecimal left = (BigDecimal) in.valueAt(0, row);
        BigDecimal right = (BigDecimal) in.valueAt(1, row);
        if (right.signum() == 0) {
            if (mode == OverflowMode.FAIL) {
                throw ArithmeticErrors.divideByZero(call.settings());
            }
            out.setNull(row);
            return;
        }
        BigDecimal quotient = left.divide(right, type.scale(), RoundingMode.HALF_UP);
        if (mode == OverflowMode.FAIL && quotient.precision() > type.precision()) {
            quotient = left.divide(right, SHOWN_SCALE, RoundingMode.HALF_UP);
        }
        store(quotient, type, mode, call.settings(), out, row);
    }

    /** Rounds a value half up to a type's scale and sets it; too many digits are an error or null. */
    static void store(
            BigDecimal value, DecimalType type, OverflowMode mode, Settings settings, DecimalVector out, int row) {
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() <= type.precision()) {
            out.set(row, rounded.unscaledValue());
        } else if (mode == OverflowMode.FAIL) {
            throw ArithmeticErrors.decimalOverflow(settings, value.toPlainString(), type.precision(), type.scale());
        } else {
            out.setNull(row);
        }
    }
}
