package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The identity of a query, {@code <checkpoint>/metadata}: {@code {"id":"…"}}, one line without a newline, as Spark's. */
public final class QueryMetadata {
    private static final String FILE = "metadata";

    private QueryMetadata() {}

    /** The id of a checkpoint's query; a new checkpoint gets a new one. */
    public static UUID readOrCreate(CheckpointStore checkpoint) throws IOException {
        Optional<UUID> known = read(checkpoint);
        if (known.isPresent()) {
            return known.get();
        }
        if (!checkpoint.list("offsets").isEmpty() || !checkpoint.list("commits").isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.STREAMING_CHECKPOINT_MISSING_METADATA_FILE,
                    "checkpointLocation",
                    checkpoint.location()));
        }
        UUID id = UUID.randomUUID();
        byte[] content = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        return checkpoint.createIfAbsent(FILE, content) ? id : read(checkpoint).orElseThrow();
    }

    private static Optional<UUID> read(CheckpointStore checkpoint) throws IOException {
        Optional<byte[]> content = checkpoint.read(FILE);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(content.get(), StandardCharsets.UTF_8);
        if (text.isBlank()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INCOMPLETE_LOG_FILE, "path", checkpoint.location() + "/" + FILE));
        }
        try {
            return Optional.of(UUID.fromString(String.valueOf(LogJson.object(text).get("id"))));
        } catch (IllegalArgumentException e) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", text), e);
        }
    }
}
