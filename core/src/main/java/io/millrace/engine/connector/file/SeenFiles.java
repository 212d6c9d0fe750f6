package io.millrace.engine.connector.file;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files that a stream has taken up. Those older than the newest by more than an age are forgotten, and files as old
 * as that are not taken up any more; before anything was taken up every file is new.
 */
final class SeenFiles {
    private final long maxAgeMillis;
    private final boolean byName;
    private final Map<String, Long> timestamps = new HashMap<>();
    private long latest = Long.MIN_VALUE;
    private long oldest = Long.MIN_VALUE;

    /** @param byName whether files of the same name are the same, whatever their directories */
    SeenFiles(long maxAgeMillis, boolean byName) {
        this.maxAgeMillis = maxAgeMillis;
        this.byName = byName;
    }

    private String key(Path file) {
        return byName ? file.getFileName().toString() : file.toString();
    }

    boolean isNew(FileStatus file) {
        return file.modified() >= oldest && !timestamps.containsKey(key(file.path()));
    }

    void add(Path file, long timestamp) {
        timestamps.put(key(file), timestamp);
        latest = Math.max(latest, timestamp);
    }

    /** Forgets what has become too old. */
    void purge() {
        if (latest == Long.MIN_VALUE || maxAgeMillis == Long.MAX_VALUE) {
            return;
        }
        oldest = latest - maxAgeMillis;
        timestamps.values().removeIf(timestamp -> timestamp < oldest);
    }
}
