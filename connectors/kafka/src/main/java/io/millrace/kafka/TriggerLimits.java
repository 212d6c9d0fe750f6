package io.millrace.kafka;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** How much a batch may take, and how long it waits for enough: {@code max-} and {@code minOffsetsPerTrigger}. */
final class TriggerLimits {
    private final Optional<Long> max;
    private final Optional<Long> min;
    private final long maxDelay;
    private final Clock clock;
    private long lastTrigger;

    TriggerLimits(KafkaOptions options, Clock clock) {
        this.max = options.maxOffsets();
        this.min = options.minOffsets();
        this.maxDelay = options.maxTriggerDelay();
        this.clock = clock;
    }

    /** Whether there is too little yet, and the last batch was not long ago. */
    boolean tooFew(PartitionOffsets start, PartitionOffsets ends) {
        if (min.isEmpty()) {
            return false;
        }
        long now = clock.millis();
        if (now - lastTrigger < maxDelay) {
            long fresh = 0;
            for (TopicPartition partition : ends.partitions()) {
                fresh += ends.get(partition) - start.getOrDefault(partition, 0);
            }
            if (fresh < min.get()) {
                return true;
            }
        }
        lastTrigger = now;
        return false;
    }

    /**
     * Ends that keep to the maximum: each partition gets a share proportional to what it has.
     *
     * @param earliest answers where partitions without a start begin
     */
    PartitionOffsets limit(
            PartitionOffsets start,
            PartitionOffsets ends,
            Function<Set<TopicPartition>, Map<TopicPartition, Long>> earliest) {
        if (max.isEmpty()) {
            return ends;
        }
        Map<TopicPartition, Long> from = new HashMap<>(start.offsets());
        Set<TopicPartition> fresh =
                ends.partitions().stream().filter(p -> !start.contains(p)).collect(Collectors.toSet());
        if (!fresh.isEmpty()) {
            from.putAll(earliest.apply(fresh));
        }
        double total = 0;
        for (TopicPartition partition : ends.partitions()) {
            total += Math.max(0, ends.get(partition) - from.getOrDefault(partition, ends.get(partition)));
        }
        if (total < 1) {
            return ends;
        }
        Map<TopicPartition, Long> limited = new HashMap<>();
        for (TopicPartition partition : ends.partitions()) {
            long end = ends.get(partition);
            long begin = from.getOrDefault(partition, end);
            limited.put(partition, end > begin ? Math.min(end, begin + share((end - begin) / total)) : end);
        }
        return PartitionOffsets.of(limited);
    }

    /** No partition starves: less than one record becomes one. */
    private long share(double fraction) {
        double share = max.orElseThrow() * fraction;
        return (long) (share < 1 ? Math.ceil(share) : Math.floor(share));
    }
}
