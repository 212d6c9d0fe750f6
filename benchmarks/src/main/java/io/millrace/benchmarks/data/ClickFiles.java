package io.millrace.benchmarks.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Writes click events as files of JSON lines: 8 fields, some 270 bytes a line, always the same for the same arguments.
 *
 * <p>Users follow a power law: a tenth of them makes almost half of the events. Event time moves on by a fixed step from
 * row to row, and each event is late by an exponentially distributed delay of 2 seconds in the mean; one in a thousand
 * comes minutes late, behind any usual watermark. Files carry rising modification times, so that every engine reads them
 * in the same order.
 */
public final class ClickFiles {
    private static final int USERS = 20_000;
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final long ROWS_PER_SECOND = 2_000;
    private static final String[] PAGES = {"/", "/cart", "/search", "/offers/summer", "/account/orders", "/help/contact"};
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_5) Version/18.5 Safari",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/138.0 Mobile"
    };

    private final SplittableRandom random;
    private final byte[] line = new byte[1024];
    private int length;
    private long row;

    private ClickFiles(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Arguments: directory, number of files, rows in each file, seed. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        int files = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        ClickFiles clicks = new ClickFiles(Long.parseLong(arguments[3]));
        Files.createDirectories(directory);
        for (int file = 0; file < files; file++) {
            Path path = directory.resolve("clicks-%05d.json".formatted(file));
            clicks.write(path, rows);
            Files.setLastModifiedTime(path, FileTime.fromMillis(START_MILLIS + 1000L * file));
        }
    }

    private void write(Path path, int rows) throws IOException {
        byte[] block = new byte[1 << 16];
        int filled = 0;
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int i = 0; i < rows; i++) {
                next();
                if (filled + length > block.length) {
                    out.write(block, 0, filled);
                    filled = 0;
                }
                System.arraycopy(line, 0, block, filled, length);
                filled += length;
            }
            out.write(block, 0, filled);
        }
    }

    private void next() {
        length = 0;
        int page = random.nextInt(PAGES.length);
        text("{\"id\":\"").hex(random.nextLong()).hex(row);
        text("\",\"at\":\"").text(Instant.ofEpochMilli(eventTime()).toString());
        text("\",\"user\":\"user-").number(user());
        text("\",\"page\":\"").text(PAGES[page]);
        text("\",\"referrer\":\"https://www.example.com/campaign/").number(random.nextInt(500));
        text("\",\"cents\":").number(99 + random.nextInt(40_000));
        text(",\"mobile\":").text(random.nextInt(3) == 0 ? "true" : "false");
        text(",\"agent\":\"").text(AGENTS[random.nextInt(AGENTS.length)]).text("\"}\n");
        row++;
    }

    private long eventTime() {
        long delay = (long) (-2_000 * Math.log(1 - random.nextDouble()));
        if (random.nextInt(1_000) == 0) {
            delay += 180_000;
        }
        return START_MILLIS + row * 1_000 / ROWS_PER_SECOND - delay;
    }

    private int user() {
        double uniform = random.nextDouble();
        return (int) (USERS * uniform * uniform * uniform);
    }

    private ClickFiles text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, line, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private ClickFiles number(long value) {
        return text(Long.toString(value));
    }

    private ClickFiles hex(long value) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            line[length++] = (byte) Character.forDigit((int) (value >>> shift) & 15, 16);
        }
        return this;
    }
}
