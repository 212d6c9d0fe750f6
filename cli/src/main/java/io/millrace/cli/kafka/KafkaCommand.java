package io.millrace.cli.kafka;

import io.millrace.cli.command.Command;
import io.millrace.cli.command.Console;
import io.millrace.cli.command.Directories;
import io.millrace.cli.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code millrace kafka}: a broker until Ctrl-C. */
public final class KafkaCommand implements Command {
    private static final int DEFAULT_PORT = 9092;

    @Override
    public CommandSpec specification() {
        return Command.named(
                        "kafka",
                        "Starts a Kafka broker in this process, reached from this machine only, until Ctrl-C.",
                        "  millrace kafka --port 9092 --topics clicks:2,results")
                .addOption(OptionSpec.builder("--port")
                        .paramLabel("PORT")
                        .type(int.class)
                        .description("The port to listen on; 0 for a free one. Default: " + DEFAULT_PORT + ".")
                        .build())
                .addOption(OptionSpec.builder("--topics")
                        .paramLabel("NAME[:PARTITIONS],...")
                        .type(String.class)
                        .description("Topics to make, with one partition unless told otherwise.")
                        .build())
                .addOption(OptionSpec.builder("--directory")
                        .paramLabel("DIRECTORY")
                        .type(Path.class)
                        .description("Where records are kept. Default: a temporary directory, deleted at the end.")
                        .build());
    }

    @Override
    public int run(ParseResult arguments, Console console) throws IOException, InterruptedException {
        Map<String, Integer> topics = topics(arguments.matchedOptionValue("--topics", ""));
        Path directory = arguments.matchedOptionValue("--directory", null);
        boolean temporary = directory == null;
        Path used = temporary ? Files.createTempDirectory("millrace-kafka") : directory;
        EmbeddedKafka broker = EmbeddedKafka.start(used, arguments.matchedOptionValue("--port", DEFAULT_PORT));
        Thread ending = new Thread(
                () -> {
                    broker.close();
                    if (temporary) {
                        Directories.delete(used);
                    }
                },
                "millrace-kafka-end");
        Runtime.getRuntime().addShutdownHook(ending);
        topics.forEach(broker::createTopic);
        console.out().println(broker.bootstrapServers());
        console.err()
                .println("Kafka listens at " + broker.bootstrapServers() + ", records are in " + used
                        + ". Ctrl-C stops it.");
        new CountDownLatch(1).await();
        return SUCCESS;
    }

    /** Topics and their numbers of partitions, from {@code a:2,b}. */
    static Map<String, Integer> topics(String text) {
        Map<String, Integer> topics = new LinkedHashMap<>();
        for (String topic : text.split(",")) {
            if (topic.isBlank()) {
                continue;
            }
            int colon = topic.indexOf(':');
            String name = (colon < 0 ? topic : topic.substring(0, colon)).trim();
            String count = colon < 0 ? "1" : topic.substring(colon + 1).trim();
            if (name.isEmpty() || !count.matches("[1-9][0-9]{0,3}")) {
                throw new UsageException("--topics accepts names with numbers of partitions, as in clicks:2,results;"
                        + " not '" + topic + "'");
            }
            topics.put(name, Integer.parseInt(count));
        }
        return topics;
    }
}
