package io.millrace.engine.session;

import io.millrace.Session;
import io.millrace.engine.microbatch.QueryDefinition;
import io.millrace.engine.microbatch.QueryEvents;
import io.millrace.engine.microbatch.StreamingQueryRun;
import io.millrace.plan.Engine.QueryHandle;
import io.millrace.plan.Engine.QueryListener;
import io.millrace.plan.Engine.QueryManager;
import io.millrace.plan.UnresolvedPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The streaming queries of one session. */
final class StreamingQueries implements QueryManager, QueryEvents, AutoCloseable {
    /** Active runs of all sessions of the process, by query id: a checkpoint is used by one run at a time. */
    private static final Map<UUID, StreamingQueryRun> ACTIVE_RUNS = new HashMap<>();

    private final EmbeddedEngine engine;
    private final ListenerBus listeners;
    private final Map<UUID, StreamingQueryRun> active = new LinkedHashMap<>();
    private final Map<UUID, TemporaryCheckpoint> temporary = new HashMap<>();
    private volatile Session session;
    private boolean anyTerminated;
    private Exception lastFailure;

    StreamingQueries(EmbeddedEngine engine) {
        this.engine = engine;
        this.listeners = new ListenerBus();
    }

    void attach(Object owner) {
        session = (Session) owner;
    }

    QueryHandle start(UnresolvedPlan.StreamingWrite write) {
        StreamingQueryStarter starter = new StreamingQueryStarter(engine, session, write);
        QueryDefinition query = EmbeddedEngine.analysing(() -> starter.prepare(this::requireFreeName));
        StreamingQueryRun run =
                new StreamingQueryRun(query, engine.pool(), engine.memory(), engine.clock(), this);
        try {
            takeOver(query.id(), run);
        } catch (RuntimeException e) {
            query.sink().close();
            throw e;
        }
        synchronized (this) {
            active.put(query.runId(), run);
            starter.temporaryCheckpoint().ifPresent(directory -> temporary.put(query.runId(), directory));
        }
        run.start();
        return run;
    }

    private synchronized void requireFreeName(String name) {
        for (StreamingQueryRun run : active.values()) {
            if (name.equals(run.name())) {
                throw new IllegalArgumentException(
                        "Cannot start query with name " + name + " as a query with that name is already active");
            }
        }
    }

    /** Stops an older run of the same query, or refuses, as the settings say. */
    private void takeOver(UUID id, StreamingQueryRun run) {
        StreamingQueryRun older;
        synchronized (ACTIVE_RUNS) {
            older = ACTIVE_RUNS.get(id);
            if (older == null || !older.isActive()) {
                ACTIVE_RUNS.put(id, run);
                return;
            }
        }
        if (!engine.settings().flag(SessionConfiguration.STOP_ACTIVE_RUN)) {
            throw new IllegalStateException("Cannot start query with id " + id
                    + " as another query with same id is already active. Perhaps you are attempting to restart a query "
                    + "from checkpoint that is already active.");
        }
        older.stop();
        synchronized (ACTIVE_RUNS) {
            ACTIVE_RUNS.put(id, run);
        }
    }

    @Override
    public synchronized List<QueryHandle> active() {
        return List.copyOf(active.values());
    }

    @Override
    public synchronized boolean awaitAny(long milliseconds) {
        long deadline = System.nanoTime() + milliseconds * 1_000_000;
        while (!anyTerminated) {
            long remaining = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (milliseconds > 0 && remaining <= 0) {
                return false;
            }
            try {
                wait(milliseconds > 0 ? remaining : 0);
            } catch (InterruptedException e) {
                throw io.millrace.Errors.raise(e);
            }
        }
        if (lastFailure != null) {
            throw io.millrace.Errors.raise(lastFailure);
        }
        return true;
    }

    @Override
    public synchronized void resetTerminated() {
        anyTerminated = false;
        lastFailure = null;
    }

    @Override
    public void addListener(QueryListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(QueryListener listener) {
        listeners.remove(listener);
    }

    // What queries report

    @Override
    public void started(QueryDefinition query, long timestampMillis) {
        listeners.started(query, timestampMillis);
    }

    @Override
    public void progressed(Map<String, Object> progress) {
        listeners.progressed(progress);
    }

    @Override
    public void idle(QueryDefinition query, long timestampMillis) {
        listeners.idle(query, timestampMillis);
    }

    @Override
    public void terminated(
            StreamingQueryRun run, QueryDefinition query, Optional<Exception> failure, Optional<String> condition) {
        synchronized (ACTIVE_RUNS) {
            ACTIVE_RUNS.remove(query.id(), run);
        }
        TemporaryCheckpoint directory;
        synchronized (this) {
            active.remove(query.runId());
            directory = temporary.remove(query.runId());
            anyTerminated = true;
            lastFailure = failure.orElse(null);
            notifyAll();
        }
        if (directory != null) {
            directory.release(failure.isPresent(), query.configuration());
        }
        listeners.terminated(query, failure, condition);
    }

    @Override
    public void close() {
        List<StreamingQueryRun> running;
        synchronized (this) {
            running = new ArrayList<>(active.values());
        }
        running.forEach(StreamingQueryRun::stop);
        listeners.close();
    }
}
