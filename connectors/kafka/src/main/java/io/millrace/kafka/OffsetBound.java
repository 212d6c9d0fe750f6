package io.millrace.kafka;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins or ends, before a broker was asked what that means. */
sealed interface OffsetBound {
    /** In an offset per partition: the first record that is left, or one past the last. */
    long EARLIEST = -2;

    long LATEST = -1;

    record Earliest() implements OffsetBound {}

    record Latest() implements OffsetBound {}

    /** An offset for each partition; {@link #EARLIEST} and {@link #LATEST} are allowed. */
    record Explicit(PartitionOffsets offsets) implements OffsetBound {}

    /** The first record of each partition with this time or a later one, in milliseconds. */
    record AtTimestamp(long timestamp) implements OffsetBound {}

    /** The same with a time for each partition. */
    record AtTimestamps(Map<TopicPartition, Long> timestamps) implements OffsetBound {
        public AtTimestamps {
            timestamps = Map.copyOf(timestamps);
        }
    }
}
