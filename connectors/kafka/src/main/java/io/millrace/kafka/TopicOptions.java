package io.millrace.kafka;

import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.option.Options;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.TopicPartition;

/** Reads {@code assign}, {@code subscribe} and {@code subscribePattern}. */
final class TopicOptions {
    private static final List<String> NAMES = List.of("assign", "subscribe", "subscribePattern");

    private TopicOptions() {}

    static TopicSelection parse(Options options) {
        List<String> given = NAMES.stream().filter(options::contains).toList();
        if (given.isEmpty()) {
            throw KafkaOptions.missing("subscribe", "the topics to read; assign and subscribePattern do as well");
        }
        if (given.size() > 1) {
            throw options.invalid(given.get(1), "no value beside " + given.get(0) + ": use one of " + NAMES);
        }
        return switch (given.get(0)) {
            case "assign" -> assign(options);
            case "subscribe" -> subscribe(options);
            default -> pattern(options);
        };
    }

    private static TopicSelection assign(Options options) {
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        try {
            if (Json.parse(options.get("assign").orElseThrow()) instanceof Map<?, ?> topics) {
                for (Map.Entry<?, ?> topic : topics.entrySet()) {
                    for (Object partition : (List<?>) topic.getValue()) {
                        partitions.add(new TopicPartition((String) topic.getKey(), Math.toIntExact((Long) partition)));
                    }
                }
            }
        } catch (JsonException | ClassCastException | NullPointerException | ArithmeticException e) {
            partitions.clear();
        }
        if (partitions.isEmpty()) {
            throw options.invalid("assign", "JSON such as {\"topic\":[0,1]}");
        }
        return new TopicSelection.Assign(Set.copyOf(partitions));
    }

    private static TopicSelection subscribe(Options options) {
        Set<String> topics = new LinkedHashSet<>();
        for (String topic : options.get("subscribe").orElseThrow().split(",")) {
            if (!topic.isBlank()) {
                topics.add(topic.trim());
            }
        }
        if (topics.isEmpty()) {
            throw options.invalid("subscribe", "names of topics with commas between them");
        }
        return new TopicSelection.Subscribe(Set.copyOf(topics));
    }

    private static TopicSelection pattern(Options options) {
        try {
            String pattern = options.get("subscribePattern").orElseThrow();
            if (!pattern.isBlank()) {
                return new TopicSelection.SubscribePattern(Pattern.compile(pattern));
            }
        } catch (PatternSyntaxException e) {
            throw options.invalid("subscribePattern", "a regular expression (" + e.getDescription() + ")");
        }
        throw options.invalid("subscribePattern", "a regular expression");
    }
}
