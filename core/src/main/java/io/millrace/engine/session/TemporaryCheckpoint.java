package io.millrace.engine.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoint of a query whose user named none. It goes away with the query, unless that failed. */
record TemporaryCheckpoint(Path directory) {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryCheckpoint.class);
    private static final String DELETE_ALWAYS = "spark.sql.streaming.forceDeleteTempCheckpointLocation";

    static TemporaryCheckpoint create() {
        try {
            return new TemporaryCheckpoint(Files.createTempDirectory("millrace-checkpoint-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void release(boolean failed, Map<String, String> configuration) {
        if (failed && !Boolean.parseBoolean(configuration.get(DELETE_ALWAYS))) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("The temporary checkpoint {} could not be deleted", directory, e);
        }
    }
}
