package io.millrace.engine.microbatch;

import io.millrace.engine.checkpoint.CommitEntry;
import io.millrace.engine.checkpoint.CommitLog;
import io.millrace.engine.checkpoint.OffsetEntry;
import io.millrace.engine.checkpoint.OffsetLog;
import io.millrace.engine.checkpoint.RecoveryPoint;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.logical.StreamRelation;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.WritePipe;
import io.millrace.engine.physical.EventTimeStatistics;
import io.millrace.engine.physical.Execution;
import io.millrace.engine.physical.QueryState;
import io.millrace.engine.scheduler.Cancellation;
import io.millrace.engine.scheduler.TaskPool;
import io.millrace.engine.state.StateManager;
import io.millrace.engine.state.StateSettings;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.SourceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of one run of a query, one after the other, on the query's own thread.
 *
 * <pre>
 *   1  to = source.latest                              what is there; else: does state need a batch without data?
 *   2  offsetLog.add(N, to, watermark, time, conf)     durable: what batch N is
 *   3  source.committed(offsets of N-1); purge         what is older than retention
 *   4  splits → operators → sink writer                state of version N, changed in place toward N + 1
 *   5  stateLog.commit(N + 1)                          durable: one append, one force, all operators
 *   6  sink.commit(N)                                  idempotent by N, or transactional
 *   7  commitLog.add(N, next watermark)                batch N is done (losing it only repeats N)
 *   8  progress
 * </pre>
 *
 * <p>A restart finds the newest N in the offset log; without a commit it runs N again from state N, with the range, the
 * clock and the watermark that step 2 wrote. So every step may be cut off at any instant.
 */
