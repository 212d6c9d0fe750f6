package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.tests.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Starts the job in a process of its own and kills it while it works, again and again, until it was killed often enough;
 * then lets it finish.
 */
final class Killer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final Checkpoint checkpoint;
    private final Moments moments;
    private final String[] arguments;
    private int kills;
    private int killsInsideBatches;

    Killer(Path directory, Checkpoint checkpoint, Moments moments, String... arguments) {
        this.directory = directory;
        this.checkpoint = checkpoint;
        this.moments = moments;
        this.arguments = arguments;
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
        Moments.Moment moment = moments.next();
        try (ChildJvm child = ChildJvm.start(directory, WindowJob.class, arguments)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            moment.await(() -> {
                assertThat(System.nanoTime()).as(child.output()).isLessThan(deadline);
                return child.isAlive();
            });
            if (child.isAlive()) {
                child.kill();
                kills++;
                killsInsideBatches += checkpoint.begun() > checkpoint.committed() ? 1 : 0;
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
