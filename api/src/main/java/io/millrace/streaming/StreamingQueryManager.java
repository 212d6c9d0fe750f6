package io.millrace.streaming;

import io.millrace.Session;
import io.millrace.plan.Engine;
import io.millrace.streaming.StreamingQueryListener.QueryIdleEvent;
import io.millrace.streaming.StreamingQueryListener.QueryProgressEvent;
import io.millrace.streaming.StreamingQueryListener.QueryStartedEvent;
import io.millrace.streaming.StreamingQueryListener.QueryTerminatedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The streaming queries of a session. */
public final class StreamingQueryManager {
    private static final long FOREVER = 0;

    private final Session session;
    private final List<Adapter> adapters = new ArrayList<>();

    private StreamingQueryManager(Session session) {
        this.session = session;
    }

    /** For the session. */
    public static StreamingQueryManager of(Session session) {
        return new StreamingQueryManager(session);
    }

    private Engine.QueryManager queries() {
        return session.engine().queries();
    }

    /** The queries that run. */
    public StreamingQuery[] active() {
        return queries().active().stream()
                .map(handle -> new HandledQuery(session, handle))
                .toArray(StreamingQuery[]::new);
    }

    /** The running query of an id, or null. */
    public StreamingQuery get(UUID id) {
        return queries().active().stream()
                .filter(handle -> handle.id().equals(id))
                .findFirst()
                .map(handle -> new HandledQuery(session, handle))
                .orElse(null);
    }

    public StreamingQuery get(String id) {
        return get(UUID.fromString(id));
    }

    /** Waits until any query has ended since the last reset; throws its failure if it failed. */
    public void awaitAnyTermination() throws StreamingQueryException {
        queries().awaitAny(FOREVER);
    }

    /** Waits likewise; whether one ended in time. */
    public boolean awaitAnyTermination(long timeoutMs) throws StreamingQueryException {
        return queries().awaitAny(HandledQuery.requirePositive(timeoutMs));
    }

    /** Forgets the queries that have ended. */
    public void resetTerminated() {
        queries().resetTerminated();
    }

    public void addListener(StreamingQueryListener listener) {
        Adapter adapter = new Adapter(listener);
        synchronized (adapters) {
            adapters.add(adapter);
        }
        queries().addListener(adapter);
    }

    @SuppressWarnings("ReferenceEquality") // this very listener
    public void removeListener(StreamingQueryListener listener) {
        List<Adapter> removed = new ArrayList<>();
        synchronized (adapters) {
            adapters.stream().filter(adapter -> adapter.listener() == listener).forEach(removed::add);
            adapters.removeAll(removed);
        }
        removed.forEach(queries()::removeListener);
    }

    public StreamingQueryListener[] listListeners() {
        synchronized (adapters) {
            return adapters.stream().map(Adapter::listener).toArray(StreamingQueryListener[]::new);
        }
    }

    /** Turns the engine's JSON into events. */
    private record Adapter(StreamingQueryListener listener) implements Engine.QueryListener {
        @Override
        public void started(String json) {
            listener.onQueryStarted(new QueryStartedEvent(JsonObject.parse(json)));
        }

        @Override
        public void progressed(String json) {
            listener.onQueryProgress(new QueryProgressEvent(JsonObject.parse(json)));
        }

        @Override
        public void idle(String json) {
            listener.onQueryIdle(new QueryIdleEvent(JsonObject.parse(json)));
        }

        @Override
        public void terminated(String json) {
            listener.onQueryTerminated(new QueryTerminatedEvent(JsonObject.parse(json)));
        }
    }
}
