package io.millrace.kafka;

import io.millrace.spi.source.Split;
import org.apache.kafka.common.TopicPartition;

/**
 * A range of one partition.
 *
 * @param from the first offset
 * @param until one past the last
 * @param whole whether it is all that is read of its partition; otherwise it is one of several pieces
 */
record KafkaSplit(TopicPartition partition, long from, long until, boolean whole) implements Split {
    /** Nobody knows before reading; so much for a record gives balancing something to go by. */
    private static final int ASSUMED_RECORD_BYTES = 256;

    long size() {
        return until - from;
    }

    @Override
    public long sizeInBytes() {
        return Math.max(0, size()) * ASSUMED_RECORD_BYTES;
    }
}
