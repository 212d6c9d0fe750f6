package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.util.List;

/**
 * A function of two arguments of which one is asked for first, wherever it stands: where that is null, or says so, the other
 * is not asked for and cannot fail. The function itself is computed by another kernel, over the values that are there already.
 */
public final class GuardFirst implements Evaluator {
    /** Whether the result of a row is known from its guard, which is not null, alone. */
    @FunctionalInterface
    public interface Decision {
        boolean holds(Arguments guard, int row);
    }

    private final Evaluator guard;
    private final Evaluator other;
    private final Decision decision;
    private final Evaluator function;
    private final Computed guards = new Computed();
    private final Computed others = new Computed();
    private final Arguments asked = new Arguments(1);

    private GuardFirst(ScalarKernel kernel, int first, Decision decision, KernelCall call, List<Evaluator> arguments) {
        this.guard = arguments.get(first);
        this.other = arguments.get(1 - first);
        this.decision = decision;
        this.function = kernel.open(call, first == 0 ? List.of(guards, others) : List.of(others, guards));
    }

    /**
     * A kernel that is told to ask for one of its arguments first.
     *
     * @param first the position of that argument
     */
    public static ScalarKernel of(ScalarKernel kernel, int first, Decision decision) {
        return (call, arguments) -> new GuardFirst(kernel, first, decision, call, arguments);
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        guards.values = guard.evaluate(batch, rows, context);
        asked.set(0, guards.values);
        others.values = StrictArguments.evaluate(
                other, row -> asked.isNull(0, row) || decision.holds(asked, row), batch, rows, context);
        return function.evaluate(batch, rows, context);
    }
}
