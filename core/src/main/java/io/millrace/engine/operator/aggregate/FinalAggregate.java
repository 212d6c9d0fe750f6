package io.millrace.engine.operator.aggregate;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.util.List;

/**
 * The second step of an aggregation in a batch query: adds unfinished aggregates up and gives results, shard by shard.
 *
 * <pre>
 *   merge(shard, partials)*    any number, in any order
 *   finish(shard, out)         once for each shard: key columns, then results
 *   close()                    always
 * </pre>
 *
 * <p>Shards are independent; each is used by one thread at a time. An aggregation without keys has its rows in shard 0 and
 * gives one row there, also when nothing came.
 */
public final class FinalAggregate implements AutoCloseable {
    private final AggregateSpecification specification;
    private final AggregationTable[] tables;

    public FinalAggregate(AggregateSpecification specification, int shards, MemoryBudget budget) {
        this.specification = specification;
        tables = new AggregationTable[shards];
        for (int i = 0; i < shards; i++) {
            MemoryBudget.Account account = budget.open(
                    "aggregation (shard " + i + ")",
                    "Give the process more memory, or group by keys that have fewer values.");
            tables[i] = new AggregationTable(specification.keyTypes(), specification.aggregateCalls(), account);
        }
    }

    public int shards() {
        return tables.length;
    }

    /** Adds the selected rows: keys, then buffers. */
    public void merge(int shard, ColumnBatch partials) {
        merge(shard, partials, partials.selection(), null);
    }

    /**
     * Adds some rows of a batch.
     *
     * @param hashes the hashes of the keys by position, as {@link io.millrace.engine.state.KeyHash} gives them, or null to
     *     have them computed
     */
    public void merge(int shard, ColumnBatch partials, Selection rows, long[] hashes) {
        if (rows.isEmpty()) {
            return;
        }
        AggregationTable table = tables[shard];
        int[] groups = table.assign(partials.columns(), rows, hashes);
        List<ColumnVector> buffers =
                partials.columns().subList(specification.keyTypes().size(), partials.columnCount());
        table.values().merge(groups, buffers, rows);
        table.account();
    }

    /** Gives the results of a shard and forgets them. */
    public void finish(int shard, Output out) {
        AggregationTable table = tables[shard];
        if (specification.keyTypes().isEmpty() && shard == 0) {
            table.ensureGlobalGroup();
        }
        RowBuilder rows = new RowBuilder(
                specification.resultTypes(), specification.keyTypes().size());
        table.emit(rows, (groups, count, targets) -> table.values().finish(groups, count, targets, 0), out);
        table.clear();
    }

    /** Gives back what a shard holds. */
    public void release(int shard) {
        tables[shard].close();
    }

    @Override
    public void close() {
        for (AggregationTable table : tables) {
            table.close();
        }
    }
}
