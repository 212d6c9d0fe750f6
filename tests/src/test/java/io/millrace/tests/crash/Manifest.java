package io.millrace.tests.crash;

import io.millrace.spi.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows of a file sink as its manifest tells them, read without the engine: the newest compact log and the logs of the
 * batches after it name the files; what no log names does not count.
 */
final class Manifest {
    private static final String COMPACT = ".compact";

    private Manifest() {}

    /** The lines of all files in the manifest, sorted. */
    static List<String> rows(Path result) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : files(result)) {
            rows.addAll(Files.readAllLines(file));
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }

    static Set<Path> files(Path result) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path log : logs(result.resolve("_spark_metadata"))) {
            List<String> lines = Files.readAllLines(log);
            for (String line : lines.subList(1, lines.size())) {
                Map<?, ?> entry = (Map<?, ?>) Json.parse(line);
                if (!files.add(Path.of(URI.create((String) entry.get("path"))))) {
                    throw new AssertionError(log + " names a file again: " + line);
                }
            }
        }
        return files;
    }

    /** The newest compact log and what is newer. */
    private static List<Path> logs(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            List<Path> all = listed.filter(file -> file.getFileName().toString().matches("\\d+(\\.compact)?"))
                    .sorted(Comparator.comparingLong(Manifest::batch))
                    .toList();
            long newest = all.stream()
                    .filter(file -> file.toString().endsWith(COMPACT))
                    .mapToLong(Manifest::batch)
                    .max()
                    .orElse(-1);
            return all.stream()
                    .filter(file -> batch(file) > newest || file.toString().endsWith(COMPACT) && batch(file) == newest)
                    .toList();
        }
    }

    private static long batch(Path log) {
        return Long.parseLong(log.getFileName().toString().replace(COMPACT, ""));
    }
}
