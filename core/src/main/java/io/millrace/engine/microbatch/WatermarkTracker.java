package io.millrace.engine.microbatch;

import io.millrace.engine.physical.EventTimeStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The watermark of a query: one value for all its inputs, in milliseconds, never falling and never below 0.
 *
 * <p>Each watermark node remembers how far its own event times have come in this run. With the policy {@code min} an input
 * that has not given anything holds the watermark back; with {@code max} the fastest input moves it.
 */
public final class WatermarkTracker {
    private final Map<Long, Long> delays;
    private final boolean slowestWins;
    private final Map<Long, Long> nodes = new LinkedHashMap<>();
    private long global;

    /**
     * @param delays the delay of each node in milliseconds
     * @param slowestWins the policy {@code min}
     * @param start the value to start from, of the checkpoint or 0
     */
    public WatermarkTracker(Map<Long, Long> delays, boolean slowestWins, long start) {
        this.delays = new LinkedHashMap<>(delays);
        this.slowestWins = slowestWins;
        this.global = start;
    }

    /** The watermark for the next batch. */
    public long current() {
        return global;
    }

    /** Whether the query has any watermark. */
    public boolean isDefined() {
        return !delays.isEmpty();
    }

    /** Moves on after a successful batch. */
    public void update(EventTimeStatistics seen) {
        if (delays.isEmpty()) {
            return;
        }
        delays.forEach((node, delay) ->
                seen.of(node).ifPresent(statistics -> nodes.merge(node, statistics.maxMillis() - delay, Math::max)));
        long chosen = slowestWins ? Long.MAX_VALUE : Long.MIN_VALUE;
        for (long node : delays.keySet()) {
            long value = nodes.getOrDefault(node, 0L);
            chosen = slowestWins ? Math.min(chosen, value) : Math.max(chosen, value);
        }
        global = Math.max(global, chosen);
    }
}
