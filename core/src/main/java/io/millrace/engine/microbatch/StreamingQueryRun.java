package io.millrace.engine.microbatch;

import io.millrace.Errors;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.physical.PlanText;
import io.millrace.engine.scheduler.Cancellation;
import io.millrace.engine.scheduler.TaskPool;
import io.millrace.plan.Engine.QueryHandle;
import io.millrace.spi.json.Json;
import io.millrace.spi.source.Offset;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a streaming query: its thread, its life cycle, and what the outside may ask it.
 *
 * <pre>
 *   INITIALIZING ── start() ──▶ ACTIVE ──▶ TERMINATED
 *                                 │ stop(): the running batch is given up, uncommitted; the next start runs it again
 *                                 │ failure: kept, and thrown by whoever waits
 *                                 └ Once, AvailableNow: nothing left to do
 * </pre>
 *
 * <p>All state that the outside sees is guarded by this object's monitor; the loop itself belongs to the query's thread.
 */
public final class StreamingQueryRun implements QueryHandle {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingQueryRun.class);
    private static final String POLLING_DELAY = "spark.sql.streaming.pollingDelay";
    private static final String RETAINED_PROGRESS = "spark.sql.streaming.numRecentProgressUpdates";
    private static final String IDLE_INTERVAL = "spark.sql.streaming.noDataProgressEventInterval";

    private final QueryDefinition query;
    private final MicroBatchLoop loop;
    private final Cancellation cancellation = new Cancellation();
    private final Clock clock;
    private final QueryEvents events;
    private final ProgressReport reports;
    private final Thread thread;
    private final Deque<Map<String, Object>> progress = new ArrayDeque<>();
    private final long pollingDelay;
    private final int retained;
    private final long idleInterval;

    private String message = "Initializing StreamExecution";
    private boolean dataAvailable;
    private boolean triggerActive;
    private boolean active = true;
    private boolean stopRequested;
    private boolean arrived;
    private long triggersWithoutData;
    private long lastReport;
    private boolean everReported;
    private Exception failure;

    public StreamingQueryRun(
            QueryDefinition query, TaskPool pool, MemoryBudget memory, Clock clock, QueryEvents events) {
        this.query = query;
        this.clock = clock;
        this.events = events;
        this.loop = new MicroBatchLoop(query, pool, memory, cancellation, clock);
        this.reports = new ProgressReport(query);
        this.pollingDelay = millis(POLLING_DELAY, 10);
        this.retained = (int) millis(RETAINED_PROGRESS, 100);
        this.idleInterval = millis(IDLE_INTERVAL, 10_000);
        this.thread = new Thread(this::run, "millrace-query-" + query.name().orElse(query.id().toString()));
        this.thread.setDaemon(true);
    }

    private long millis(String key, long fallback) {
        String text = query.configuration().get(key);
        if (text == null) {
            return fallback;
        }
        String digits = text.trim().endsWith("ms") ? text.trim().substring(0, text.trim().length() - 2) : text.trim();
        return Long.parseLong(digits);
    }

    /** Starts the thread; returns when listeners heard of the query. */
    public void start() {
        events.started(query, clock.millis());
        thread.start();
    }

    // The query's thread

    private void run() {
        Throwable cause = null;
        try {
            setStatus("Initializing sources", false, false);
            loop.open(this::signalArrival);
            runTriggers();
        } catch (Throwable t) {
            cause = t;
        }
        boolean stopped;
        synchronized (this) {
            stopped = stopRequested;
        }
        Thread.interrupted();
        Exception failed = null;
        if (cause != null && !stopped) {
            failed = QueryFailures.describe(query, loop, cause, clock.millis());
            LOG.error("Query {} failed", query.label(), cause);
        }
        loop.close();
        synchronized (this) {
            failure = failed;
            active = false;
            message = failed == null ? "Stopped" : "Terminated with exception: " + cause.getMessage();
            dataAvailable = false;
            triggerActive = false;
            notifyAll();
        }
        events.terminated(
                this,
                query,
                Optional.ofNullable(failed),
                failed == null ? Optional.empty() : QueryFailures.condition(cause));
        if (cause instanceof Error error && !(cause instanceof OutOfMemoryError)) {
            LOG.error("An error ended the query {}", query.label(), error);
        }
    }

    private void runTriggers() throws Exception {
        boolean repeats = loop.hasBegunBatch();
        boolean unlimited = query.isOnce();
        if (query.isAvailableNow()) {
            unlimited = !loop.fixEnds();
        }
        Optional<Long> previousStart = Optional.empty();
        while (!isStopping()) {
            long started = clock.millis();
            boolean ran = trigger(started, previousStart, unlimited);
            previousStart = Optional.of(started);
            boolean single = query.isOnce() || query.isAvailableNow() && unlimited && !repeats;
            repeats = false;
            if (single || query.isAvailableNow() && !ran) {
                return;
            }
            await(started, ran);
        }
    }

    /** One trigger; whether it ran a batch. */
    private boolean trigger(long started, Optional<Long> previousStart, boolean unlimited) throws Exception {
        Durations durations = new Durations();
        synchronized (this) {
            arrived = false;
            triggerActive = true;
            message = "Getting offsets";
        }
        long batchId = loop.batchId();
        List<ProgressReport.Range> ranges = new ArrayList<>();
        boolean constructed = loop.construct(unlimited, durations);
        for (SourceState source : loop.sources()) {
            ranges.add(new ProgressReport.Range(source, source.start(), source.end()));
        }
        Optional<MicroBatchLoop.Outcome> outcome = Optional.empty();
        if (constructed) {
            boolean data = loop.sources().stream().anyMatch(SourceState::hasNewData);
            setStatus(data ? "Processing new data" : "No new data but cleaning up state", data, true);
            outcome = Optional.of(loop.run(durations));
        }
        long ended = clock.millis();
        ProgressReport.Trigger trigger =
                new ProgressReport.Trigger(started, ended, previousStart, durations, batchId, ranges, outcome);
        report(trigger);
        warnIfBehind(ended - started);
        synchronized (this) {
            triggerActive = false;
            if (!constructed) {
                triggersWithoutData++;
                dataAvailable = false;
                message = "Waiting for data to arrive";
            } else {
                message = "Waiting for next trigger";
            }
            notifyAll();
        }
        return constructed;
    }

    private void warnIfBehind(long spent) {
        long interval = query.intervalMillis();
        if (interval > 0 && spent > interval) {
            LOG.warn(
                    "Current batch is falling behind. The trigger interval is {} milliseconds, but spent {} milliseconds",
                    interval,
                    spent);
        }
    }

    /** A batch always leaves a report, an idle trigger only once in a while. */
    private void report(ProgressReport.Trigger trigger) {
        boolean idle = trigger.outcome().isEmpty();
        if (idle && everReported && trigger.endMillis() - lastReport < idleInterval) {
            return;
        }
        Map<String, Object> built = reports.build(trigger, loop);
        synchronized (this) {
            progress.addLast(built);
            while (progress.size() >= Math.max(2, retained)) {
                progress.removeFirst();
            }
        }
        if (idle && everReported) {
            events.idle(query, trigger.endMillis());
        } else if (!idle) {
            events.progressed(built);
        }
        everReported = true;
        lastReport = trigger.endMillis();
    }

    /** Waits for the next trigger: its time, or news of data. */
    @SuppressWarnings("WaitNotInLoop") // the caller is the loop: a spurious wake-up only asks the sources early
    private void await(long started, boolean ran) throws InterruptedException {
        long interval = query.intervalMillis();
        synchronized (this) {
            if (interval == 0) {
                if (!ran && !arrived && !stopRequested) {
                    wait(pollingDelay);
                }
                return;
            }
            while (!stopRequested) {
                long remaining = TriggerSchedule.next(started, clock.millis(), interval) - clock.millis();
                if (remaining <= 0) {
                    return;
                }
                wait(remaining);
            }
        }
    }

    private synchronized void signalArrival() {
        arrived = true;
        if (query.intervalMillis() == 0) {
            notifyAll();
        }
    }

    private synchronized boolean isStopping() {
        return stopRequested;
    }

    private synchronized void setStatus(String newMessage, boolean data, boolean trigger) {
        message = newMessage;
        dataAvailable = data;
        triggerActive = trigger;
    }

    // The outside

    @Override
    public UUID id() {
        return query.id();
    }

    @Override
    public UUID runId() {
        return query.runId();
    }

    @Override
    public String name() {
        return query.name().orElse(null);
    }

    @Override
    public synchronized boolean isActive() {
        return active;
    }

    @Override
    public synchronized Optional<String> lastProgress() {
        return progress.isEmpty() ? Optional.empty() : Optional.of(Json.write(progress.getLast()));
    }

    @Override
    public synchronized List<String> recentProgress() {
        return progress.stream().map(Json::write).toList();
    }

    @Override
    public synchronized String status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("message", message);
        status.put("isDataAvailable", dataAvailable);
        status.put("isTriggerActive", triggerActive);
        return Json.write(status);
    }

    @Override
    public synchronized Optional<Exception> exception() {
        return Optional.ofNullable(failure);
    }

    private void refuseOwnThread() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A query cannot wait for itself on its own thread");
        }
    }

    @Override
    public boolean awaitTermination(long milliseconds) {
        refuseOwnThread();
        long deadline = System.nanoTime() + milliseconds * 1_000_000;
        synchronized (this) {
            while (active) {
                long remaining = (deadline - System.nanoTime() + 999_999) / 1_000_000;
                if (milliseconds > 0 && remaining <= 0) {
                    return false;
                }
                waitFor(milliseconds > 0 ? remaining : 0);
            }
            throwFailure();
            return true;
        }
    }

    @Override
    public void processAllAvailable() {
        refuseOwnThread();
        synchronized (this) {
            // Two: the trigger that runs now may have asked its sources before the caller's data came.
            long enough = triggersWithoutData + (triggerActive ? 2 : 1);
            while (active && triggersWithoutData < enough) {
                waitFor(0);
            }
            throwFailure();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // every caller loops over its condition
    private void waitFor(long milliseconds) {
        try {
            wait(milliseconds);
        } catch (InterruptedException e) {
            throw Errors.raise(e);
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw Errors.raise(failure);
        }
    }

    @Override
    public void stop() {
        synchronized (this) {
            stopRequested = true;
            notifyAll();
        }
        cancellation.cancel();
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String explain(boolean extended) {
        boolean ran;
        synchronized (this) {
            ran = !progress.isEmpty();
        }
        if (!ran) {
            return "No physical plan. Waiting for data.";
        }
        String physical = "== Physical Plan ==\n" + PlanText.physical(query.plan());
        return extended ? "== Optimized Logical Plan ==\n" + query.logicalPlan() + "\n" + physical : physical;
    }

    /** The ranges of the sources: committed and available offsets, as JSON by description. */
    static Map<String, String> offsets(List<SourceState> sources, boolean committed) {
        Map<String, String> offsets = new LinkedHashMap<>();
        for (SourceState source : sources) {
            Optional<Offset> offset = committed ? source.start() : source.end();
            offset.ifPresent(o -> offsets.put(source.source().description(), o.json()));
        }
        return offsets;
    }
}
