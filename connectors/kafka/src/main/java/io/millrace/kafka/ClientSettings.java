package io.millrace.kafka;

import io.millrace.spi.option.Options;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The settings of Kafka's clients: the options that begin with {@code kafka.}, and what we decide ourselves. */
final class ClientSettings {
    private static final String PREFIX = "kafka.";
    private static final Map<String, String> FORBIDDEN_FOR_SOURCES = Map.of(
            "auto.offset.reset", "nothing: startingOffsets says where to begin",
            "key.deserializer", "nothing: keys are always bytes, to be cast in the query",
            "value.deserializer", "nothing: values are always bytes, to be cast in the query",
            "enable.auto.commit", "nothing: positions are kept in the checkpoint, not in Kafka",
            "interceptor.classes", "nothing: interceptors could change records");
    private static final Map<String, String> FORBIDDEN_FOR_SINKS = Map.of(
            "key.serializer", "nothing: keys are written as the bytes that they are",
            "value.serializer", "nothing: values are written as the bytes that they are",
            "interceptor.classes", "nothing: interceptors could change records");
    /** Enough for a block; the client's own limit of 500 costs a turn of the loop for every 500 records. */
    private static final String MAX_POLL_RECORDS = "4096";
    /**
     * How long a broker holds a fetch that finds nothing. A partition that is to be read again, after a pause or a seek,
     * waits behind the fetch under way, so the client's own 500 ms would be long gaps.
     */
    private static final String FETCH_MAX_WAIT = "50";

    private ClientSettings() {}

    static Map<String, String> ofSource(Options options) {
        return passedOn(options, FORBIDDEN_FOR_SOURCES);
    }

    static Map<String, String> ofSink(Options options) {
        return passedOn(options, FORBIDDEN_FOR_SINKS);
    }

    private static Map<String, String> passedOn(Options options, Map<String, String> forbidden) {
        Set<String> known = ConsumerConfig.configNames();
        Map<String, String> settings = new LinkedHashMap<>();
        options.asMap().forEach((option, value) -> {
            String lower = option.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX)) {
                String name = lower.substring(PREFIX.length());
                if (forbidden.containsKey(name)) {
                    throw options.invalid(option, forbidden.get(name));
                }
                settings.put(known.contains(name) ? name : option.substring(PREFIX.length()), value);
            }
        });
        String servers = settings.get("bootstrap.servers");
        if (servers == null || servers.isBlank()) {
            throw KafkaOptions.missing("kafka.bootstrap.servers", "where brokers listen, as host:port,host:port");
        }
        return settings;
    }

    /** For a consumer that is told its partitions and positions. */
    static Map<String, Object> consumer(KafkaOptions options, String checkpoint) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT);
        settings.put(
                ConsumerConfig.GROUP_ID_CONFIG,
                options.groupIdPrefix() + "-" + UUID.randomUUID() + "-" + checkpoint.hashCode() + "-executor");
        settings.putAll(options.client());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return settings;
    }

    /** For the client that asks for topics and offsets. */
    static Map<String, Object> admin(KafkaOptions options) {
        Map<String, Object> settings = new HashMap<>(options.client());
        settings.keySet()
                .removeIf(name -> ConsumerConfig.configNames().contains(name)
                        && !AdminClientConfig.configNames().contains(name));
        return settings;
    }
}
