package io.millrace.cli.demo;

import io.millrace.streaming.StreamingQueryListener;
import io.millrace.streaming.StreamingQueryProgress;
import java.util.Locale;

/** Adds up what the query into files reports. */
final class Totals extends StreamingQueryListener {
    private long rows;
    private long batches;
    private long late;

    @Override
    public void onQueryStarted(QueryStartedEvent event) {}

    @Override
    public synchronized void onQueryProgress(QueryProgressEvent event) {
        StreamingQueryProgress progress = event.progress();
        if (ClickJob.FILES.equals(progress.name())) {
            rows += progress.numInputRows();
            batches++;
            if (progress.stateOperators().length > 0) {
                late += progress.stateOperators()[0].numRowsDroppedByWatermark();
            }
        }
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {}

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT, "%,d read by the job in %,d batches, %,d of them too late to count", rows, batches, late);
    }
}