final class MicroBatchLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MicroBatchLoop.class);
    private static final String RETENTION = "spark.sql.streaming.minBatchesToRetain";
    private static final String SNAPSHOT_BYTES = "millrace.state.snapshot.bytes";
    private static final int SHARDS_PER_THREAD = 4;
    private static final String NO_DATA_BATCHES = "spark.sql.streaming.noDataMicroBatches.enabled";

    private final QueryDefinition query;
    private final TaskPool pool;
    private final MemoryBudget memory;
    private final Cancellation cancellation;
    private final Clock clock;
    private final List<SourceState> sources = new ArrayList<>();
    private final long retention;

    private OffsetLog offsetLog;
    private CommitLog commitLog;
    private QueryState operators;
    private StateManager state;
    private WatermarkTracker watermark;
    private Map<String, String> recorded;
    private long batchId;
    private OffsetEntry current;
    private long previousWatermark;
    private boolean ranBatch;

    MicroBatchLoop(QueryDefinition query, TaskPool pool, MemoryBudget memory, Cancellation cancellation, Clock clock) {
        this.query = query;
        this.pool = pool;
        this.memory = memory;
        this.cancellation = cancellation;
        this.clock = clock;
        this.retention = Long.parseLong(query.configuration().getOrDefault(RETENTION, "100"));
    }

    /** What a batch did, for progress. */
    record Outcome(
            long batchId,
            long watermarkMillis,
            Map<StreamRelation, Long> rowsRead,
            long rowsWritten,
            EventTimeStatistics eventTimes,
            boolean hadData) {}

    long batchId() {
        return batchId;
    }

    List<SourceState> sources() {
        return sources;
    }

    QueryState operators() {
        return operators;
    }

    StateManager state() {
        return state;
    }

    WatermarkTracker watermark() {
        return watermark;
    }

    /** Opens sources, sink and state, and finds out where to go on. Call once, before anything else. */
    void open(Runnable onArrival) throws Exception {
        offsetLog = new OffsetLog(query.checkpoint());
        commitLog = new CommitLog(query.checkpoint());
        RecoveryPoint point = RecoveryPoint.find(offsetLog, commitLog);
        if (point.commitsMissing()) {
            LOG.warn(
                    "Query {}: batches before {} have no commit entry; going on with {}",
                    query.label(),
                    point.batchId(),
                    point.batchId());
        }
        batchId = point.batchId();
        current = point.logged().orElse(null);
        Optional<OffsetEntry> newest = point.logged().or(point::previous);
        newest.ifPresent(entry -> entry.requireSources(query.relations().size()));
        recorded = RecordedConfiguration.of(
                query.configuration(),
                newest.flatMap(OffsetEntry::metadata)
                        .map(OffsetEntry.Metadata::configuration)
                        .orElse(Map.of()));
        watermark = new WatermarkTracker(
                query.watermarkDelays(), RecordedConfiguration.slowestInputWins(recorded), point.watermarkMillis());
        previousWatermark = point.lateWatermarkMillis();
        openState();
        openSources(point, onArrival);
        state.load(batchId);
    }

    private void openState() throws Exception {
        operators = new QueryState(memory, SHARDS_PER_THREAD * pool.size());
        query.plan().openState(operators);
        state = new StateManager(
                query.checkpoint(),
                stateSettings(),
                query.name().orElse(query.id().toString()));
        operators.stores().forEach(state::register);
        boolean isNew = batchId == 0 && current == null;
        if (isNew && (state.hasState() || commitLog.latest().isPresent())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.STATE_STORE_CHECKPOINT_LOCATION_NOT_EMPTY,
                    "checkpointLocation",
                    query.checkpoint().location()));
        }
    }

    private StateSettings stateSettings() {
        StateSettings settings = StateSettings.retaining((int) retention);
        String snapshotBytes = query.configuration().get(SNAPSHOT_BYTES);
        return snapshotBytes == null ? settings : settings.withSnapshotsAfter(Long.parseLong(snapshotBytes.trim()));
    }

    private void openSources(RecoveryPoint point, Runnable onArrival) {
        for (int i = 0; i < query.relations().size(); i++) {
            StreamRelation relation = query.relations().get(i);
            SourceContext context = new SourceContext(
                    query.checkpoint().directory("sources/" + i),
                    clock,
                    query.id().toString(),
                    pool.size());
            MicroBatchSource source = relation.source().open(relation.request(), context);
            source.onArrival(onArrival);
            SourceState opened = new SourceState(relation, source);
            int index = i;
            opened.setStart(point.previous().flatMap(entry -> entry.offsets().get(index)));
            opened.setEnd(
                    point.logged().map(entry -> entry.offsets().get(index)).orElse(opened.start()));
            sources.add(opened);
        }
    }

    /** Whether a batch was begun before and must be run again first. */
    boolean hasBegunBatch() {
        return current != null;
    }

    /** Fixes the ends of all sources to what is there now; false when a source cannot do it with its rate limits. */
    boolean fixEnds() throws Exception {
        boolean honoured = true;
        for (SourceState source : sources) {
            honoured &= source.source().canFixEnd();
        }
        for (SourceState source : sources) {
            source.source().fixEnd();
        }
        return honoured;
    }

    /**
     * Asks the sources and, if there is something to do, writes down what the next batch is.
     *
     * @param unlimited whether to ignore rate limits
     * @return whether there is a batch to run
     */
    boolean construct(boolean unlimited, Durations durations) throws Exception {
        if (current != null) {
            return true;
        }
        for (SourceState source : sources) {
            Optional<Offset> latest =
                    durations.measure("latestOffset", () -> source.source().latest(source.start(), unlimited));
            source.setEnd(latest.isPresent() ? latest : source.start());
        }
        boolean hasData = sources.stream().anyMatch(SourceState::hasNewData);
        if (!hasData && !stateNeedsBatch()) {
            state.maintain();
            return false;
        }
        OffsetEntry entry = new OffsetEntry(
                Optional.of(new OffsetEntry.Metadata(watermark.current(), clock.millis(), recorded)),
                sources.stream().map(SourceState::end).toList());
        durations.measure("walCommit", () -> {
            offsetLog.add(batchId, entry);
            releaseOlder();
            return null;
        });
        current = entry;
        return true;
    }

    /** The batches before this one are done for good. */
    private void releaseOlder() throws Exception {
        for (SourceState source : sources) {
            if (batchId > 0 && source.start().isPresent()) {
                source.source().committed(source.start().get());
            }
        }
        offsetLog.purge(batchId - retention);
        commitLog.purge(batchId - retention);
    }

    /** A batch without data lets state finish what the moved watermark has passed. Never as the first of a run. */
    private boolean stateNeedsBatch() {
        return ranBatch
                && watermark.current() > previousWatermark
                && query.plan().finishesByWatermark()
                && !"false".equalsIgnoreCase(query.configuration().get(NO_DATA_BATCHES));
    }

    private long timestampMillis() {
        return current.metadata()
                .map(OffsetEntry.Metadata::batchTimestampMillis)
                .orElse(0L);
    }

    /** Runs the batch that {@link #construct} wrote down. */
    Outcome run(Durations durations) throws Exception {
        if (query.refusal().isPresent()) {
            throw query.refusal().get();
        }
        boolean hadData = sources.stream().anyMatch(SourceState::hasNewData);
        Map<StreamRelation, Execution.StreamRange> ranges = new HashMap<>();
        for (SourceState source : sources) {
            if (source.hasNewData()) {
                ranges.put(
                        source.relation(),
                        new Execution.StreamRange(
                                source.source(), source.start(), source.end().get()));
            }
        }
        BatchContext context = new BatchContext(
                        batchId, timestampMillis() * 1000, previousWatermark, current.watermarkMillis())
                .withSeed(query.id().getMostSignificantBits() ^ query.id().getLeastSignificantBits());
        try (Execution execution = new Execution(
                context, pool, cancellation, memory, new Execution.Streams(ranges, Optional.of(operators)))) {
            return run(execution, context, hadData, durations);
        }
    }

    private Outcome run(Execution execution, BatchContext context, boolean hadData, Durations durations)
            throws Exception {
        LongAdder written = new LongAdder();
        operators.beginBatch(context);
        durations.measure("addBatch", () -> {
            write(execution, written);
            return null;
        });
        watermark.update(execution.eventTimes());
        durations.measure("commitOffsets", () -> {
            commitLog.add(batchId, new CommitEntry(watermark.current()));
            return null;
        });
        Map<StreamRelation, Long> rowsRead = new HashMap<>();
        sources.forEach(source -> rowsRead.put(
                source.relation(), execution.rowsRead(source.relation()).sum()));
        Outcome outcome = new Outcome(
                batchId,
                current.watermarkMillis(),
                rowsRead,
                query.sink().countsRows() ? written.sum() : -1,
                execution.eventTimes(),
                hadData);
        previousWatermark = current.watermarkMillis();
        sources.forEach(SourceState::batchDone);
        ranBatch = true;
        current = null;
        batchId++;
        state.maintain();
        return outcome;
    }

    /** Steps 4 to 6. A failure leaves state half changed; it is loaded again from its log before it is used again. */
    private void write(Execution execution, LongAdder written) throws Exception {
        WriteJob job = query.sink().begin(batchId);
        try {
            execution.run(query.plan(), task -> new WritePipe(job, task.number(), written::add));
            cancellation.check();
            operators.finishBatch();
            state.commit(batchId + 1);
            job.commit();
        } catch (Exception e) {
            try {
                job.abort();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        List<AutoCloseable> open = new ArrayList<>();
        sources.forEach(source -> open.add(source.source()));
        open.add(query.sink());
        if (state != null) {
            open.add(state);
        }
        RuntimeException failure = null;
        for (AutoCloseable closeable : open) {
            try {
                closeable.close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException("A part of the query did not close", e) : failure;
                failure.addSuppressed(e);
            }
        }
        if (failure != null) {
            LOG.warn("Query {} did not close cleanly", query.label(), failure);
        }
    }
}
