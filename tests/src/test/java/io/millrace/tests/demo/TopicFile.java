package io.millrace.tests.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All records of a topic, kept as a file: partition, offset and value in a line, with tabs between. */
record TopicFile(Path path) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** One line. */
    record Line(int partition, long offset, String value) {}

    /** Reads a topic from its begin to where it ends now, with nothing but Kafka's own client. */
    static TopicFile copy(String servers, String topic, Path path) throws IOException {
        Map<String, Object> options = Map.of("bootstrap.servers", servers);
        try (KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(options, new StringDeserializer(), new StringDeserializer());
                BufferedWriter file = Files.newBufferedWriter(path)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the topic was not read within " + PATIENCE);
                }
                for (ConsumerRecord<String, String> read : consumer.poll(POLL)) {
                    file.write(read.partition() + "\t" + read.offset() + "\t" + read.value() + "\n");
                }
            }
        }
        return new TopicFile(path);
    }

    List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            String[] parts = line.split("\t", 3);
            lines.add(new Line(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2]));
        }
        return lines;
    }
}
