package io.millrace.engine.operator.deduplicate;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.engine.operator.StatefulOperator;
import io.millrace.engine.operator.exchange.HashPartitioner;
import io.millrace.engine.state.KeyValueState;
import io.millrace.engine.state.LateRows;
import io.millrace.engine.state.PaneRule;
import io.millrace.engine.state.StatefulStore;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Passes the first row of each key on and remembers the key, for ever or until a watermark has passed its event time.
 *
 * <p>Rows stay in the pipeline of their task: each task asks the shards of its batch's keys which rows are new, one task
 * at a time to a shard, and passes a narrower selection on. Keys that are finished leave after the last row of the batch,
 * so that a batch sees what the batch before it saw.
 */
public final class StreamingDeduplicate implements StatefulOperator {
    /** The operator's names in progress reports. */
    private static final String DEDUPE = "dedupe";

    private static final String WITHIN_WATERMARK = "dedupeWithinWatermark";
    private static final long MICROS_PER_MILLI = 1000;

    private final DeduplicateSpecification specification;
    private final KeyValueState state;
    private final Object[] owners;
    private final LongAdder late = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private long lateBound;
    private long evictionBound;

    public StreamingDeduplicate(
            int storeId, DeduplicateSpecification specification, int shardCount, MemoryBudget budget) {
        this.specification = specification;
        boolean expires = specification.expiry().isPresent();
        List<DataType> values = expires ? List.of(DataTypes.TimestampType) : List.of();
        state = new KeyValueState(
                storeId,
                expires ? WITHIN_WATERMARK : DEDUPE,
                specification.keyTypes(),
                values,
                specification.pane(),
                shardCount,
                budget);
        owners = IntStream.range(0, shardCount).mapToObj(i -> new Object()).toArray();
    }

    @Override
    public StatefulStore state() {
        return state;
    }

    @Override
    public void begin(BatchContext context) {
        lateBound = context.lateWatermarkMillis() * MICROS_PER_MILLI;
        evictionBound = context.evictionWatermarkMillis() * MICROS_PER_MILLI;
        late.reset();
        duplicates.reset();
    }

    @Override
    public void finish() {
        if (!(specification.pane() instanceof PaneRule.None)) {
            for (int shard = 0; shard < owners.length; shard++) {
                state.evict(shard, evictionBound);
            }
        }
    }

    @Override
    public long droppedRows() {
        return late.sum();
    }

    @Override
    public Map<String, Long> customMetrics() {
        return Map.of("numDroppedDuplicateRows", duplicates.sum());
    }

    /** The step of one task. */
    public Operator openTask() {
        return new Step();
    }

    private final class Step implements Operator {
        private final HashPartitioner partitioner = new HashPartitioner(specification.keys(), owners.length);
        private final LateRows lateRows = new LateRows();
        private final LongVector expiries = new LongVector(DataTypes.TimestampType);
        private int[] added = new int[0];
        private int[] kept = new int[0];

        @Override
        public void process(ColumnBatch batch, Output out) {
            Selection inTime = lateRows.remove(specification.lateness(), batch.columns(), batch.selection(), lateBound);
            late.add(batch.rowCount() - inTime.count());
            if (inTime.isEmpty()) {
                return;
            }
            ColumnBatch rows = batch.select(inTime);
            int count = putAll(rows);
            duplicates.add(inTime.count() - count);
            if (count > 0) {
                Arrays.sort(kept, 0, count);
                out.emit(batch.select(new Selection(kept, count)));
            }
        }

        /** Puts the keys that are new; their positions are in {@code kept}. */
        private int putAll(ColumnBatch rows) {
            int capacity = rows.rowCount();
            if (kept.length < capacity) {
                kept = new int[capacity];
                added = new int[capacity];
            }
            List<ColumnVector> columns = new ArrayList<>();
            specification.keys().forEach(key -> columns.add(rows.column(key)));
            specification.expiry().ifPresent(expiry -> columns.add(expiries(expiry, rows)));
            partitioner.partition(rows);
            int count = 0;
            for (int shard = 0; shard < owners.length; shard++) {
                Selection selected = partitioner.selection(shard);
                if (!selected.isEmpty()) {
                    int fresh;
                    synchronized (owners[shard]) {
                        fresh = state.putIfAbsent(shard, columns, selected, partitioner.hashes(), added);
                    }
                    System.arraycopy(added, 0, kept, count, fresh);
                    count += fresh;
                }
            }
            return count;
        }

        /** When keys are forgotten; a row without event time counts as one of 1970, as in Spark. */
        private LongVector expiries(DeduplicateSpecification.Expiry expiry, ColumnBatch rows) {
            ColumnVector column = rows.column(expiry.eventTime());
            ValueVector plain = Vectors.plain(column);
            LongVector times = plain instanceof StructVector window ? (LongVector) window.child(1) : (LongVector) plain;
            expiries.reset(rows.selection().end());
            for (int i = 0; i < rows.rowCount(); i++) {
                int position = rows.selection().position(i);
                int slot = Vectors.plainPosition(column, position);
                long time = plain.isNull(slot) ? 0 : times.get(slot);
                expiries.set(position, time + expiry.delayMicros());
            }
            return expiries;
        }
    }
}
