package io.millrace.tests.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events in chunks. Time goes on by five seconds with each chunk; events are out of order within the delay of the
 * watermark, and now and then one is so late that it never counts, whenever batches without data run. The result so
 * depends on the events only, and not on where batches were cut.
 */
final class Events {
    static final int CHUNK = 10;

    private static final long FIRST_SECOND = 1_767_225_600; // 2026-01-01
    private static final long SECONDS_PER_CHUNK = 5;
    private static final long CHUNKS_UNTIL_TOO_LATE = 12;

    private final Random random;
    private long chunks;

    Events(long seed) {
        random = new Random(seed);
    }

    /** The next chunk, as lines of JSON. */
    List<String> next() {
        List<String> lines = new ArrayList<>();
        long base = FIRST_SECOND + chunks * SECONDS_PER_CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            lines.add(line(base - random.nextInt(6) + random.nextInt(5)));
        }
        if (chunks > CHUNKS_UNTIL_TOO_LATE && random.nextInt(3) == 0) {
            lines.set(random.nextInt(CHUNK), line(base - CHUNKS_UNTIL_TOO_LATE * SECONDS_PER_CHUNK));
        }
        chunks++;
        return lines;
    }

    /**
     * Two chunks that end the stream: the first moves the watermark past every window before, the second makes a batch
     * under that watermark. A batch without data after them completes nothing, so it does not matter whether it runs.
     */
    List<List<String>> end() {
        long end = FIRST_SECOND + chunks * SECONDS_PER_CHUNK + 1000;
        return List.of(chunkOf(end), chunkOf(end + 1));
    }

    private List<String> chunkOf(long second) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < CHUNK; i++) {
            lines.add(line(second));
        }
        return lines;
    }

    private String line(long second) {
        return "{\"at\":\"" + Instant.ofEpochSecond(second) + "\",\"user\":\"user-" + random.nextInt(3)
                + "\",\"amount\":" + (random.nextInt(1000) - 200) + "}";
    }
}
