package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalStateException;
import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log of files, one log file for each batch; the log of the file source and the manifest of the file sink, both in
 * Spark's bytes.
 *
 * <pre>
 *   7            v1, then one line of JSON for each entry of batch 7; no newline at the end
 *   9.compact    the same for all batches up to 9
 * </pre>
 *
 * <p>Each {@code interval}-th log file is a compact one. Log files before a compact one that is old enough are deleted
 * once {@code cleanupDelay} has passed. Used by one thread at a time.
 *
 * @param <E> one entry
 */
final class CompactingFileLog<E> {
    /** How entries are written. */
    interface EntryFormat<E> {
        Map<String, Object> write(E entry);

        /** @throws ClassCastException or NullPointerException if a field is missing or of another type */
        E read(Map<?, ?> fields);

        /** Which entries a compact file keeps. */
        default List<E> compact(List<E> entries) {
            return entries;
        }
    }

    /**
     * How the log is kept short.
     *
     * @param interval every so many batches the log is compacted
     * @param deletes whether log files that a compact one covers are deleted
     * @param cleanupDelayMillis how old they must be
     * @param minBatchesToRetain how many batches must stay readable
     */
    record Retention(int interval, boolean deletes, long cleanupDelayMillis, int minBatchesToRetain) {}

    private static final String VERSION = "v1";
    private static final Pattern VERSION_LINE = Pattern.compile("v([1-9][0-9]{0,8})");
    private static final Pattern NAME = Pattern.compile("(0|[1-9][0-9]{0,17})(\\.compact)?");

    private final CheckpointStore store;
    private final EntryFormat<E> format;
    private final Retention retention;
    private final LongSupplier clock;
    private final int interval;
    private final TreeSet<Long> plain = new TreeSet<>();
    private final TreeSet<Long> compact = new TreeSet<>();
    /** When each log file was first seen by this process. */
    private final Map<Long, Long> seen = new HashMap<>();

    CompactingFileLog(CheckpointStore store, EntryFormat<E> format, Retention retention, LongSupplier clock)
            throws IOException {
        this.store = store;
        this.format = format;
        this.retention = retention;
        this.clock = clock;
        for (String name : store.list("")) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                long batch = Long.parseLong(matcher.group(1));
                (matcher.group(2) == null ? plain : compact).add(batch);
                seen.put(batch, clock.getAsLong());
            }
        }
        interval = interval();
    }

    /** The interval that the log was written with so far, as far as it can be told; or the one asked for. */
    private int interval() {
        if (compact.isEmpty()) {
            return retention.interval();
        }
        long last = compact.last();
        Long before = compact.lower(last);
        if (before != null) {
            return (int) (last - before);
        }
        int length = (int) (last + 1);
        for (int divisor = retention.interval(); divisor <= length / 2; divisor++) {
            if (length % divisor == 0) {
                return divisor;
            }
        }
        return length;
    }

    /** The newest batch, or empty. */
    OptionalLong latest() {
        long last = Math.max(plain.isEmpty() ? -1 : plain.last(), compact.isEmpty() ? -1 : compact.last());
        return last < 0 ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /**
     * Adds a batch, durably.
     *
     * @throws MillraceException CONCURRENT_STREAM_LOG_UPDATE if the batch is there already
     */
    void add(long batch, List<E> entries) throws IOException {
        boolean compacting = (batch + 1) % interval == 0;
        List<E> content = entries;
        if (compacting) {
            content = new ArrayList<>(all());
            content.addAll(entries);
            content = format.compact(content);
        }
        StringBuilder text = new StringBuilder(VERSION);
        content.forEach(entry -> text.append('\n').append(Json.write(format.write(entry))));
        boolean created =
                store.createIfAbsent(name(batch, compacting), text.toString().getBytes(StandardCharsets.UTF_8));
        if (!created || plain.contains(batch) || compact.contains(batch)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.CONCURRENT_STREAM_LOG_UPDATE, "batchId", Long.toString(batch)));
        }
        (compacting ? compact : plain).add(batch);
        seen.put(batch, clock.getAsLong());
        deleteExpired(batch);
    }

    /** All entries that have been added and not been dropped by compaction, in order. */
    List<E> all() throws IOException {
        List<E> entries = new ArrayList<>();
        long from = -1;
        if (!compact.isEmpty()) {
            from = compact.last();
            entries.addAll(read(name(from, true)));
        }
        for (long batch : plain.tailSet(from, false)) {
            entries.addAll(read(name(batch, false)));
        }
        return entries;
    }

    /**
     * The log file that holds the entries of a batch, with those of others if it is a compact one.
     *
     * @throws MillraceIllegalStateException MISSING_LOG_BATCH if there is none
     */
    List<E> holding(long batch) throws IOException {
        if (plain.contains(batch)) {
            return read(name(batch, false));
        }
        Long later = compact.ceiling(batch);
        if (later == null) {
            throw new MillraceIllegalStateException(ErrorDetail.of(
                    ErrorCondition.MISSING_LOG_BATCH, "path", store.location(), "batchId", Long.toString(batch)));
        }
        return read(name(later, true));
    }

    private static String name(long batch, boolean compacted) {
        return compacted ? batch + ".compact" : Long.toString(batch);
    }

    private List<E> read(String name) throws IOException {
        byte[] content = store.read(name).orElse(new byte[0]);
        List<String> lines = List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1));
        checkVersion(name, lines.getFirst());
        List<E> entries = new ArrayList<>(lines.size());
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isEmpty()) {
                entries.add(parse(name, line));
            }
        }
        return entries;
    }

    private E parse(String name, String line) {
        try {
            return format.read((Map<?, ?>) Json.parse(line));
        } catch (JsonException | ClassCastException | NullPointerException broken) {
            throw new MillraceIllegalStateException(incomplete(name), broken);
        }
    }

    private ErrorDetail incomplete(String name) {
        return ErrorDetail.of(ErrorCondition.INCOMPLETE_LOG_FILE, "path", store.location() + "/" + name);
    }

    private void checkVersion(String name, String line) {
        if (line.isEmpty()) {
            throw new MillraceIllegalStateException(incomplete(name));
        }
        if (!VERSION_LINE.matcher(line).matches()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", line));
        }
        if (!line.equals(VERSION)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_LOG_VERSION__MAX_SUPPORTED_VERSION,
                    "version",
                    line,
                    "maxSupportedVersion",
                    VERSION));
        }
    }

    /** Deletes log files that a compact one makes needless, once that one has been there for long enough. */
    private void deleteExpired(long current) throws IOException {
        Long keep = compact.floor(current - retention.minBatchesToRetain());
        if (!retention.deletes() || keep == null) {
            return;
        }
        long expired = clock.getAsLong() - retention.cleanupDelayMillis();
        for (long batch : List.copyOf(plain.headSet(keep))) {
            if (seen.get(batch) < expired) {
                store.delete(name(batch, false));
                plain.remove(batch);
                seen.remove(batch);
            }
        }
        for (long batch : List.copyOf(compact.headSet(keep))) {
            if (seen.get(batch) < expired) {
                store.delete(name(batch, true));
                compact.remove(batch);
                seen.remove(batch);
            }
        }
    }
}
