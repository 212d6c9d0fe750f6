package io.millrace.engine.connector.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A file that belongs to the output of a streaming query.
 *
 * @param uri the file
 * @param size its length in bytes
 * @param modified when it was last modified, milliseconds since the epoch
 */
record ManifestEntry(String uri, long size, long modified) {
    /** The directory of the manifest, below the output directory. */
    static final String DIRECTORY = "_spark_metadata";

    /** What Spark reports for a local file system. */
    private static final int BLOCK_SIZE = 33_554_432;

    private static final String ADD = "add";

    /** @param retentionMillis how long compact files name a file; 0 for always */
    static CompactingFileLog.EntryFormat<ManifestEntry> format(long retentionMillis, LongSupplier clock) {
        return new CompactingFileLog.EntryFormat<>() {
            @Override
            public Map<String, Object> write(ManifestEntry entry) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("path", entry.uri());
                fields.put("size", entry.size());
                fields.put("isDir", false);
                fields.put("modificationTime", entry.modified());
                fields.put("blockReplication", 1);
                fields.put("blockSize", BLOCK_SIZE);
                fields.put("action", ADD);
                return fields;
            }

            @Override
            public ManifestEntry read(Map<?, ?> fields) {
                return new ManifestEntry(
                        Objects.requireNonNull((String) fields.get("path")), (Long) fields.get("size"), (Long)
                                fields.get("modificationTime"));
            }

            @Override
            public List<ManifestEntry> compact(List<ManifestEntry> entries) {
                long oldest = retentionMillis == 0 ? Long.MIN_VALUE : clock.getAsLong() - retentionMillis;
                return entries.stream()
                        .filter(entry -> entry.modified() >= oldest)
                        .toList();
            }
        };
    }

    FileStatus status() {
        return new FileStatus(Locations.fromUri(uri), size, modified);
    }
}
