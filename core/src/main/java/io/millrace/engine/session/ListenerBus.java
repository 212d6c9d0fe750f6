package io.millrace.engine.session;

import io.millrace.engine.microbatch.QueryDefinition;
import io.millrace.plan.Engine.QueryListener;
import io.millrace.spi.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners about queries: starts on the starting thread, everything else in order on a thread of its own, which
 * exists while there are listeners. What a listener throws is logged and harms nobody.
 */
final class ListenerBus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerBus.class);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<QueryListener> listeners = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private Thread thread;
    private boolean closed;
    /** Belongs to the thread. */
    private boolean ended;

    synchronized void add(QueryListener listener) {
        listeners.add(listener);
        if (thread == null && !closed) {
            thread = new Thread(this::deliver, "millrace-listeners");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void remove(QueryListener listener) {
        listeners.remove(listener);
    }

    private void deliver() {
        try {
            while (!ended) {
                events.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void each(Consumer<QueryListener> action) {
        for (QueryListener listener : listeners) {
            try {
                action.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("A streaming query listener failed", e);
            }
        }
    }

    private void later(Map<String, Object> event, java.util.function.BiConsumer<QueryListener, String> action) {
        if (listeners.isEmpty()) {
            return;
        }
        String json = Json.write(event);
        events.add(() -> each(listener -> action.accept(listener, json)));
    }

    private static Map<String, Object> event(QueryDefinition query) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", query.id().toString());
        event.put("runId", query.runId().toString());
        return event;
    }

    void started(QueryDefinition query, long timestampMillis) {
        Map<String, Object> event = event(query);
        event.put("name", query.name().orElse(null));
        event.put("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(timestampMillis)));
        event.put("jobTags", List.of());
        String json = Json.write(event);
        each(listener -> listener.started(json));
    }

    void progressed(Map<String, Object> progress) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("progress", progress);
        later(event, QueryListener::progressed);
    }

    void idle(QueryDefinition query, long timestampMillis) {
        Map<String, Object> event = event(query);
        event.put("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(timestampMillis)));
        later(event, QueryListener::idle);
    }

    void terminated(QueryDefinition query, Optional<Exception> failure, Optional<String> condition) {
        Map<String, Object> event = event(query);
        event.put("exception", failure.map(ListenerBus::stackTrace).orElse(null));
        event.put("errorClassOnException", condition.orElse(null));
        later(event, QueryListener::terminated);
    }

    private static String stackTrace(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            ending = thread;
        }
        if (ending == null) {
            return;
        }
        events.add(() -> ended = true);
        try {
            ending.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
