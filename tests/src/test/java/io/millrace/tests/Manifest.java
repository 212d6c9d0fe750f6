package io.millrace.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows of a file sink as its manifest tells them, read without the engine: the newest compact log and the logs of the
 * batches after it name the files; what no log names does not count.
 */
public final class Manifest {
    private static final String DIRECTORY = "_spark_metadata";
    private static final String COMPACT = ".compact";
    private static final JsonMapper JSON = new JsonMapper();

    private Manifest() {}

    /** The lines of all files in the manifest, sorted. */
    public static List<String> rows(Path result) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : files(result)) {
            rows.addAll(Files.readAllLines(file));
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }

    /** The files in the manifest; fails if one is named twice. */
    public static Set<Path> files(Path result) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path log : current(logs(result))) {
            List<String> lines = Files.readAllLines(log);
            for (String line : lines.subList(1, lines.size())) {
                JsonNode entry = JSON.readTree(line);
                if (!files.add(Path.of(URI.create(entry.get("path").asText())))) {
                    throw new AssertionError(log + " names a file again: " + line);
                }
            }
        }
        return files;
    }

    /** The newest batch in the manifest. */
    public static long newestBatch(Path result) throws IOException {
        return batch(logs(result).getLast());
    }

    /** How many batches the manifest has got so far; none as long as there is no manifest. */
    public static long batches(Path result) throws IOException {
        return Files.isDirectory(result.resolve(DIRECTORY)) && !logs(result).isEmpty() ? newestBatch(result) + 1 : 0;
    }

    /** Whether a log of some batch is a compact one. */
    public static boolean isCompacted(Path result) throws IOException {
        return logs(result).stream().anyMatch(Manifest::isCompact);
    }

    /** All logs, the oldest first. */
    private static List<Path> logs(Path result) throws IOException {
        try (Stream<Path> listed = Files.list(result.resolve(DIRECTORY))) {
            return listed.filter(file -> file.getFileName().toString().matches("\\d+(\\.compact)?"))
                    .sorted(Comparator.comparingLong(Manifest::batch))
                    .toList();
        }
    }

    /** The newest compact log and what is newer. */
    private static List<Path> current(List<Path> all) {
        long newest = all.stream()
                .filter(Manifest::isCompact)
                .mapToLong(Manifest::batch)
                .max()
                .orElse(-1);
        return all.stream()
                .filter(file -> batch(file) > newest || isCompact(file) && batch(file) == newest)
                .toList();
    }

    private static boolean isCompact(Path log) {
        return log.toString().endsWith(COMPACT);
    }

    private static long batch(Path log) {
        return Long.parseLong(log.getFileName().toString().replace(COMPACT, ""));
    }
}
