package io.millrace.tests.programs;

import static io.millrace.tests.Eventually.within;

import io.millrace.tests.programs.Program.Start;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** The examples, and what happens around them. */
final class Programs {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Programs() {}

    static List<Program> all() {
        return List.of(
                new Program("ClickTotals", List.of(Programs::firstClicks, Programs::moreClicks)),
                new Program("CountNames", List.of((directory, kafka) -> Start.with(kafka, "names"))),
                new Program("CountRows", List.of(Programs::firstRows, Programs::moreRows)),
                new Program("KafkaClickTotals", List.of(Programs::kafkaClicks)),
                new Program("LateWords", List.of((directory, kafka) -> Start.with(Program.DATA.resolve("words")))),
                new Program("RateSource", List.of((directory, kafka) -> Start.with())),
                new Program(
                        "ReadJson", List.of((directory, kafka) -> Start.with(Program.DATA.resolve("emp/emp.json")))),
                new Program("WatchDirectory", List.of(Programs::watched)));
    }

    private static Start firstClicks(Path directory, String kafka) throws IOException {
        put(Program.DATA.resolve("clicks/1.json"), directory.resolve("clicks"));
        return clickTotals(directory);
    }

    private static Start moreClicks(Path directory, String kafka) throws IOException {
        put(Program.DATA.resolve("clicks/2.json"), directory.resolve("clicks"));
        return clickTotals(directory);
    }

    private static Start clickTotals(Path directory) {
        return Start.with(
                directory.resolve("clicks"),
                Program.DATA.resolve("ads.json"),
                directory.resolve("totals"),
                directory.resolve("checkpoint"));
    }

    private static Start kafkaClicks(Path directory, String kafka) {
        return Start.with(
                kafka,
                "clicks",
                Program.DATA.resolve("ads.json"),
                directory.resolve("totals"),
                directory.resolve("checkpoint"));
    }

    private static Start firstRows(Path directory, String kafka) throws IOException {
        put(Program.DATA.resolve("emp/emp.json"), directory.resolve("rows"));
        return Start.with(directory.resolve("rows"), directory.resolve("checkpoint"));
    }

    /** One file more, and a line in the one that was read, which does not count. */
    private static Start moreRows(Path directory, String kafka) throws IOException {
        Path rows = directory.resolve("rows");
        Files.writeString(
                rows.resolve("emp.json"), "{\"emp_id\": 5, \"emp_name\": \"nobody\"}\n", StandardOpenOption.APPEND);
        Files.writeString(rows.resolve("more.json"), "{\"emp_id\": 6, \"emp_name\": \"하나\"}\n");
        return Start.with(rows, directory.resolve("checkpoint"));
    }

    /** A file is put into the directory after the first look. */
    private static Start watched(Path directory, String kafka) throws IOException {
        Path watched = directory.resolve("watched");
        put(Program.DATA.resolve("emp/emp.json"), watched);
        return new Start(
                List.of(watched.toString(), directory.resolve("checkpoint").toString()), (program, printed) -> {
                    awaitLines(program, printed, 8);
                    Path arriving = Files.writeString(directory.resolve("arriving.json"), """
                            {"emp_id": 50, "emp_name": "new"}
                            {"emp_id": null, "emp_name": "엘지 CNS"}
                            """);
                    Files.move(arriving, watched.resolve("arrived.json"));
                    program.getOutputStream().write('\n');
                });
    }

    private static void put(Path file, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.copy(file, directory.resolve(file.getFileName()));
    }

    /** Waits for so many lines; a program that ends before is left to the caller, who tells why it ended. */
    private static void awaitLines(Process program, Path file, int count) {
        within(
                PATIENCE,
                count + " lines in " + file,
                () -> !program.isAlive()
                        || Files.readString(file, StandardCharsets.UTF_8)
                                        .lines()
                                        .count()
                                >= count);
    }
}
