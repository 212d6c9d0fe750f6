package io.millrace.kafka;

import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.source.Offset;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * A number for each of some partitions, mostly the next offset to read. As JSON {@code {"topic":{"0":23,"1":345}}},
 * sorted by topic and partition number, so that equal offsets are equal texts. Immutable.
 */
record PartitionOffsets(NavigableMap<TopicPartition, Long> offsets) {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    PartitionOffsets {
        NavigableMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
        sorted.putAll(offsets);
        offsets = Collections.unmodifiableNavigableMap(sorted);
    }

    static PartitionOffsets of(Map<TopicPartition, Long> offsets) {
        NavigableMap<TopicPartition, Long> sorted = new TreeMap<>(ORDER);
        sorted.putAll(offsets);
        return new PartitionOffsets(sorted);
    }

    /**
     * Reads the JSON form.
     *
     * @throws JsonException if it is not JSON
     * @throws IllegalArgumentException if it is JSON of another shape
     */
    static PartitionOffsets parse(String json) {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        for (Map.Entry<?, ?> topic : object(Json.parse(json)).entrySet()) {
            for (Map.Entry<?, ?> partition : object(topic.getValue()).entrySet()) {
                int number = Integer.parseInt((String) partition.getKey());
                if (!(partition.getValue() instanceof Long value) || number < 0) {
                    throw new IllegalArgumentException("Not a partition and a whole number: " + partition);
                }
                offsets.put(new TopicPartition((String) topic.getKey(), number), value);
            }
        }
        return of(offsets);
    }

    private static Map<?, ?> object(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException("Not an object: " + value);
    }

    Set<TopicPartition> partitions() {
        return offsets.keySet();
    }

    boolean contains(TopicPartition partition) {
        return offsets.containsKey(partition);
    }

    /** The number of a partition that is contained. */
    long get(TopicPartition partition) {
        return offsets.get(partition);
    }

    long getOrDefault(TopicPartition partition, long otherwise) {
        return offsets.getOrDefault(partition, otherwise);
    }

    Offset toOffset() {
        return new Offset(toJson());
    }

    String toJson() {
        Map<String, Map<String, Long>> topics = new LinkedHashMap<>();
        offsets.forEach((partition, offset) -> topics.computeIfAbsent(partition.topic(), t -> new LinkedHashMap<>())
                .put(Integer.toString(partition.partition()), offset));
        return Json.write(topics);
    }

    @Override
    public String toString() {
        return toJson();
    }
}
