package io.millrace.kafka;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a query began, kept in the file {@code 0} of the source's notes: a zero byte, the line {@code v1}, and the
 * offsets as JSON. The zero byte is there because the first Spark that read such files expected it.
 */
final class InitialOffsets {
    private static final String FILE = "0";
    private static final int VERSION = 1;

    private InitialOffsets() {}

    /** The offsets noted by an earlier run, or new ones, which are noted before they are used. */
    static PartitionOffsets load(CheckpointStore notes, Supplier<PartitionOffsets> otherwise) throws IOException {
        Optional<byte[]> noted = notes.read(FILE);
        if (noted.isPresent()) {
            return read(notes, noted.get());
        }
        PartitionOffsets resolved = otherwise.get();
        String text = "\0v" + VERSION + "\n" + resolved.toJson();
        if (!notes.createIfAbsent(FILE, text.getBytes(StandardCharsets.UTF_8))) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.CONCURRENT_STREAM_LOG_UPDATE, "batchId", FILE));
        }
        return resolved;
    }

    private static PartitionOffsets read(CheckpointStore notes, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.length() < 2 || text.charAt(0) != 0) {
            throw incomplete(notes);
        }
        String body = text.substring(1);
        try {
            // The oldest form has no version line.
            return PartitionOffsets.parse(body.charAt(0) == 'v' ? withoutVersion(body) : body);
        } catch (JsonException | IllegalArgumentException e) {
            throw incomplete(notes);
        }
    }

    private static String withoutVersion(String body) {
        int lineEnd = body.indexOf('\n');
        String version = lineEnd < 0 ? body : body.substring(0, lineEnd);
        int number;
        try {
            number = Integer.parseInt(version.substring(1));
        } catch (NumberFormatException e) {
            throw malformed(version);
        }
        if (number < 1) {
            throw malformed(version);
        }
        if (number > VERSION) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_LOG_VERSION__MAX_SUPPORTED_VERSION,
                    "version",
                    "v" + number,
                    "maxSupportedVersion",
                    "v" + VERSION));
        }
        return body.substring(lineEnd + 1);
    }

    private static MillraceException malformed(String version) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", version));
    }

    private static MillraceException incomplete(CheckpointStore notes) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.INCOMPLETE_LOG_FILE, "path", notes.location() + "/" + FILE));
    }
}
