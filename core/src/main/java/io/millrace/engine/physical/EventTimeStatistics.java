package io.millrace.engine.physical;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Event times that passed the watermark nodes of a batch, node by node. Thread-safe. */
public final class EventTimeStatistics {
    private final Map<Long, Statistics> byNode = new TreeMap<>();

    /**
     * @param count how many rows; a null counts as time 0, as in Spark
     * @param sumMillis the sum of the times, for their average
     */
    public record Statistics(long count, long minMicros, long maxMicros, double sumMillis) {
        Statistics merge(Statistics other) {
            return new Statistics(
                    count + other.count,
                    Math.min(minMicros, other.minMicros),
                    Math.max(maxMicros, other.maxMicros),
                    sumMillis + other.sumMillis);
        }

        public long maxMillis() {
            return Math.floorDiv(maxMicros, 1000L);
        }

        public long minMillis() {
            return Math.floorDiv(minMicros, 1000L);
        }

        public long averageMillis() {
            return (long) (sumMillis / count);
        }
    }

    public synchronized void add(long node, Statistics statistics) {
        if (statistics.count() > 0) {
            byNode.merge(node, statistics, Statistics::merge);
        }
    }

    /** What a node saw; empty when no row passed it. */
    public synchronized Optional<Statistics> of(long node) {
        return Optional.ofNullable(byNode.get(node));
    }

    public synchronized Collection<Statistics> all() {
        return java.util.List.copyOf(byNode.values());
    }
}
