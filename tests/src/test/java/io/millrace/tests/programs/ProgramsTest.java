package io.millrace.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.kafka.EmbeddedKafka;
import io.millrace.tests.spark.ChildJvm;
import io.millrace.tests.spark.Replay;
import io.millrace.tests.spark.SparkProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every example prints, to the last character, what it has printed when Spark ran it. */
class ProgramsTest {
    private static final Path RECORDED =
            Path.of("src", "test", "resources", "recorded").toAbsolutePath();
    private static final Path WORK = Path.of("target", "programs").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static EmbeddedKafka broker;

    @BeforeAll
    static void startBroker() throws Exception {
        ChildJvm.delete(WORK);
        broker = EmbeddedKafka.start(WORK.resolve("kafka"));
        broker.createTopic("names", 1);
        broker.createTopic("clicks", 1);
        Map<String, Object> options = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(options, new StringSerializer(), new StringSerializer())) {
            for (String first : List.of("Ann", "Bob", "Ann", "민지", "Cid", "Dan", "Eve", "Ann", "민지", "Bob")) {
                var unused = producer.send(
                        new ProducerRecord<>("names", "{\"first\": \"" + first + "\", \"last\": \"Lee\"}"));
            }
            var unusedBad = producer.send(new ProducerRecord<>("names", "no person"));
            for (String file : List.of("1.json", "2.json")) {
                for (String line :
                        Files.readAllLines(Program.DATA.resolve("clicks").resolve(file))) {
                    var unused = producer.send(new ProducerRecord<>("clicks", line));
                }
            }
        }
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> printWhatSparkPrints() throws IOException, InterruptedException {
        if (Replay.isRecording()) {
            for (Program program : Programs.all()) {
                Files.createDirectories(RECORDED);
                Files.writeString(recorded(program), onSpark(program));
            }
        }
        return Programs.all().stream()
                .map(program -> DynamicTest.dynamicTest(
                        program.name(),
                        () -> assertThat(onMillrace(program))
                                .isEqualTo(Files.readString(recorded(program), StandardCharsets.UTF_8))));
    }

    @TestFactory
    Stream<DynamicTest> sparkStillPrintsWhatIsRecorded() {
        List<Program> programs = Programs.all();
        return Stream.iterate(0, number -> number < programs.size(), number -> number + 1)
                .filter(ProgramsTest::isReplayed)
                .map(programs::get)
                .map(program -> DynamicTest.dynamicTest(
                        program.name(),
                        () -> assertThat(onSpark(program))
                                .isEqualTo(Files.readString(recorded(program), StandardCharsets.UTF_8))));
    }

    private static boolean isReplayed(int number) {
        try {
            return Replay.includes(number);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path recorded(Program program) {
        return RECORDED.resolve(program.name() + ".txt");
    }

    private static String onMillrace(Program program) throws IOException, InterruptedException {
        Path directory = emptyDirectory("millrace-" + program.name());
        List<String> options = List.of(
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"));
        StringBuilder printed = new StringBuilder();
        for (Program.Run run : program.runs()) {
            Program.Start start = run.prepare(directory, broker.bootstrapServers());
            printed.append(ChildJvm.run(
                    options, program.className(), start.arguments(), directory.resolve("jvm"), LIMIT, start.person()));
        }
        return printed.toString();
    }

    private static String onSpark(Program program) throws IOException, InterruptedException {
        Path directory = emptyDirectory("spark-" + program.name());
        SparkProgram ported = SparkProgram.compile(Program.EXAMPLES.resolve("src/main/java"), program.className());
        StringBuilder printed = new StringBuilder();
        for (Program.Run run : program.runs()) {
            Program.Start start = run.prepare(directory, broker.bootstrapServers());
            printed.append(ported.run(start.arguments(), start.person()));
        }
        return printed.toString();
    }

    private static Path emptyDirectory(String name) throws IOException {
        Path directory = WORK.resolve(name);
        ChildJvm.delete(directory);
        return Files.createDirectories(directory);
    }
}
