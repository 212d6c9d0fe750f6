package io.millrace.tests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process will do, by asking again and again up to a deadline. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long INTERVAL_NANOS = 2_000_000;

    private Eventually() {}

    /** Waits until something is so; fails, with its description, if it is not so within a minute. */
    public static void eventually(String description, Callable<Boolean> condition) {
        within(PATIENCE, description, condition);
    }

    /** The same with another deadline. */
    public static void within(Duration patience, String description, Callable<Boolean> condition) {
        if (!becomes(patience, condition)) {
            throw new AssertionError("Not within " + patience + ": " + description);
        }
    }

    /** Whether something becomes so before the deadline. */
    public static boolean becomes(Duration patience, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
        return true;
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
