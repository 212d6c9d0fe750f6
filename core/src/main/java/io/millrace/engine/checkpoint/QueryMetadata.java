package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalStateException;
import io.millrace.spi.json.Json;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code metadata}: who a query is, across restarts. One line, {@code {"id":"…"}}, without a line end; unknown fields are
 * ignored.
 *
 * @param id the query's id
 */
public record QueryMetadata(UUID id) {
    private static final String FILE = "metadata";

    /**
     * Reads the file, or writes one with a new id.
     *
     * @param verify whether a checkpoint that has logs but no such file is refused
     * @throws MillraceException STREAMING_CHECKPOINT_MISSING_METADATA_FILE
     * @throws MillraceIllegalStateException INCOMPLETE_LOG_FILE when the file is broken
     */
    public static QueryMetadata readOrCreate(CheckpointStore checkpoint, boolean verify) throws IOException {
        Optional<byte[]> content = checkpoint.read(FILE);
        if (content.isPresent()) {
            return parse(checkpoint, content.get());
        }
        boolean hasLogs = !checkpoint.list("offsets").isEmpty()
                || !checkpoint.list("commits").isEmpty();
        if (verify && hasLogs) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.STREAMING_CHECKPOINT_MISSING_METADATA_FILE,
                    "checkpointLocation",
                    checkpoint.location()));
        }
        QueryMetadata created = new QueryMetadata(UUID.randomUUID());
        byte[] text = Json.write(Map.of("id", created.id.toString())).getBytes(StandardCharsets.UTF_8);
        if (checkpoint.createIfAbsent(FILE, text)) {
            return created;
        }
        return parse(checkpoint, checkpoint.read(FILE).orElseThrow(() -> broken(checkpoint, null)));
    }

    private static QueryMetadata parse(CheckpointStore checkpoint, byte[] content) {
        Optional<String> id = JsonLine.parse(new String(content, StandardCharsets.UTF_8).strip())
                .flatMap(line -> line.string("id"));
        try {
            return new QueryMetadata(UUID.fromString(id.orElseThrow(() -> broken(checkpoint, null))));
        } catch (IllegalArgumentException noUuid) {
            throw broken(checkpoint, noUuid);
        }
    }

    private static MillraceIllegalStateException broken(CheckpointStore checkpoint, Throwable cause) {
        return new MillraceIllegalStateException(
                ErrorDetail.of(ErrorCondition.INCOMPLETE_LOG_FILE, "path", checkpoint.location() + "/" + FILE), cause);
    }
}
