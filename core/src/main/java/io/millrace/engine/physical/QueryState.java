package io.millrace.engine.physical;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.aggregate.StreamingAggregate;
import io.millrace.engine.state.StatefulStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operators of one run of a streaming query that keep state from batch to batch, by store id. */
public final class QueryState {
    private final MemoryBudget memory;
    private final int shards;
    private final Map<Integer, StreamingAggregate> aggregates = new HashMap<>();
    private final List<StatefulStore> stores = new ArrayList<>();

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

    /** The stores of all operators. */
    public List<StatefulStore> stores() {
        return stores;
    }

    /** Rows, or unfinished aggregates, that came too late for an operator in the last batch. */
    public long droppedRows(int storeId) {
        return aggregates.containsKey(storeId) ? aggregates.get(storeId).droppedRows() : 0;
    }
}
