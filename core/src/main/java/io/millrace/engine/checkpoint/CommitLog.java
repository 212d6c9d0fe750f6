package io.millrace.engine.checkpoint;

import io.millrace.spi.json.Json;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code commits/}: which batches are done, written after the sink has taken them.
 *
 * <pre>
 *   line 1    v1
 *   line 2    {"nextBatchWatermarkMs":0}; when it is missing, all fields are 0
 * </pre>
 *
 * <p>Entries are forced although the next entry of the offset log would say the same, and losing the newest one only repeats
 * its batch: loss of power may keep the name of a file and lose its content, and an entry without content stops Spark, and
 * any other reader of the log. No output waits for it: it is written when the sink has the batch.
 */
public final class CommitLog extends BatchLog<CommitEntry> {
    public CommitLog(CheckpointStore checkpoint) throws IOException {
        super(checkpoint, "commits");
    }

    @Override
    String write(CommitEntry entry) {
        return Json.write(Map.of("nextBatchWatermarkMs", entry.nextBatchWatermarkMillis()));
    }

    @Override
    CommitEntry read(String path, List<String> lines) {
        String json = lines.isEmpty() || lines.getFirst().isEmpty() ? "{}" : lines.getFirst();
        return JsonLine.parse(json)
                .flatMap(line -> line.number("nextBatchWatermarkMs"))
                .map(CommitEntry::new)
                .orElseThrow(() -> incomplete(path));
    }
}
