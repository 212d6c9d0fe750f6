package io.millrace.kafka;

import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka partitions as a stream.
 *
 * <p>Fetchers read all partitions ahead of the query from where it stands, so records usually lie in memory before the
 * loop asks. {@link #latest} therefore has two ways to answer: records read ahead, and ends that came with them, are new
 * data without a question to anybody. Only when there is nothing new a broker is asked for the ends, over a connection
 * of its own, and records that arrive meanwhile end the wait. So nothing that was written before the call is missed, and
 * a record that just came is not kept waiting.
 *
 * <p>Positions live in the query's offset log; nothing is committed to Kafka, and partitions are assigned, not balanced
 * over a consumer group.
 */
final class KafkaMicroBatchSource implements MicroBatchSource {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaMicroBatchSource.class);
    /** How often partitions are looked up again while records keep coming. */
    private static final long DISCOVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KafkaOptions options;
    private final SourceContext context;
    private final KafkaMetadata metadata;
    private final BlockPool pool;
    private final Fetchers fetchers;
    private final SplitReaders readers;
    private final RangePlanner planner;
    private final TriggerLimits limits;

    private volatile Runnable signal = () -> {};
    private volatile CompletableFuture<Void> arrival = new CompletableFuture<>();
    private PartitionOffsets initial;
    private PartitionOffsets fixedEnds;
    /** The last answer of a broker; null before the first. */
    private PartitionOffsets answered;

    private PartitionOffsets newest;
    private CompletableFuture<Map<TopicPartition, Long>> discovery;
    private long lastDiscovery = System.nanoTime();

    KafkaMicroBatchSource(KafkaOptions options, SourceContext context) {
        this.options = options;
        this.context = context;
        this.metadata = new KafkaMetadata(options);
        this.pool = new BlockPool(options.includeHeaders());
        this.fetchers = new Fetchers(options, context.notes().location(), pool, context.parallelism(), this::arrived);
        this.readers = new SplitReaders(fetchers, pool);
        this.planner = new RangePlanner(options.minPartitions(), options.maxRecordsPerPartition());
        this.limits = new TriggerLimits(options, context.clock());
    }

    @Override
    public String description() {
        return "KafkaV2[" + options.topics() + "]";
    }

    private void arrived() {
        arrival.complete(null);
        signal.run();
    }

    @Override
    public void onArrival(Runnable wakeLoop) {
        signal = wakeLoop;
    }

    // ---- where the next batch ends ----

    @Override
    public Optional<Offset> latest(Optional<Offset> start, boolean unlimited) throws IOException {
        PartitionOffsets from = start.isPresent() ? parse(start.get()) : initial();
        fetchers.follow(from);
        PartitionOffsets ends = fixedEnds != null ? fixedEnds : currentEnds(from);
        newest = ends;
        if (!unlimited) {
            if (fixedEnds == null && limits.tooFew(from, ends)) {
                return Optional.of(from.toOffset());
            }
            ends = limits.limit(from, ends, metadata::earliest);
        }
        return Optional.of(ends.toOffset());
    }

    private static PartitionOffsets parse(Offset offset) {
        return PartitionOffsets.parse(offset.json());
    }

    private PartitionOffsets initial() throws IOException {
        if (initial == null) {
            initial = InitialOffsets.load(
                    context.notes(),
                    () -> metadata.resolve(
                            options.starting(),
                            metadata.partitions(),
                            "startingOffsets",
                            options.latestWithoutMatch()));
        }
        return initial;
    }

    private PartitionOffsets currentEnds(PartitionOffsets from) {
        CompletableFuture<Void> news = new CompletableFuture<>();
        arrival = news;
        Optional<PartitionOffsets> known = readAhead(from);
        if (known.isPresent()) {
            return withDiscovered(known.get());
        }
        CompletableFuture<Map<TopicPartition, Long>> answer = metadata.currentEnds();
        awaitEither(answer, news);
        known = readAhead(from);
        if (known.isPresent() && !answer.isDone()) {
            return known.get();
        }
        lastDiscovery = System.nanoTime();
        return checked(from, metadata.orAskAgain(answer));
    }

    /**
     * The ends as far as they are known here, if there is anything new up to them. Before the first answer of a broker
     * too little is known: the first batch would have what happened to be read first.
     */
    private Optional<PartitionOffsets> readAhead(PartitionOffsets from) {
        RuntimeException failure = fetchers.failure();
        if (failure != null) {
            throw failure;
        }
        if (answered == null) {
            return Optional.empty();
        }
        boolean any = false;
        Map<TopicPartition, Long> ends = new HashMap<>(from.offsets());
        for (Map.Entry<TopicPartition, Long> entry : ends.entrySet()) {
            PartitionBuffer buffer = fetchers.buffer(entry.getKey());
            long end = Math.max(buffer == null ? 0 : buffer.knownEnd(), answered.getOrDefault(entry.getKey(), 0));
            if (end > entry.getValue()) {
                entry.setValue(end);
                any = true;
            }
        }
        return any ? Optional.of(PartitionOffsets.of(ends)) : Optional.empty();
    }

    private void awaitEither(CompletableFuture<?> one, CompletableFuture<?> other) {
        try {
            CompletableFuture.anyOf(one, other).get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            LOG.debug("The question for the newest offsets failed", e);
        }
    }

    /** Ends from a broker; refuses those that lie before the start, and partitions that are gone. */
    private PartitionOffsets checked(PartitionOffsets from, Map<TopicPartition, Long> ends) {
        for (TopicPartition partition : from.partitions()) {
            Long end = ends.get(partition);
            if (end == null) {
                lost(partition, "the partition does not exist any more");
                fetchers.forget(partition);
            } else if (end < from.get(partition)) {
                lost(partition, "its end went back from " + from.get(partition) + " to " + end);
            }
        }
        answered = PartitionOffsets.of(ends);
        return answered;
    }

    private void lost(TopicPartition partition, String reason) {
        if (options.failOnDataLoss()) {
            throw KafkaErrors.dataLoss(partition, reason);
        }
        LOG.warn("Records of {} are gone: {}", partition, reason);
    }

    /** Known ends, with partitions that came or went since they were last looked up, which happens in the background. */
    private PartitionOffsets withDiscovered(PartitionOffsets known) {
        if (discovery == null) {
            if (System.nanoTime() - lastDiscovery > DISCOVERY_NANOS) {
                discovery = metadata.currentEnds();
            }
            return known;
        }
        if (!discovery.isDone()) {
            return known;
        }
        CompletableFuture<Map<TopicPartition, Long>> answer = discovery;
        discovery = null;
        lastDiscovery = System.nanoTime();
        if (answer.isCompletedExceptionally()) {
            // If it stays so, records stop coming too, and the question asked then reports it.
            return known;
        }
        Map<TopicPartition, Long> merged = new HashMap<>(answer.join());
        known.offsets().forEach((partition, end) -> {
            if (merged.containsKey(partition)) {
                merged.merge(partition, end, Math::max);
            } else {
                lost(partition, "the partition does not exist any more");
                fetchers.forget(partition);
            }
        });
        answered = PartitionOffsets.of(merged);
        return answered;
    }

    @Override
    public void fixEnd() {
        fixedEnds = PartitionOffsets.of(metadata.awaitCurrentEnds());
    }

    // ---- reading ----

    @Override
    public List<Split> splits(Optional<Offset> start, Offset end, ScanSpecification scan) throws IOException {
        if (!pool.adopt(scan.columns())) {
            fetchers.buffers().forEach(PartitionBuffer::invalidate);
        }
        PartitionOffsets until = parse(end);
        PartitionOffsets from = withNewPartitions(start.isPresent() ? parse(start.get()) : initial(), until);
        List<KafkaSplit> ranges = new ArrayList<>();
        for (TopicPartition partition : until.partitions()) {
            if (from.get(partition) > until.get(partition)) {
                lost(partition, "its end went back from " + from.get(partition) + " to " + until.get(partition));
            } else {
                ranges.add(new KafkaSplit(partition, from.get(partition), until.get(partition), true));
            }
        }
        List<KafkaSplit> splits = planner.plan(ranges);
        // A partition that is read in pieces is read ahead from where the next batch begins.
        Map<TopicPartition, Long> ahead = new HashMap<>(from.offsets());
        ahead.keySet().retainAll(until.partitions());
        splits.stream().filter(split -> !split.whole()).forEach(split -> ahead.put(split.partition(), split.until()));
        fetchers.follow(PartitionOffsets.of(ahead));
        ahead.forEach((partition, offset) -> {
            if (offset > from.get(partition)) {
                fetchers.buffer(partition).begin(until.get(partition), Long.MAX_VALUE);
            }
        });
        return List.copyOf(splits);
    }

    /** The start of a range, with the first offsets of partitions that it does not know. */
    private PartitionOffsets withNewPartitions(PartitionOffsets from, PartitionOffsets until) {
        for (TopicPartition partition : from.partitions()) {
            if (!until.contains(partition)) {
                lost(partition, "the partition does not exist any more");
            }
        }
        Set<TopicPartition> fresh =
                until.partitions().stream().filter(p -> !from.contains(p)).collect(Collectors.toSet());
        if (fresh.isEmpty()) {
            return from;
        }
        Map<TopicPartition, Long> all = new HashMap<>(from.offsets());
        metadata.earliest(fresh).forEach((partition, first) -> {
            if (first != 0) {
                lost(partition, "the new partition begins at offset " + first + ", not at 0");
            }
            all.put(partition, first);
        });
        return PartitionOffsets.of(all);
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        KafkaSplit range = (KafkaSplit) split;
        return range.whole() ? readers.shared(range, scan.columns()) : readers.alone(range, scan.columns());
    }

    // ---- progress ----

    @Override
    public Optional<Offset> newest() {
        return Optional.ofNullable(newest).map(PartitionOffsets::toOffset);
    }

    @Override
    public Map<String, String> metrics(Optional<Offset> end) {
        if (newest == null || end.isEmpty() || newest.partitions().isEmpty()) {
            return Map.of();
        }
        PartitionOffsets consumed = parse(end.get());
        long min = Long.MAX_VALUE;
        long max = 0;
        long sum = 0;
        for (TopicPartition partition : newest.partitions()) {
            long behind = Math.max(0, newest.get(partition) - consumed.getOrDefault(partition, 0));
            min = Math.min(min, behind);
            max = Math.max(max, behind);
            sum += behind;
        }
        return Map.of(
                "minOffsetsBehindLatest", Long.toString(min),
                "maxOffsetsBehindLatest", Long.toString(max),
                "avgOffsetsBehindLatest",
                        Double.toString((double) sum / newest.partitions().size()));
    }

    @Override
    public void close() {
        fetchers.close();
        metadata.close();
    }
}
