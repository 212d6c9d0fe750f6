package io.millrace.engine.connector.file;

import io.millrace.engine.connector.file.FileStreamOptions.CleanMode;
import io.millrace.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes files that have been processed, or moves them to an archive, on threads of its own; failures are only logged. */
final class SourceCleaner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCleaner.class);

    private final CleanMode mode;
    private final String archive;
    /** Null: on the caller's thread. */
    private final ExecutorService threads;

    /** @param threadCount 0 to clean on the caller's thread */
    SourceCleaner(FileStreamOptions options, String source, Options given, int threadCount) {
        mode = options.cleanMode();
        archive = options.archiveDirectory().map(Locations::absolute).orElse("");
        if (mode == CleanMode.ARCHIVE && overlaps(archive, Locations.absolute(source))) {
            throw given.invalid("sourceArchiveDir", "a directory that the source does not read");
        }
        threads = mode == CleanMode.OFF || threadCount == 0
                ? null
                : Executors.newFixedThreadPool(threadCount, runnable -> {
                    Thread thread = new Thread(runnable, "millrace-file-cleaner");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Whether an archive lies where the pattern of the source would find it, or the other way round. */
    private static boolean overlaps(String archive, String source) {
        List<String> left = Globs.split(archive);
        List<String> right = Globs.split(source);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!Globs.matcher(right.get(i)).matches(Path.of(left.get(i)))) {
                return false;
            }
        }
        return true;
    }

    boolean isOn() {
        return mode != CleanMode.OFF;
    }

    void clean(Path file) {
        if (threads == null) {
            cleanNow(file);
        } else {
            threads.execute(() -> cleanNow(file));
        }
    }

    private void cleanNow(Path file) {
        try {
            if (mode == CleanMode.DELETE) {
                Files.deleteIfExists(file);
            } else {
                Path target = Path.of(archive + file);
                Files.createDirectories(target.getParent());
                Files.move(file, target);
            }
        } catch (IOException e) {
            LOG.warn("The processed file {} cannot be cleaned up", file, e);
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
