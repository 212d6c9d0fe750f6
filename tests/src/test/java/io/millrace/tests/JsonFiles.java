package io.millrace.tests;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A directory of JSON files that grows: a stream of whole numbers in the column {@code n}, one file to a batch. */
public final class JsonFiles {
    private static final long FIRST_TIME = 1_767_225_600_000L;

    private final Path directory;
    private int number;

    /** Goes on with what is in the directory. */
    public JsonFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                number = (int) files.count();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Adds a file, which appears as a whole and is newer than the ones before. */
    public void add(List<String> lines) {
        try {
            Path hidden = Files.write(directory.resolve("_" + number), lines);
            Files.setLastModifiedTime(hidden, FileTime.fromMillis(FIRST_TIME + 1000L * number));
            Files.move(hidden, directory.resolve(String.format(java.util.Locale.ROOT, "%05d.json", number++)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a file of numbers. */
    public void add(long... numbers) {
        add(LongStream.of(numbers).mapToObj(n -> "{\"n\":" + n + "}").toList());
    }

    /** The numbers as a stream. */
    public Dataset<Row> stream(Session session) {
        return session.readStream()
                .schema("n bigint")
                .option("maxFilesPerTrigger", 1)
                .json(directory.toString());
    }
}
