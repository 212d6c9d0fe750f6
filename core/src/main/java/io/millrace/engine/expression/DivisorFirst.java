package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.math.BigDecimal;
import java.util.List;

/**
 * A division that asks for its divisor first. Where that is null the dividend is not asked for and cannot fail, nor where
 * it is zero if that is no error: {@code (1 / 0) / NULL} is null. The division itself is computed by another kernel, over
 * the values that are there already.
 */
public final class DivisorFirst implements Evaluator {
    private final Evaluator dividend;
    private final Evaluator divisor;
    private final boolean zeroFails;
    private final Evaluator division;
    private final Computed dividends = new Computed();
    private final Computed divisors = new Computed();
    private final Arguments asked = new Arguments(1);

    private DivisorFirst(ScalarKernel kernel, boolean zeroFails, KernelCall call, List<Evaluator> arguments) {
        this.dividend = arguments.get(0);
        this.divisor = arguments.get(1);
        this.zeroFails = zeroFails;
        this.division = kernel.open(call, List.of(dividends, divisors));
    }

    /** The kernel of a division by numbers, told to ask for its divisor first. */
    public static ScalarKernel of(ScalarKernel kernel, boolean isTry) {
        return (call, arguments) -> new DivisorFirst(kernel, call.ansi() && !isTry, call, arguments);
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        divisors.values = divisor.evaluate(batch, rows, context);
        asked.set(0, divisors.values);
        dividends.values = StrictArguments.evaluate(dividend, this::isNeedless, batch, rows, context);
        return division.evaluate(batch, rows, context);
    }

    private boolean isNeedless(int row) {
        return asked.isNull(0, row) || (!zeroFails && isZero(asked.valueAt(0, row)));
    }

    private static boolean isZero(Object divisor) {
        return divisor instanceof BigDecimal number ? number.signum() == 0 : ((Number) divisor).doubleValue() == 0;
    }
}
