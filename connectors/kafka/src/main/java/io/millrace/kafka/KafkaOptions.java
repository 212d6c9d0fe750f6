package io.millrace.kafka;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.option.Options;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a Kafka source, checked.
 *
 * @param servers {@code kafka.bootstrap.servers}
 * @param topics which partitions are read
 * @param starting where a new query begins
 * @param ending where a batch query ends
 * @param latestWithoutMatch whether a starting time after the newest record means the end instead of an error
 * @param failOnDataLoss whether records that are gone fail the query
 * @param maxOffsets {@code maxOffsetsPerTrigger}
 * @param minOffsets {@code minOffsetsPerTrigger}
 * @param maxTriggerDelay {@code maxTriggerDelay} in milliseconds
 * @param minPartitions how many splits there should be at least
 * @param maxRecordsPerPartition how many offsets a split spans at most
 * @param includeHeaders whether there is a column of headers
 * @param pollTimeout how long a reader waits for a record that must be there, in milliseconds
 * @param fetchRetries how often a failed question for offsets is repeated
 * @param fetchRetryInterval how long to wait before that, in milliseconds
 * @param groupIdPrefix the beginning of made-up consumer groups
 * @param client the settings of the Kafka client, without {@code kafka.}
 */
record KafkaOptions(
        String servers,
        TopicSelection topics,
        OffsetBound starting,
        OffsetBound ending,
        boolean latestWithoutMatch,
        boolean failOnDataLoss,
        Optional<Long> maxOffsets,
        Optional<Long> minOffsets,
        long maxTriggerDelay,
        Optional<Long> minPartitions,
        Optional<Long> maxRecordsPerPartition,
        boolean includeHeaders,
        long pollTimeout,
        int fetchRetries,
        long fetchRetryInterval,
        String groupIdPrefix,
        Map<String, String> client) {

    private static final long DEFAULT_POLL_TIMEOUT = 120_000;
    private static final String DEFAULT_TRIGGER_DELAY = "15m";

    KafkaOptions {
        client = Map.copyOf(client);
    }

    static KafkaOptions forStream(Options options) {
        for (String name : new String[] {"endingOffsets", "endingOffsetsByTimestamp", "endingTimestamp"}) {
            if (options.contains(name)) {
                throw options.invalid(name, "nothing on a stream: only a batch query has an end");
            }
        }
        Optional<Long> max = options.getLong("maxOffsetsPerTrigger", 1);
        Optional<Long> min = options.getLong("minOffsetsPerTrigger", 1);
        if (max.isPresent() && min.isPresent() && min.get() > max.get()) {
            throw options.invalid("minOffsetsPerTrigger", "at most maxOffsetsPerTrigger, which is " + max.get());
        }
        OffsetBound starting = StartingOffsets.starting(options, new OffsetBound.Latest());
        return parse(options, starting, new OffsetBound.Latest(), max, min, "spark-kafka-source");
    }

    static KafkaOptions forBatch(Options options) {
        OffsetBound starting = StartingOffsets.starting(options, new OffsetBound.Earliest());
        StartingOffsets.refuse(options, "startingOffsets", starting, OffsetBound.LATEST, "not latest");
        OffsetBound ending = StartingOffsets.ending(options);
        StartingOffsets.refuse(options, "endingOffsets", ending, OffsetBound.EARLIEST, "not earliest");
        return parse(options, starting, ending, Optional.empty(), Optional.empty(), "spark-kafka-relation");
    }

    private static KafkaOptions parse(
            Options options,
            OffsetBound starting,
            OffsetBound ending,
            Optional<Long> max,
            Optional<Long> min,
            String defaultGroupPrefix) {
        TopicSelection topics = TopicOptions.parse(options);
        Map<String, String> client = ClientSettings.ofSource(options);
        return new KafkaOptions(
                client.get("bootstrap.servers"),
                topics,
                starting,
                ending,
                latestWithoutMatch(options),
                options.getBoolean("failOnDataLoss", true),
                max,
                min,
                milliseconds(options, "maxTriggerDelay", DEFAULT_TRIGGER_DELAY),
                options.getLong("minPartitions", 1),
                options.getLong("maxRecordsPerPartition", 1),
                options.getBoolean("includeHeaders", false),
                options.getLong("kafkaConsumer.pollTimeoutMs", 0).orElse(DEFAULT_POLL_TIMEOUT),
                Math.toIntExact(options.getLong("fetchOffset.numRetries", 0).orElse(3L)),
                options.getLong("fetchOffset.retryIntervalMs", 0).orElse(10L),
                options.get("groupIdPrefix", defaultGroupPrefix),
                client);
    }

    private static boolean latestWithoutMatch(Options options) {
        String name = "startingOffsetsByTimestampStrategy";
        String strategy = options.get(name, "error");
        if (strategy.equalsIgnoreCase("latest")) {
            return true;
        }
        if (strategy.equalsIgnoreCase("error")) {
            return false;
        }
        throw options.invalid(name, "error or latest");
    }

    /** A length of time such as {@code 15m}; a bare number is milliseconds. */
    static long milliseconds(Options options, String name, String defaultValue) {
        String text = options.get(name, defaultValue).trim().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        try {
            long number = Long.parseLong(text.substring(0, digits));
            return switch (text.substring(digits)) {
                case "us" -> number / 1000;
                case "", "ms" -> number;
                case "s" -> Math.multiplyExact(number, 1000L);
                case "m", "min" -> Math.multiplyExact(number, 60_000L);
                case "h" -> Math.multiplyExact(number, 3_600_000L);
                case "d" -> Math.multiplyExact(number, 86_400_000L);
                default -> throw options.invalid(name, "a time such as 500ms, 30s, 15m or 2h");
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw options.invalid(name, "a time such as 500ms, 30s, 15m or 2h");
        }
    }

    /** Offsets or times per partition from the JSON text of an option. */
    static PartitionOffsets partitionNumbers(Options options, String name) {
        try {
            return PartitionOffsets.parse(options.get(name).orElseThrow());
        } catch (JsonException | IllegalArgumentException e) {
            throw options.invalid(name, "JSON such as {\"topic\":{\"0\":23,\"1\":-2}}");
        }
    }

    static RuntimeException missing(String option, String meaning) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.MISSING_OPTION, "option", option, "provider", KafkaConnector.NAME, "meaning", meaning));
    }

    /** Never the settings of the client, which may hold secrets. */
    @Override
    public String toString() {
        return topics + " at " + servers;
    }
}
