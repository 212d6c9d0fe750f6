package io.millrace.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread with a consumer that reads partitions ahead, into their buffers.
 *
 * <p>Only the thread touches the consumer; others change what it should do and nudge it. A full buffer pauses its
 * partition until half of it is taken. The deserializer hands on the client's own byte buffers, so that a record's bytes
 * are copied once, into the block.
 */
final class Fetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    /** How long a poll waits at most; also how often waiting readers are looked at. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final long JOIN_MILLIS = 3000;

    private final KafkaOptions options;
    private final Map<String, Object> settings;
    private final Runnable arrival;
    private final Thread thread;

    private final Object lock = new Object();
    private final Map<TopicPartition, PartitionBuffer> wanted = new HashMap<>();
    private boolean changed;
    private boolean closed;
    private volatile KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private volatile RuntimeException failure;

    /** The thread's own view of what is wanted. */
    private Map<TopicPartition, PartitionBuffer> assigned = Map.of();

    private final Set<TopicPartition> paused = new HashSet<>();

    /**
     * @param settings the consumer's settings
     * @param arrival run after records arrived or reading failed, on the fetcher's thread
     */
    Fetcher(String name, KafkaOptions options, Map<String, Object> settings, Runnable arrival) {
        this.options = options;
        this.settings = settings;
        this.arrival = arrival;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Reads a partition from now on. */
    void add(PartitionBuffer buffer) {
        buffer.onChange(this::nudge);
        RuntimeException dead;
        synchronized (lock) {
            wanted.put(buffer.partition(), buffer);
            changed = true;
            dead = failure;
        }
        if (dead != null) {
            buffer.fail(dead);
        }
        nudge();
    }

    /** Does not read a partition any more. */
    void remove(TopicPartition partition) {
        synchronized (lock) {
            wanted.remove(partition);
            changed = true;
        }
        nudge();
    }

    /** What ended the thread before its time, or null. */
    RuntimeException failure() {
        return failure;
    }

    private void nudge() {
        synchronized (lock) {
            changed = true;
            lock.notifyAll();
        }
        KafkaConsumer<ByteBuffer, ByteBuffer> reading = consumer;
        if (reading != null && !Thread.currentThread().equals(thread)) {
            reading.wakeup();
        }
    }

    private void run() {
        KafkaConsumer<ByteBuffer, ByteBuffer> opened = null;
        try {
            opened = new KafkaConsumer<>(settings, new ByteBufferDeserializer(), new ByteBufferDeserializer());
            consumer = opened;
            while (prepare(opened)) {
                try {
                    poll(opened);
                } catch (WakeupException e) {
                    LOG.trace("Woken to see what changed");
                }
            }
        } catch (RuntimeException e) {
            failAll(KafkaErrors.translate(e, options.client()));
        } catch (Error e) {
            failAll(KafkaErrors.unreachable(options.client(), "the allowed time", e.toString(), e));
            throw e;
        } finally {
            consumer = null;
            if (opened != null) {
                opened.close(CloseOptions.timeout(Duration.ZERO));
            }
        }
    }

    private void failAll(RuntimeException reason) {
        List<PartitionBuffer> buffers;
        synchronized (lock) {
            if (closed) {
                return;
            }
            failure = reason;
            buffers = new ArrayList<>(wanted.values());
        }
        buffers.forEach(buffer -> buffer.fail(reason));
        arrival.run();
    }

    /** Brings the consumer to what is wanted; waits while nothing is. False when it is time to end. */
    private boolean prepare(KafkaConsumer<ByteBuffer, ByteBuffer> reading) {
        synchronized (lock) {
            while (wanted.isEmpty() && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    closed = true;
                }
            }
            if (closed) {
                return false;
            }
            if (changed && !assigned.equals(wanted)) {
                assigned = Map.copyOf(wanted);
                reading.assign(assigned.keySet());
                paused.retainAll(assigned.keySet());
            }
            changed = false;
        }
        for (PartitionBuffer buffer : assigned.values()) {
            long seek = buffer.takeSeek();
            if (seek != PartitionBuffer.NONE) {
                reading.seek(buffer.partition(), seek);
            }
            pauseOrResume(reading, buffer);
        }
        return true;
    }

    private void pauseOrResume(KafkaConsumer<ByteBuffer, ByteBuffer> reading, PartitionBuffer buffer) {
        Set<TopicPartition> one = Set.of(buffer.partition());
        if (buffer.shouldPause()) {
            if (paused.add(buffer.partition())) {
                reading.pause(one);
            }
        } else if (paused.remove(buffer.partition())) {
            reading.resume(one);
        }
    }

    private void poll(KafkaConsumer<ByteBuffer, ByteBuffer> reading) {
        try {
            deliver(reading, reading.poll(POLL));
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach((partition, offset) -> recover(reading, partition, offset));
        }
        long timeout = TimeUnit.MILLISECONDS.toNanos(options.pollTimeout());
        for (PartitionBuffer buffer : assigned.values()) {
            long until = buffer.overdue(timeout);
            if (until != PartitionBuffer.NONE) {
                giveUp(reading, buffer, until);
            }
        }
    }

    private void deliver(
            KafkaConsumer<ByteBuffer, ByteBuffer> reading, ConsumerRecords<ByteBuffer, ByteBuffer> records) {
        Map<TopicPartition, OffsetAndMetadata> next = records.nextOffsets();
        if (next.isEmpty()) {
            return;
        }
        next.forEach((partition, position) -> {
            PartitionBuffer buffer = assigned.get(partition);
            if (buffer != null) {
                OptionalLong lag = reading.currentLag(partition);
                buffer.deliver(records.records(partition), position.offset(), position.offset() + lag.orElse(0));
            }
        });
        arrival.run();
    }

    /** The broker has no record at the position: records were deleted, or the partition was made anew. */
    private void recover(KafkaConsumer<ByteBuffer, ByteBuffer> reading, TopicPartition partition, long offset) {
        PartitionBuffer buffer = assigned.get(partition);
        if (buffer == null) {
            return;
        }
        long first = reading.beginningOffsets(Set.of(partition)).get(partition);
        long end = reading.endOffsets(Set.of(partition)).get(partition);
        if (offset >= first && offset <= end) {
            reading.seek(partition, offset);
            return;
        }
        String reason = "offset " + offset + " is wanted, offsets from " + first + " to " + end + " are there";
        if (options.failOnDataLoss()) {
            buffer.fail(KafkaErrors.dataLoss(partition, reason));
            arrival.run();
        } else if (offset < first) {
            LOG.warn("Records of {} are gone: {}; going on at {}", partition, reason, first);
            reading.seek(partition, first);
            buffer.skipTo(first);
        } else {
            LOG.warn("Records of {} are gone: {}", partition, reason);
            buffer.exhaust();
        }
    }

    /** A reader waited for its records longer than it should. */
    private void giveUp(KafkaConsumer<ByteBuffer, ByteBuffer> reading, PartitionBuffer buffer, long until) {
        TopicPartition partition = buffer.partition();
        long end = reading.endOffsets(Set.of(partition)).get(partition);
        if (end >= until) {
            buffer.fail(KafkaErrors.unreachable(
                    options.client(),
                    options.pollTimeout() + " ms",
                    "no record of " + partition + " came, at offset " + buffer.position() + " of " + until,
                    null));
            return;
        }
        String reason = "offsets up to " + until + " are wanted, the last one is " + (end - 1);
        if (options.failOnDataLoss()) {
            buffer.fail(KafkaErrors.dataLoss(partition, reason));
        } else {
            LOG.warn("Records of {} are gone: {}", partition, reason);
            buffer.exhaust();
        }
    }

    /** Tells the thread to end. */
    void end() {
        synchronized (lock) {
            closed = true;
        }
        nudge();
    }

    /** Ends the thread and closes the consumer; waits a little for that, also when the caller is interrupted. */
    @Override
    public void close() {
        end();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                thread.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (thread.isAlive()) {
            LOG.warn("{} takes long to end", thread.getName());
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
