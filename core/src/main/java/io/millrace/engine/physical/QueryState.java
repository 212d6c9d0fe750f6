package io.millrace.engine.physical;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.aggregate.StreamingAggregate;
import io.millrace.engine.state.StatefulStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The operators of one run of a streaming query that keep state from batch to batch, by store id. */
public final class QueryState {
    private final MemoryBudget memory;
    private final int shards;
    private final Map<Integer, StreamingAggregate> aggregates = new HashMap<>();
    private final List<StatefulStore> stores = new ArrayList<>();
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

    void open(int storeId, StreamingAggregate aggregate) {
        aggregates.put(storeId, aggregate);
        stores.add(aggregate.state());
    }

    StreamingAggregate aggregate(int storeId) {
        return aggregates.get(storeId);
    }

    /** Adds to the time that an operator spent in the current batch. */
    void spent(int storeId, long updateNanos, long removalNanos) {
        long[] known = nanos.computeIfAbsent(storeId, ignored -> new long[2]);
        synchronized (known) {
            known[0] += updateNanos;
            known[1] += removalNanos;
        }
    }

    /** Begins to count times anew. */
    public void beginBatch() {
        nanos.clear();
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
        return stores;
    }

    /** Rows, or unfinished aggregates, that came too late for an operator in the last batch. */
    public long droppedRows(int storeId) {
        return aggregates.containsKey(storeId) ? aggregates.get(storeId).droppedRows() : 0;
    }
}
