package io.millrace.engine.checkpoint;

import io.millrace.spi.json.Json;
import io.millrace.spi.source.Offset;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code offsets/}: what each batch is, written before the batch reads anything.
 *
 * <pre>
 *   line 1    v1
 *   line 2    {"batchWatermarkMs":0,"batchTimestampMs":0,"conf":{"key":"value"}}, or empty
 *   line 3 …  one line for each source: the offset's JSON, or - when the source has none yet
 * </pre>
 */
public final class OffsetLog extends BatchLog<OffsetEntry> {
    private static final String NO_OFFSET = "-";

    public OffsetLog(CheckpointStore checkpoint) throws IOException {
        super(checkpoint, "offsets");
    }

    @Override
    String write(OffsetEntry entry) {
        StringBuilder text = new StringBuilder();
        entry.metadata().ifPresent(metadata -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("batchWatermarkMs", metadata.batchWatermarkMillis());
            json.put("batchTimestampMs", metadata.batchTimestampMillis());
            json.put("conf", metadata.configuration());
            text.append(Json.write(json));
        });
        for (Optional<Offset> offset : entry.offsets()) {
            String line = offset.map(Offset::json).orElse(NO_OFFSET);
            if (line.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("an offset of more than one line: " + line);
            }
            text.append('\n').append(line);
        }
        return text.toString();
    }

    @Override
    OffsetEntry read(String path, List<String> lines) {
        if (lines.isEmpty()) {
            throw incomplete(path);
        }
        String first = lines.getFirst();
        Optional<OffsetEntry.Metadata> metadata = first.isEmpty()
                ? Optional.empty()
                : Optional.of(readMetadata(first).orElseThrow(() -> incomplete(path)));
        List<Optional<Offset>> offsets = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.isEmpty()) {
                throw incomplete(path);
            }
            offsets.add(line.equals(NO_OFFSET) ? Optional.empty() : Optional.of(new Offset(line)));
        }
        return new OffsetEntry(metadata, offsets);
    }

    private static Optional<OffsetEntry.Metadata> readMetadata(String line) {
        return JsonLine.parse(line)
                .flatMap(json -> json.number("batchWatermarkMs")
                        .flatMap(watermark -> json.number("batchTimestampMs")
                                .flatMap(time -> json.strings("conf")
                                        .map(conf -> new OffsetEntry.Metadata(watermark, time, conf)))));
    }
}
