package io.millrace.engine.operator.limit;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.StatefulOperator;
import io.millrace.engine.operator.basic.LimitOperator;
import io.millrace.engine.state.KeyValueState;
import io.millrace.engine.state.PaneRule;
import io.millrace.engine.state.StatefulStore;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataTypes;
import java.util.List;

/**
 * Passes so many rows on over the whole life of a query. State is one number: how many have passed.
 *
 * <p>It never tells the steps before it that it is full: what keeps state below it must see every batch to its end.
 */
public final class StreamingLimit implements StatefulOperator {
    /** The operator's name in progress reports. */
    private static final String OPERATOR_NAME = "globalLimit";

    private static final Selection ONE_ROW = Selection.range(1);
    private static final long[] NO_HASH = new long[1];

    private final long count;
    private final KeyValueState state;
    private long passedBefore;
    private long passed;

    public StreamingLimit(int storeId, long count, MemoryBudget budget) {
        this.count = count;
        state = new KeyValueState(
                storeId, OPERATOR_NAME, List.of(), List.of(DataTypes.LongType), new PaneRule.None(), 1, budget);
    }

    @Override
    public StatefulStore state() {
        return state;
    }

    @Override
    public void begin(BatchContext context) {
        LongVector number = number(0);
        boolean[] found = new boolean[1];
        state.get(0, List.of(), ONE_ROW, NO_HASH, List.of(number), found);
        passedBefore = found[0] ? number.get(0) : 0;
        passed = passedBefore;
    }

    @Override
    public void finish() {
        if (passed > passedBefore) {
            state.put(0, List.of(number(passed)), ONE_ROW, NO_HASH);
        }
    }

    private static LongVector number(long value) {
        LongVector vector = new LongVector(DataTypes.LongType);
        vector.reset(1);
        vector.set(0, value);
        return vector;
    }

    /** The step of one task. */
    public Operator openTask() {
        return (batch, out) -> {
            long left = reserve(batch.rowCount());
            if (left > 0) {
                new LimitOperator(0, left).process(batch, out);
            }
        };
    }

    /** How many of so many rows may pass; they count as passed. */
    private synchronized long reserve(long rows) {
        long granted = Math.min(rows, count - passed);
        passed += Math.max(0, granted);
        return granted;
    }
}
