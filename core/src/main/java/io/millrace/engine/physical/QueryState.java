package io.millrace.engine.physical;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.StatefulOperator;
import io.millrace.engine.state.StatefulStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The operators of one run of a streaming query that keep state from batch to batch, by store id. */
public final class QueryState {
    private final MemoryBudget memory;
    private final int shards;
    private final Map<Integer, StatefulOperator> operators = new LinkedHashMap<>();
    private final Map<Integer, long[]> nanos = new ConcurrentHashMap<>();

    /** @param shards into how many independent parts each operator divides its keys */
    public QueryState(MemoryBudget memory, int shards) {
        this.memory = memory;
        this.shards = shards;
    }

    MemoryBudget memory() {
        return memory;
    }

    /** Into how many independent parts each operator divides its keys. */
    public int shards() {
        return shards;
    }

    void open(StatefulOperator operator) {
        operators.put(operator.state().storeId(), operator);
    }

    <T extends StatefulOperator> T operator(int storeId, Class<T> type) {
        return type.cast(operators.get(storeId));
    }

    /** Adds to the time that an operator spent in the current batch. */
    void spent(int storeId, long updateNanos, long removalNanos) {
        long[] known = nanos.computeIfAbsent(storeId, ignored -> new long[2]);
        synchronized (known) {
            known[0] += updateNanos;
            known[1] += removalNanos;
        }
    }

    /** Begins a batch, and to count times anew. */
    public void beginBatch(BatchContext context) {
        nanos.clear();
        operators.values().forEach(operator -> operator.begin(context));
    }

    /** Ends a batch, once all rows have passed and before the stores are committed. */
    public void finishBatch() {
        operators.values().forEach(StatefulOperator::finish);
    }

    /** Milliseconds that an operator took to take rows in, over all tasks. */
    public long updateMillis(int storeId) {
        return nanos.getOrDefault(storeId, new long[2])[0] / 1_000_000;
    }

    /** Milliseconds that an operator took to give results and to evict, over all tasks. */
    public long removalMillis(int storeId) {
        return nanos.getOrDefault(storeId, new long[2])[1] / 1_000_000;
    }

    /** The stores of all operators. */
    public List<StatefulStore> stores() {
        return operators.values().stream().map(StatefulOperator::state).toList();
    }

    /** Rows, or unfinished aggregates, that came too late for an operator in the last batch. */
    public long droppedRows(int storeId) {
        return operators.get(storeId).droppedRows();
    }

    /** Figures of the last batch that only such an operator has. */
    public Map<String, Long> customMetrics(int storeId) {
        return operators.get(storeId).customMetrics();
    }
}
