package io.millrace.engine.expression;

import java.math.BigDecimal;

/**
 * Divisions that ask for their divisor first. Where that is null the dividend cannot fail, nor where it is zero if that is
 * no error: {@code (1 / 0) / NULL} is null.
 */
public final class DivisorFirst {
    private DivisorFirst() {}

    /** The kernel of a division by numbers, told to ask for its divisor first. */
    public static ScalarKernel of(ScalarKernel kernel, boolean isTry) {
        return (call, arguments) -> {
            boolean zeroFails = call.ansi() && !isTry;
            return GuardFirst.of(kernel, 1, (divisor, row) -> !zeroFails && isZero(divisor.valueAt(0, row)))
                    .open(call, arguments);
        };
    }

    private static boolean isZero(Object divisor) {
        return divisor instanceof BigDecimal number ? number.signum() == 0 : ((Number) divisor).doubleValue() == 0;
    }
}
