package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalStateException;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A directory with one text file for each batch, named by the batch's number.
 *
 * <pre>
 *   line 1    v1
 *   line 2 …  as {@link #write} says; UTF-8, lines end with \n, the last one without
 * </pre>
 *
 * <p>An entry is written once and never changed. That creating it fails when it exists is what tells two queries on one
 * checkpoint apart: there are no locks. The directory is listed once, when the log is opened; files with other names are
 * ignored. Used by one thread at a time.
 */
abstract class BatchLog<T> {
    private static final int VERSION = 1;
    private static final int REMEMBERED = 2;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern VERSION_LINE = Pattern.compile("v([1-9][0-9]{0,8})");

    private final CheckpointStore store;
    private final String directory;
    private final TreeMap<Long, Optional<T>> entries = new TreeMap<>();

    BatchLog(CheckpointStore checkpoint, String directory) throws IOException {
        this.store = checkpoint;
        this.directory = directory;
        for (String name : store.list(directory)) {
            if (NUMBER.matcher(name).matches()) {
                entries.put(Long.parseLong(name), Optional.empty());
            }
        }
    }

    /** The lines after the version, joined by \n. */
    abstract String write(T entry);

    /** @param lines the lines after the version */
    abstract T read(String path, List<String> lines);

    /** The newest batch with an entry. */
    public OptionalLong latest() {
        return entries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(entries.lastKey());
    }

    /** The entry of a batch, or empty when there is none. */
    public Optional<T> get(long batchId) throws IOException {
        Optional<T> known = entries.get(batchId);
        if (known == null || known.isPresent()) {
            return known == null ? Optional.empty() : known;
        }
        String path = path(batchId);
        Optional<byte[]> content = store.read(path);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> entry = Optional.of(parse(path, content.get()));
        remember(batchId, entry);
        return entry;
    }

    /**
     * Writes the entry of a batch, durably.
     *
     * @throws MillraceException CONCURRENT_STREAM_LOG_UPDATE when there is one
     */
    public void add(long batchId, T entry) throws IOException {
        byte[] content = ("v" + VERSION + "\n" + write(entry)).getBytes(StandardCharsets.UTF_8);
        if (!store.createIfAbsent(path(batchId), content)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.CONCURRENT_STREAM_LOG_UPDATE, "batchId", Long.toString(batchId)));
        }
        remember(batchId, Optional.of(entry));
    }

    /** Keeps the content of the newest entries in memory, and only their numbers of the others. */
    private void remember(long batchId, Optional<T> entry) {
        entries.put(batchId, entry);
        Long old = entries.lastKey();
        for (int i = 0; i < REMEMBERED && old != null; i++) {
            old = entries.lowerKey(old);
        }
        if (old != null) {
            entries.put(old, Optional.empty());
        }
    }

    /** Deletes the entries of all batches before one. */
    public void purge(long firstToKeep) throws IOException {
        while (!entries.isEmpty() && entries.firstKey() < firstToKeep) {
            store.delete(path(entries.firstKey()));
            entries.pollFirstEntry();
        }
    }

    private String path(long batchId) {
        return directory + "/" + batchId;
    }

    private T parse(String path, byte[] content) {
        if (content.length == 0) {
            throw incomplete(path);
        }
        List<String> lines = List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1));
        checkVersion(lines.getFirst());
        return read(path, lines.subList(1, lines.size()));
    }

    private static void checkVersion(String line) {
        var match = VERSION_LINE.matcher(line);
        if (!match.matches()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", line));
        }
        if (Integer.parseInt(match.group(1)) > VERSION) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_LOG_VERSION__MAX_SUPPORTED_VERSION,
                    "version",
                    line,
                    "maxSupportedVersion",
                    "v" + VERSION));
        }
    }

    /** The error of a file that ends too early or is not what it should be. */
    MillraceIllegalStateException incomplete(String path) {
        return new MillraceIllegalStateException(
                ErrorDetail.of(ErrorCondition.INCOMPLETE_LOG_FILE, "path", store.location() + "/" + path));
    }
}
