package io.millrace.tests.session;

import io.millrace.streaming.StreamingQueryListener;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it hears, in order, as {@code started}, {@code progress 0} and so on. */
final class RecordingListener extends StreamingQueryListener {
    private record Heard(UUID runId, String event, Event original) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onQueryStarted(QueryStartedEvent event) {
        heard.add(new Heard(event.runId(), "started", event));
    }

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        heard.add(new Heard(event.progress().runId(), "progress " + event.progress().batchId(), event));
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {
        heard.add(new Heard(event.runId(), "terminated", event));
    }

    /** What was heard of one run. */
    List<String> of(UUID runId) {
        return heard.stream()
                .filter(one -> one.runId().equals(runId))
                .map(Heard::event)
                .toList();
    }

    /** The end of a run, if it was heard. */
    QueryTerminatedEvent end(UUID runId) {
        return heard.stream()
                .filter(one -> one.runId().equals(runId))
                .map(Heard::original)
                .filter(QueryTerminatedEvent.class::isInstance)
                .map(QueryTerminatedEvent.class::cast)
                .findFirst()
                .orElse(null);
    }
}
