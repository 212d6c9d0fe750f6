package io.millrace.engine.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A flag that ends the work of one query at its next batch boundary. Thread-safe. */
public final class Cancellation {
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean cancelled;

    public void cancel() {
        List<Runnable> waiting;
        synchronized (listeners) {
            cancelled = true;
            waiting = List.copyOf(listeners);
            listeners.clear();
        }
        waiting.forEach(Runnable::run);
    }

    /** Runs something once when the work is cancelled; at once if it is already. */
    void onCancel(Runnable listener) {
        synchronized (listeners) {
            if (!cancelled) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    /** Forgets a listener whose work is done. */
    void forget(Runnable listener) {
        synchronized (listeners) {
            listeners.remove(listener);
        }
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Fails if the work is no longer wanted: it was cancelled, or this thread interrupted. */
    public void check() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The query was stopped");
        }
    }
}
