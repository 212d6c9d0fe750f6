package io.millrace.engine.state;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The state of one run of a query: all its stores, their change log and their snapshots.
 *
 * <pre>
 *   register(store)*          the operators of the plan
 *   load(N)                   memory is version N, the result of batch N - 1
 *   ( the stores change; commit(N + 1); maintain() )*
 *   discard(); load(N)        after a batch that failed or was stopped: the only way back
 *   close()
 * </pre>
 *
 * <p>Used by the thread of the query's loop; a thread of its own, {@code millrace-snapshot-…}, writes snapshots. A query
 * without stores leaves no trace in the checkpoint.
 */
public final class StateManager implements AutoCloseable {
    private static final String DIRECTORY = "millrace";

    private final CheckpointStore store;
    private final StateSettings settings;
    private final String queryName;
    private final List<StatefulStore> stores = new ArrayList<>();
    private List<StateMetrics> metrics = List.of();
    private StateSchemas schemas;
    private SnapshotFiles snapshots;
    private StateLog log;
    private ExecutorService background;
    private SnapshotTask snapshot;
    private IOException backgroundFailure;
    private long version = -1;
    private long bytesSinceSnapshot;
    private long lastSnapshotBytes;

    /**
     * Makes a manager without stores.
     *
     * @param checkpoint the query's checkpoint
     * @param queryName names the background thread
     */
    public StateManager(CheckpointStore checkpoint, StateSettings settings, String queryName) {
        store = checkpoint.directory(DIRECTORY);
        this.settings = settings;
        this.queryName = queryName;
    }

    /** Adds a store; before {@link #load}. */
    public void register(StatefulStore added) {
        for (StatefulStore known : stores) {
            if (known.storeId() == added.storeId()) {
                throw new IllegalArgumentException("there are two state stores " + added.storeId());
            }
        }
        stores.add(added);
    }

    /** Whether the checkpoint has state of any version. */
    public boolean hasState() throws IOException {
        return !new StateLog(store, settings.segmentBytes()).isEmpty() || !new SnapshotFiles(store).isEmpty();
    }

    /**
     * Fills all stores with a version. Everything is checked before anything is changed.
     *
     * @throws MillraceException when the stores are not those of the checkpoint, or the version is not there, damaged or
     *     written by a newer program
     */
    public void load(long wanted) throws IOException {
        closeFiles();
        schemas = new StateSchemas(store);
        snapshots = new SnapshotFiles(store);
        log = new StateLog(store, settings.segmentBytes());
        schemas.check(wanted, stores);
        Optional<SnapshotFiles.Snapshot> base = snapshots.newestFor(wanted);
        if (wanted > 0 && !stores.isEmpty() && log.isEmpty() && base.isEmpty()) {
            throw missingState();
        }
        log.checkFormats();
        if (base.isPresent()) {
            snapshots.check(base.get());
        }
        stores.forEach(StatefulStore::clear);
        if (!stores.isEmpty()) {
            fill(wanted, base);
        }
        stores.forEach(StatefulStore::committed);
        version = wanted;
        metrics = List.of();
        bytesSinceSnapshot = log.replayedBytes();
    }

    private void fill(long wanted, Optional<SnapshotFiles.Snapshot> base) throws IOException {
        FrameReplay replay = new FrameReplay(stores);
        if (base.isPresent()) {
            snapshots.replay(base.get(), replay);
        }
        log.replay(base.map(SnapshotFiles.Snapshot::start).orElse(0L), wanted, replay);
        snapshots.deleteAfter(wanted);
        schemas.write(wanted, stores);
    }

