package io.millrace.streaming;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Hears of the streaming queries of a session; see {@link StreamingQueryManager#addListener}. */
public abstract class StreamingQueryListener {
    /** Called before {@code start()} returns, by the thread that starts the query. */
    public abstract void onQueryStarted(QueryStartedEvent event);

    public abstract void onQueryProgress(QueryProgressEvent event);

    /** Called when the query has been waiting for data for a while. */
    public void onQueryIdle(QueryIdleEvent event) {}

    public abstract void onQueryTerminated(QueryTerminatedEvent event);

    /** Anything that a listener hears. */
    public interface Event {
        /** The event as JSON. */
        String json();
    }

    /** What the events of one kind have in common. */
    abstract static class JsonEvent implements Event {
        final JsonObject event;

        JsonEvent(JsonObject event) {
            this.event = event;
        }

        @Override
        public String json() {
            return event.compact();
        }

        @Override
        public String toString() {
            return json();
        }
    }

    /** A query has been started. */
    public static final class QueryStartedEvent extends JsonEvent {
        QueryStartedEvent(JsonObject event) {
            super(event);
        }

        public UUID id() {
            return event.uuid("id");
        }

        public UUID runId() {
            return event.uuid("runId");
        }

        /** The name, or null. */
        public String name() {
            return event.text("name");
        }

        public String timestamp() {
            return event.text("timestamp");
        }

        public Set<String> jobTags() {
            Set<String> tags = new LinkedHashSet<>();
            if (event.fields().get("jobTags") instanceof List<?> list) {
                list.forEach(tag -> tags.add((String) tag));
            }
            return tags;
        }
    }

    /** A query has run a batch. */
    public static final class QueryProgressEvent extends JsonEvent {
        QueryProgressEvent(JsonObject event) {
            super(event);
        }

        public StreamingQueryProgress progress() {
            return new StreamingQueryProgress(event.object("progress"));
        }
    }

    /** A query waits for data. */
    public static final class QueryIdleEvent extends JsonEvent {
        QueryIdleEvent(JsonObject event) {
            super(event);
        }

        public UUID id() {
            return event.uuid("id");
        }

        public UUID runId() {
            return event.uuid("runId");
        }

        public String timestamp() {
            return event.text("timestamp");
        }
    }

    /** A query has stopped or failed. */
    public static final class QueryTerminatedEvent extends JsonEvent {
        QueryTerminatedEvent(JsonObject event) {
            super(event);
        }

        public UUID id() {
            return event.uuid("id");
        }

        public UUID runId() {
            return event.uuid("runId");
        }

        /** The failure with its stack trace, if the query failed. */
        public Optional<String> exception() {
            return event.optionalText("exception");
        }

        /** The condition of the failure, if it has one. */
        public Optional<String> errorClassOnException() {
            return event.optionalText("errorClassOnException");
        }
    }
}
