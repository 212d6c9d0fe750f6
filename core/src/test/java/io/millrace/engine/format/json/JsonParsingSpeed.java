package io.millrace.engine.format.json;

import io.millrace.spi.format.FileFormat.FileRange;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.SplitReader;
import io.millrace.types.StructType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;

/** Measures how many rows a second one thread reads; run by hand. Records have 8 fields and about 270 bytes. */
final class JsonParsingSpeed {
    private static final int ROWS = 1_000_000;

    private JsonParsingSpeed() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Files.createTempFile(Path.of(arguments.length > 0 ? arguments[0] : "target"), "speed", ".json");
        try {
            write(file);
            System.out.println("bytes per row: " + Files.size(file) / (double) ROWS);
            measure(file, "time TIMESTAMP, user STRING, amount DOUBLE");
            measure(
                    file,
                    "id BIGINT, time TIMESTAMP, user STRING, page STRING, amount DOUBLE, status INT, ok BOOLEAN, agent STRING");
            measure(file, "id BIGINT");
        } finally {
            Files.delete(file);
        }
    }

    /** Time of this thread on a processor, so that other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void write(Path file) throws IOException {
        Instant start = Instant.parse("2024-01-01T00:00:00Z");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                out.write(
                        "{\"id\":" + (1_000_000_000L + i) + ",\"time\":\"" + start.plusMillis(i * 37L + 1)
                                + "\",\"user\":\"user-"
                                + i * 7919L % 10_000 + "\",\"page\":\"/shop/category/" + i % 97 + "/item/" + i % 1009
                                + "\",\"amount\":" + i % 100_000 / 100.0 + ",\"status\":200,\"ok\":true,\"agent\":\""
                                + "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0\"}\n");
            }
        }
    }

    private static void measure(Path file, String ddl) throws IOException {
        StructType schema = StructType.fromDDL(ddl);
        JsonFormat format = new JsonFormat();
        double best = 0;
        for (int round = 0; round < 8; round++) {
            long begin = cpuNanos();
            long rows = 0;
            try (SplitReader reader = format.open(
                    new FileRange(file, 0, Files.size(file)),
                    schema,
                    schema,
                    new ReadSettings(Options.EMPTY, ZoneId.of("UTC")))) {
                while (reader.advance() == SplitReader.Status.BATCH) {
                    rows += reader.batch().rowCount();
                }
            }
            best = Math.max(best, rows / ((cpuNanos() - begin) / 1e9));
        }
        System.out.printf("%6.2f million rows per second of CPU time  %s%n", best / 1e6, ddl);
    }
}