    private MillraceException missingState() {
        Map<Integer, StoreSchema> wanted = new TreeMap<>();
        stores.forEach(state -> wanted.put(state.storeId(), state.schema()));
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY,
                "OpsInCurBatchSeq",
                StateSchemas.describe(wanted)));
    }

    /** The version in memory, without what changed since. */
    public long version() {
        return version;
    }

    /**
     * Makes what changed durable as the next version: one append and one force for all stores.
     *
     * @param next the number after {@link #version}
     * @throws MillraceException CANNOT_COMMIT when it cannot be written; then {@link #discard} and {@link #load}
     */
    public void commit(long next) {
        if (next != version + 1) {
            throw new IllegalStateException("version " + next + " cannot follow " + version);
        }
        long started = System.nanoTime();
        if (!stores.isEmpty()) {
            bytesSinceSnapshot += log.commit(next, stores);
        }
        long millis = (System.nanoTime() - started) / 1_000_000;
        metrics = stores.stream().map(state -> measure(state, millis)).toList();
        stores.forEach(StatefulStore::committed);
        version = next;
    }

    private static StateMetrics measure(StatefulStore state, long commitMillis) {
        return new StateMetrics(
                state.storeId(),
                state.schema().operatorName(),
                state.rows(),
                state.updatedRows(),
                state.removedRows(),
                state.bytes(),
                commitMillis);
    }

    /** What the last commit did, in the order in which stores were registered. */
    public List<StateMetrics> metrics() {
        return metrics;
    }

    /**
     * Goes on with the snapshot that is due: copies one slice. To be called between batches, and now and then while there are
     * none.
     *
     * @return whether a snapshot is being made, so that it is worth to be called again soon
     * @throws MillraceException CANNOT_COMMIT when the background thread could not write
     */
    public boolean maintain() {
        try {
            if (backgroundFailure != null) {
                throw backgroundFailure;
            }
            if (snapshot == null) {
                return beginSnapshot();
            }
            if (!snapshot.advance(version, settings.sliceRows())) {
                return true;
            }
            snapshots.add(snapshot.snapshot());
            lastSnapshotBytes = snapshot.bytes();
            snapshot = null;
            forgetOld();
            return false;
        } catch (IOException failure) {
            backgroundFailure = failure;
            throw new MillraceException(
                    ErrorDetail.of(
                            ErrorCondition.CANNOT_WRITE_STATE_STORE__CANNOT_COMMIT,
                            "path",
                            store.location() + "/snapshots",
                            "reason",
                            String.valueOf(failure.getMessage())),
                    failure);
        }
    }

    private boolean beginSnapshot() throws IOException {
        forgetOld();
        // a snapshot that starts where an older one does would overwrite it
        boolean changed =
                snapshots.newestFor(version).map(SnapshotFiles.Snapshot::start).orElse(0L) < version;
        if (stores.isEmpty()
                || !changed
                || bytesSinceSnapshot < Math.max(settings.snapshotLogBytes(), lastSnapshotBytes)) {
            return false;
        }
        if (background == null) {
            background = Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "millrace-snapshot-" + queryName);
                thread.setDaemon(true);
                return thread;
            });
        }
        log.roll();
        bytesSinceSnapshot = 0;
        snapshot = new SnapshotTask(snapshots, background, version, List.copyOf(stores));
        return true;
    }

    /** Deletes what no version needs that may still be loaded. */
    private void forgetOld() throws IOException {
        List<SnapshotFiles.Snapshot> old = snapshots.forgetBefore(Math.max(0, version - settings.retainedVersions()));
        for (SnapshotFiles.Snapshot gone : old) {
            store.delete(gone.manifest());
            store.delete(gone.data());
        }
        Optional<SnapshotFiles.Snapshot> oldest = snapshots.oldest();
        if (oldest.isPresent() && oldest.get().end() <= version - settings.retainedVersions()) {
            for (String path : log.forgetUpTo(oldest.get().start())) {
                store.delete(path);
            }
        }
    }

    /** Forgets what is in memory; {@link #load} must follow. */
    public void discard() throws IOException {
        closeFiles();
        stores.forEach(StatefulStore::clear);
    }

    private void closeFiles() throws IOException {
        version = -1;
        backgroundFailure = null;
        if (snapshot != null) {
            SnapshotTask cancelled = snapshot;
            snapshot = null;
            cancelled.cancel();
        }
        if (log != null) {
            log.close();
        }
    }

    /** Stops the background thread, closes files and gives memory back. */
    @Override
    public void close() throws IOException {
        try {
            discard();
        } finally {
            if (background != null) {
                background.shutdown();
            }
        }
    }
}
