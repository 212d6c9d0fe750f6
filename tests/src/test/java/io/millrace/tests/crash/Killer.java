package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.tests.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts the job in a process of its own and kills it while it works, again and again, until it was killed often enough;
 * then lets it finish. The moment is a number of log entries that this run has written, and a short time more, both from
 * a seeded generator.
 */
final class Killer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_ENTRIES = 6;
    private static final int MOST_MICROSECONDS = 8_000;
    private static final long POLL_NANOS = 100_000;

    private final Path directory;
    private final Checkpoint checkpoint;
    private final String[] arguments;
    private final Random random;
    private int kills;
    private int killsInsideBatches;

    Killer(Path directory, Checkpoint checkpoint, long seed, String... arguments) {
        this.directory = directory;
        this.checkpoint = checkpoint;
        this.arguments = arguments;
        this.random = new Random(seed);
    }

    /** How often a crash suite kills, as the build says. */
    static int rounds() {
        return Integer.getInteger("millrace.crash.rounds", 5);
    }

    /** Whether the job was killed often enough, and at least every third time in the middle of a batch. */
    boolean isSatisfied() {
        return kills >= rounds() && 3 * killsInsideBatches >= rounds();
    }

    /** Runs the job once and kills it, unless it ends before. */
    void killOnce() throws IOException, InterruptedException {
        long entries = checkpoint.entries() + 1 + random.nextInt(MOST_ENTRIES);
        if (entries % 2 == 0 && random.nextInt(4) > 0) {
            entries++; // An odd number: a batch has begun and not ended.
        }
        long delay = random.nextInt(MOST_MICROSECONDS) * 1_000L;
        try (ChildJvm child = ChildJvm.start(directory, WindowJob.class, arguments)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (child.isAlive() && checkpoint.entries() < entries) {
                assertThat(System.nanoTime()).as(child.output()).isLessThan(deadline);
                LockSupport.parkNanos(POLL_NANOS);
            }
            long moment = System.nanoTime() + delay;
            while (System.nanoTime() < moment) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            if (child.isAlive()) {
                child.kill();
                kills++;
                killsInsideBatches += (int) (checkpoint.entries() % 2);
            }
            if (child.exitCode(PATIENCE) == 1) {
                throw new AssertionError("The job failed: " + child.output());
            }
        }
    }

    /** Runs the job to its end. */
    void finish() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(directory, WindowJob.class, arguments)) {
            assertThat(child.exitCode(PATIENCE)).as(child.output()).isZero();
        }
    }
}
