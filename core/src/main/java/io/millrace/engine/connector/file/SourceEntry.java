package io.millrace.engine.connector.file;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that a stream has taken up.
 *
 * @param uri the file
 * @param timestamp when it was last modified, milliseconds since the epoch
 * @param batchId the batch of the source log that names it
 */
record SourceEntry(String uri, long timestamp, long batchId) {
    static final CompactingFileLog.EntryFormat<SourceEntry> FORMAT = new CompactingFileLog.EntryFormat<>() {
        @Override
        public Map<String, Object> write(SourceEntry entry) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", entry.uri());
            fields.put("timestamp", entry.timestamp());
            fields.put("batchId", entry.batchId());
            return fields;
        }

        @Override
        public SourceEntry read(Map<?, ?> fields) {
            return new SourceEntry(
                    (String) fields.get("path"), (Long) fields.get("timestamp"), (Long) fields.get("batchId"));
        }
    };
}
