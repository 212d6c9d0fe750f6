package io.millrace.engine.user;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * Lends copies of a program's function, each to one task at a time. On a cluster every task has a copy of its own, so
 * functions are written without a thought for other threads. A copy is used again, by the same query only.
 */
final class FunctionCopies {
    private final Object original;
    private final ConcurrentLinkedDeque<Object> idle = new ConcurrentLinkedDeque<>();

    FunctionCopies(Object original) {
        this.original = original;
    }

    /** Runs an action with a copy that nobody else uses meanwhile. */
    void lend(Consumer<Object> action) {
        Object copy = idle.pollFirst();
        if (copy == null) {
            copy = SerializedCopy.of(original, Thread.currentThread().getContextClassLoader());
        }
        try {
            action.accept(copy);
        } finally {
            idle.addFirst(copy);
        }
    }
}
