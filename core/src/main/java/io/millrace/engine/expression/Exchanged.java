package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.util.List;

/**
 * A function of two arguments by a kernel that takes them the other way round: {@code a > b} as {@code b < a}. The arguments
 * are asked for as they were written, so that the same one fails, or is null before the other can.
 */
public final class Exchanged implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    private final Computed lefts = new Computed();
    private final Computed rights = new Computed();
    private final Evaluator function;

    private Exchanged(ScalarKernel kernel, KernelCall call, List<Evaluator> arguments) {
        this.left = arguments.get(0);
        this.right = arguments.get(1);
        this.function = kernel.open(call, List.of(rights, lefts));
    }

    /** A kernel whose arguments are those of another, exchanged. */
    public static ScalarKernel of(ScalarKernel kernel) {
        return (call, arguments) -> new Exchanged(kernel, call, arguments);
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        lefts.values = left.evaluate(batch, rows, context);
        rights.values = StrictArguments.evaluate(right, lefts.values::isNull, batch, rows, context);
        return function.evaluate(batch, rows, context);
    }
}
