package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * A directory with one text file for each batch, named by its number; other names are ignored.
 *
 * <pre>
 *   v1            the version of the format
 *   …             lines that the log's owner understands; no newline after the last
 * </pre>
 *
 * <p>The numbers are listed once; after that the log knows what it wrote. Used by one thread.
 */
final class BatchLog {
    private static final int SUPPORTED_VERSION = 1;

    private final CheckpointStore store;
    private final String directory;
    private TreeSet<Long> ids;

    BatchLog(CheckpointStore store, String directory) {
        this.store = store;
        this.directory = directory;
    }

    String location() {
        return store.location() + "/" + directory;
    }

    private TreeSet<Long> ids() throws IOException {
        if (ids == null) {
            ids = new TreeSet<>();
            for (String name : store.list(directory)) {
                if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    ids.add(Long.parseLong(name));
                }
            }
        }
        return ids;
    }

    OptionalLong latest() throws IOException {
        return ids().isEmpty() ? OptionalLong.empty() : OptionalLong.of(ids().last());
    }

    /** The lines after the version; empty when there is no such batch. */
    Optional<List<String>> read(long batchId) throws IOException {
        Optional<byte[]> content = store.read(directory + "/" + batchId);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        String path = location() + "/" + batchId;
        String text = new String(content.get(), StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.INCOMPLETE_LOG_FILE, "path", path));
        }
        List<String> lines = Arrays.asList(text.split("\n", -1));
        requireVersion(lines.getFirst());
        return Optional.of(lines.subList(1, lines.size()));
    }

    private static void requireVersion(String line) {
        boolean wellFormed = line.length() > 1
                && line.length() < 10
                && line.charAt(0) == 'v'
                && line.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
        if (!wellFormed || Integer.parseInt(line.substring(1)) < 1) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", line));
        }
        if (Integer.parseInt(line.substring(1)) > SUPPORTED_VERSION) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_LOG_VERSION__MAX_SUPPORTED_VERSION,
                    "version", line,
                    "maxSupportedVersion", "v" + SUPPORTED_VERSION));
        }
    }

    /** Writes a batch that must not be there yet; otherwise another query uses the checkpoint. */
    void add(long batchId, List<String> lines) throws IOException {
        String text = "v" + SUPPORTED_VERSION + "\n" + String.join("\n", lines);
        if (!store.createIfAbsent(directory + "/" + batchId, text.getBytes(StandardCharsets.UTF_8))) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.CONCURRENT_STREAM_LOG_UPDATE, "batchId", String.valueOf(batchId)));
        }
        ids().add(batchId);
    }

    /** Deletes all batches before one. */
    void purgeBefore(long batchId) throws IOException {
        while (!ids().isEmpty() && ids().first() < batchId) {
            store.delete(directory + "/" + ids().first());
            ids().pollFirst();
        }
    }
}
