package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The logs of a checkpoint as another process sees them. */
record Checkpoint(Path directory) {
    private static final byte COMMIT_FRAME = 4;
    private static final int LOG_HEADER = 8;
    private static final int FRAME_ENVELOPE = 8;

    /** How many batches have begun so far; old entries may have gone again. */
    long begun() throws IOException {
        return count(numbers("offsets"));
    }

    /** How many batches are done so far. */
    long committed() throws IOException {
        return count(numbers("commits"));
    }

    private static long count(List<Long> numbers) {
        return numbers.isEmpty() ? 0 : numbers.getLast() + 1;
    }

    /** The newest version of state in the change log. */
    long stateVersions() throws IOException {
        List<Long> segments = numbers("millrace/log");
        if (segments.isEmpty()) {
            return 0;
        }
        long version = segments.getLast() - 1;
        ByteBuffer log =
                ByteBuffer.wrap(read("millrace/log/" + segments.getLast())).order(ByteOrder.LITTLE_ENDIAN);
        int frame = LOG_HEADER;
        while (log.limit() - frame >= FRAME_ENVELOPE) {
            int length = log.getInt(frame);
            if (length > log.limit() - frame - FRAME_ENVELOPE) {
                break;
            }
            if (log.get(frame + Integer.BYTES) == COMMIT_FRAME) {
                version = log.getLong(frame + Integer.BYTES + 1);
            }
            frame += length + FRAME_ENVELOPE;
        }
        return version;
    }

    private byte[] read(String path) throws IOException {
        try {
            return Files.readAllBytes(directory.resolve(path));
        } catch (NoSuchFileException goneMeanwhile) {
            return new byte[0];
        }
    }

    /** Both logs hold every batch up to the last, from the first that is to be kept. */
    void requireComplete() throws IOException {
        List<Long> offsets = numbers("offsets");
        assertThat(offsets).isNotEmpty();
        long last = offsets.getLast();
        assertThat(offsets)
                .containsExactlyElementsOf(LongStream.rangeClosed(Math.max(0, last - WindowJob.RETAINED_BATCHES), last)
                        .boxed()
                        .toList());
        assertThat(numbers("commits")).isEqualTo(offsets);
    }

    private List<Long> numbers(String log) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(log))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::parseLong)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException notYet) {
            return List.of();
        }
    }
}
