package io.millrace.tests.crash;

import io.millrace.tests.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Moments in the life of a job, told by what another process sees of it on disk, so that they are spread over the steps of a
 * batch however fast the disk is. Which batch and how long after the step comes from a seeded generator.
 */
final class Moments {
    /** What becomes visible in a batch, in this order. */
    private enum Step {
        OFFSETS,
        STATE,
        MANIFEST,
        COMMITS
    }

    /** After the manifest twice: there the batch is visible and not committed. */
    private static final List<Step> TURNS =
            List.of(Step.MANIFEST, Step.STATE, Step.OFFSETS, Step.MANIFEST, Step.COMMITS);

    private static final int MOST_BATCHES = 3;
    private static final int MOST_MICROSECONDS = 3_000;
    private static final long POLL_NANOS = 100_000;

    private final Checkpoint checkpoint;
    private final Path result;
    private final Random random;
    private int turn;

    Moments(Checkpoint checkpoint, Path result, long seed) {
        this.checkpoint = checkpoint;
        this.result = result;
        this.random = new Random(seed);
    }

    /** A moment that has not come yet. */
    interface Moment {
        /** Waits for it; returns early when the job ends before. */
        void await(BooleanSupplier jobIsAlive) throws IOException;
    }

    /** The next one; to be called before the job is started. */
    Moment next() throws IOException {
        Step step = TURNS.get(turn++ % TURNS.size());
        long target = seen(step) + 1 + random.nextInt(MOST_BATCHES);
        long delay = random.nextBoolean() ? 0 : random.nextInt(MOST_MICROSECONDS) * 1_000L;
        return jobIsAlive -> {
            while (jobIsAlive.getAsBoolean() && seen(step) < target) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            long end = System.nanoTime() + delay;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        };
    }

    /** How often a step has been seen. */
    private long seen(Step step) throws IOException {
        return switch (step) {
            case OFFSETS -> checkpoint.begun();
            case STATE -> checkpoint.stateVersions();
            case MANIFEST -> Manifest.batches(result);
            case COMMITS -> checkpoint.committed();
        };
    }
}
