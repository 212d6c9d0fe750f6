package io.millrace.kafka;

import io.millrace.spi.option.Options;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks brokers which partitions there are and where they begin and end. It has a connection of its own, because a broker
 * answers a question only after the fetch that waits before it on the same connection.
 */
final class KafkaMetadata implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final KafkaOptions options;
    private final Admin admin;
    private final ListOffsetsOptions isolation;

    KafkaMetadata(KafkaOptions options) {
        this.options = options;
        this.isolation = new ListOffsetsOptions(
                "read_committed".equals(options.client().get("isolation.level"))
                        ? IsolationLevel.READ_COMMITTED
                        : IsolationLevel.READ_UNCOMMITTED);
        try {
            this.admin = Admin.create(ClientSettings.admin(options));
        } catch (KafkaException e) {
            throw KafkaErrors.translate(e, options.client());
        }
    }

    /** The partitions that the options ask for; refuses topics and assigned partitions that do not exist. */
    Set<TopicPartition> partitions() {
        Set<TopicPartition> found = retried(this::find);
        switch (options.topics()) {
            case TopicSelection.Assign assign ->
                assign.partitions().forEach(partition -> {
                    if (!found.contains(partition)) {
                        throw KafkaErrors.topicNotFound(
                                partition.topic() + " with the partition " + partition.partition(), options.client());
                    }
                });
            case TopicSelection.Subscribe subscribe -> {
                Set<String> topics = found.stream().map(TopicPartition::topic).collect(Collectors.toSet());
                subscribe.topics().stream()
                        .sorted()
                        .filter(topic -> !topics.contains(topic))
                        .forEach(topic -> {
                            throw KafkaErrors.topicNotFound(topic, options.client());
                        });
            }
            case TopicSelection.SubscribePattern ignored -> {}
        }
        return found;
    }

    /** The partitions that the options ask for and that exist now. */
    private CompletableFuture<Set<TopicPartition>> find() {
        return switch (options.topics()) {
            case TopicSelection.Assign assign ->
                describe(assign.partitions().stream().map(TopicPartition::topic).collect(Collectors.toSet()))
                        .thenApply(found -> {
                            found.retainAll(assign.partitions());
                            return found;
                        });
            case TopicSelection.Subscribe subscribe -> describe(subscribe.topics());
            case TopicSelection.SubscribePattern pattern ->
                admin.listTopics()
                        .names()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .thenCompose(names -> describe(names.stream()
                                .filter(name -> pattern.pattern().matcher(name).matches())
                                .collect(Collectors.toSet())));
        };
    }

    private CompletableFuture<Set<TopicPartition>> describe(Set<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        CompletableFuture<?>[] answers = admin.describeTopics(topics).topicNameValues().values().stream()
                .map(answer -> answer.toCompletionStage().toCompletableFuture().handle((description, failure) -> {
                    if (failure == null) {
                        synchronized (partitions) {
                            addPartitions(description, partitions);
                        }
                    } else if (!(KafkaErrors.unwrap(failure) instanceof UnknownTopicOrPartitionException)) {
                        throw new CompletionException(KafkaErrors.unwrap(failure));
                    }
                    return null;
                }))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(answers).thenApply(ignored -> partitions);
    }

    private static void addPartitions(TopicDescription topic, Set<TopicPartition> partitions) {
        topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }

    /** The partitions that there are now and their ends. */
    CompletableFuture<Map<TopicPartition, Long>> currentEnds() {
        return find().thenCompose(partitions -> offsets(partitions, partition -> OffsetSpec.latest()));
    }

    /** The same, waited for. */
    Map<TopicPartition, Long> awaitCurrentEnds() {
        return retried(this::currentEnds);
    }

    /** The answer to {@link #currentEnds}; asks again if it failed for a reason that may pass. */
    Map<TopicPartition, Long> orAskAgain(CompletableFuture<Map<TopicPartition, Long>> answer) {
        try {
            return await(answer);
        } catch (CompletionException e) {
            if (KafkaErrors.unwrap(e) instanceof TimeoutException timeout) {
                throw KafkaErrors.translate(timeout, options.client());
            }
            return awaitCurrentEnds();
        }
    }

    Map<TopicPartition, Long> earliest(Set<TopicPartition> partitions) {
        return retried(() -> offsets(partitions, partition -> OffsetSpec.earliest()));
    }

    Map<TopicPartition, Long> latest(Set<TopicPartition> partitions) {
        return retried(() -> offsets(partitions, partition -> OffsetSpec.latest()));
    }

    private CompletableFuture<Map<TopicPartition, Long>> offsets(
            Collection<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> where) {
        if (partitions.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, where.apply(partition)));
        return admin.listOffsets(question, isolation)
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(KafkaMetadata::numbers);
    }

    private static Map<TopicPartition, Long> numbers(Map<TopicPartition, ListOffsetsResultInfo> answer) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /**
     * What a bound means for partitions now.
     *
     * @param option the option that the bound comes from, for messages
     * @param latestWithoutMatch whether a time after the newest record means the end; otherwise it is an error
     */
    PartitionOffsets resolve(
            OffsetBound bound, Set<TopicPartition> partitions, String option, boolean latestWithoutMatch) {
        return switch (bound) {
            case OffsetBound.Earliest ignored -> PartitionOffsets.of(earliest(partitions));
            case OffsetBound.Latest ignored -> PartitionOffsets.of(latest(partitions));
            case OffsetBound.Explicit explicit -> {
                requireSame(explicit.offsets().partitions(), partitions, option);
                yield explicitOffsets(explicit.offsets());
            }
            case OffsetBound.AtTimestamp at ->
                atTimes(partitions.stream().collect(Collectors.toMap(p -> p, p -> at.timestamp())), latestWithoutMatch);
            case OffsetBound.AtTimestamps at -> {
                requireSame(at.timestamps().keySet(), partitions, option + "ByTimestamp");
                yield atTimes(at.timestamps(), latestWithoutMatch);
            }
        };
    }

    private void requireSame(Set<TopicPartition> named, Set<TopicPartition> existing, String option) {
        if (!named.equals(existing)) {
            throw Options.of(Map.of(option, PartitionOffsets.of(asMap(named)).toJson()))
                    .invalid(
                            option,
                            "all partitions that are read, no more and no less: "
                                    + existing.stream()
                                            .sorted(PartitionOffsets.ORDER)
                                            .toList());
        }
    }

    private static Map<TopicPartition, Long> asMap(Set<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(p -> p, p -> 0L));
    }

    private PartitionOffsets explicitOffsets(PartitionOffsets wanted) {
        Map<TopicPartition, Long> resolved = new HashMap<>(wanted.offsets());
        Set<TopicPartition> earliest = having(wanted, OffsetBound.EARLIEST);
        Set<TopicPartition> latest = having(wanted, OffsetBound.LATEST);
        resolved.putAll(earliest(earliest));
        resolved.putAll(latest(latest));
        return PartitionOffsets.of(resolved);
    }

    private static Set<TopicPartition> having(PartitionOffsets wanted, long special) {
        return wanted.partitions().stream()
                .filter(p -> wanted.get(p) == special)
                .collect(Collectors.toSet());
    }

    private PartitionOffsets atTimes(Map<TopicPartition, Long> times, boolean latestWithoutMatch) {
        Map<TopicPartition, Long> offsets = new HashMap<>(
                retried(() -> offsets(times.keySet(), partition -> OffsetSpec.forTimestamp(times.get(partition)))));
        Set<TopicPartition> unmatched =
                offsets.keySet().stream().filter(p -> offsets.get(p) < 0).collect(Collectors.toSet());
        if (!unmatched.isEmpty() && !latestWithoutMatch) {
            TopicPartition first =
                    unmatched.stream().min(PartitionOffsets.ORDER).orElseThrow();
            throw Options.of(Map.of("startingTimestamp", times.get(first).toString()))
                    .invalid(
                            "startingTimestamp",
                            "a time that " + first + " has records of, or later; set "
                                    + "startingOffsetsByTimestampStrategy to latest to begin at its end instead");
        }
        offsets.putAll(latest(unmatched));
        return PartitionOffsets.of(offsets);
    }

    /** Asks and waits; asks again after errors that may pass, but not after the client's own time-out. */
    private <T> T retried(Supplier<CompletableFuture<T>> question) {
        for (int attempt = 0; ; attempt++) {
            try {
                return await(question.get());
            } catch (RuntimeException e) {
                Throwable failure = KafkaErrors.unwrap(e);
                if (attempt >= options.fetchRetries()
                        || failure instanceof TimeoutException
                        || failure instanceof InterruptException) {
                    throw KafkaErrors.translate(failure, options.client());
                }
                pause(options.fetchRetryInterval());
            }
        }
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** Waits before the next try; an interrupt or {@link #close} ends it early. */
    private void pause(long milliseconds) {
        try {
            closed.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        admin.close(Duration.ZERO);
    }
}
