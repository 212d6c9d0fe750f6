package io.millrace.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * The fetchers of one source: a few that read all partitions ahead, and others, lent out, for pieces of partitions that
 * are read side by side. All live as long as the source.
 */
final class Fetchers implements AutoCloseable {
    /** What all partitions together may have read ahead. */
    private static final long READ_AHEAD = 32L << 20;

    private static final long LEAST_READ_AHEAD = 1 << 20;
    private static final long MOST_READ_AHEAD = 8 << 20;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final KafkaOptions options;
    private final String checkpoint;
    private final BlockPool pool;
    private final Runnable arrival;
    private final int maxShared;
    private final String name = "millrace-kafka-" + NUMBERS.incrementAndGet();

    private final List<Fetcher> shared = new ArrayList<>();
    private final Map<TopicPartition, Fetcher> fetcherOf = new HashMap<>();
    private final Map<TopicPartition, PartitionBuffer> buffers = new HashMap<>();
    private final Deque<Fetcher> idle = new ArrayDeque<>();
    private final List<Fetcher> all = new ArrayList<>();
    private boolean closed;

    /** @param parallelism how many tasks run at once; half as many threads read for them */
    Fetchers(KafkaOptions options, String checkpoint, BlockPool pool, int parallelism, Runnable arrival) {
        this.options = options;
        this.checkpoint = checkpoint;
        this.pool = pool;
        this.arrival = arrival;
        this.maxShared = Math.max(1, parallelism / 2);
    }

    /** Reads partitions ahead from these offsets, those that are not read yet. */
    synchronized void follow(PartitionOffsets offsets) {
        List<TopicPartition> fresh = offsets.partitions().stream()
                .filter(p -> !buffers.containsKey(p))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        long limit = readAhead(buffers.size() + fresh.size());
        buffers.values().forEach(buffer -> buffer.limit(limit));
        List<PartitionBuffer> added = new ArrayList<>();
        for (TopicPartition partition : fresh) {
            PartitionBuffer buffer = new PartitionBuffer(partition, pool, offsets.get(partition), limit);
            buffers.put(partition, buffer);
            added.add(buffer);
        }
        for (PartitionBuffer buffer : added) {
            Fetcher fetcher = nextShared();
            fetcherOf.put(buffer.partition(), fetcher);
            fetcher.add(buffer);
        }
    }

    private static long readAhead(int partitions) {
        return Math.clamp(READ_AHEAD / partitions, LEAST_READ_AHEAD, MOST_READ_AHEAD);
    }

    /** Fetchers take turns; one more is made while there are fewer than allowed. */
    private Fetcher nextShared() {
        if (shared.size() < maxShared && shared.size() < buffers.size()) {
            shared.add(start());
        }
        return shared.get(fetcherOf.size() % shared.size());
    }

    private Fetcher start() {
        if (closed) {
            throw new IllegalStateException("The Kafka source is closed");
        }
        Fetcher fetcher =
                new Fetcher(name + "-" + all.size(), options, ClientSettings.consumer(options, checkpoint), arrival);
        all.add(fetcher);
        fetcher.start();
        return fetcher;
    }

    /** The buffer of a partition that is followed. */
    synchronized PartitionBuffer buffer(TopicPartition partition) {
        return buffers.get(partition);
    }

    synchronized List<PartitionBuffer> buffers() {
        return List.copyOf(buffers.values());
    }

    /** Stops reading a partition that is gone. */
    synchronized void forget(TopicPartition partition) {
        buffers.remove(partition);
        Fetcher fetcher = fetcherOf.remove(partition);
        if (fetcher != null) {
            fetcher.remove(partition);
        }
    }

    /** Lends a fetcher that nobody else uses. */
    synchronized Fetcher lend() {
        Fetcher fetcher = idle.poll();
        return fetcher == null ? start() : fetcher;
    }

    synchronized void giveBack(Fetcher fetcher) {
        idle.push(fetcher);
    }

    /** What ended a fetcher before its time, or null. */
    synchronized RuntimeException failure() {
        return all.stream()
                .map(Fetcher::failure)
                .filter(f -> f != null)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        List<Fetcher> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(all);
        }
        ending.forEach(Fetcher::end);
        ending.forEach(Fetcher::close);
    }
}
