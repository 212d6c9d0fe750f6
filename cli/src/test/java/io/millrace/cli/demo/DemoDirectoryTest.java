package io.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {
    @Test
    void listsEveryPageAndCountsWhatWasWritten(@TempDir Path root) throws Exception {
        DemoDirectory directory = DemoDirectory.create(root.resolve("demo"));
        assertThat(Files.readAllLines(directory.pages())).hasSize(1 + DemoDirectory.PAGE_COUNT);
        assertThat(directory.countSales()).isZero();
        Files.createDirectories(directory.sales().resolve("_spark_metadata"));
        Files.writeString(directory.sales().resolve("part-0.json"), "{}\n{}\n");
        Files.writeString(directory.sales().resolve("part-1.json"), "{}\n");
        Files.writeString(directory.sales().resolve(".part-1.json.crc"), "x");
        assertThat(directory.countSales()).isEqualTo(3);
    }

    @Test
    void readsTimes() {
        assertThat(DemoCommand.duration("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(DemoCommand.duration("30")).isEqualTo(Duration.ofSeconds(30));
        assertThat(DemoCommand.duration("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(DemoCommand.duration("1h")).isEqualTo(Duration.ofHours(1));
    }
}
