package io.millrace.kafka;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a source reads. */
sealed interface TopicSelection {
    /** These partitions and no others. */
    record Assign(Set<TopicPartition> partitions) implements TopicSelection {
        @Override
        public String toString() {
            return partitions.stream()
                    .sorted(PartitionOffsets.ORDER)
                    .map(TopicPartition::toString)
                    .collect(Collectors.joining(", ", "Assign[", "]"));
        }
    }

    /** All partitions of these topics, new ones included. */
    record Subscribe(Set<String> topics) implements TopicSelection {
        @Override
        public String toString() {
            return topics.stream().sorted().collect(Collectors.joining(", ", "Subscribe[", "]"));
        }
    }

    /** All partitions of all topics with a matching name, new ones included. */
    record SubscribePattern(Pattern pattern) implements TopicSelection {
        @Override
        public String toString() {
            return "SubscribePattern[" + pattern + "]";
        }
    }
}
