package io.millrace.engine.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The CPU threads of an engine. Tasks of all queries wait in one line; a task that has more to do goes to its end, so
 * queries take turns step by step. Threads are started with the first work and ended by {@link #close}.
 *
 * <p>The caller of {@link #run} waits and is never one of the pool's threads. A single task, or few expected rows, run on
 * the caller's thread: handing over would cost more than the work.
 */
public final class TaskPool implements AutoCloseable {
    /** Up to here a single task runs on the caller's thread. */
    public static final long INLINE_ROWS = 16_384;

    private final LinkedBlockingQueue<Runnable> line = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final String name;
    private final int size;
    private boolean closed;

    /** @param size how many threads */
    public TaskPool(String name, int size) {
        this.name = name;
        this.size = size;
    }

    public int size() {
        return size;
    }

    /**
     * Runs tasks to their end and returns then. The first failure ends the others at their next step and is thrown; so
     * does an interrupt of the caller.
     */
    public void run(List<? extends Task> tasks, Cancellation cancellation) {
        if (tasks.isEmpty()) {
            return;
        }
        long rows = 0;
        for (Task task : tasks) {
            rows = task.expectedRows() > INLINE_ROWS - rows ? INLINE_ROWS + 1 : rows + task.expectedRows();
        }
        if (rows <= INLINE_ROWS) {
            runInline(tasks, cancellation);
        } else {
            runPooled(tasks, cancellation);
        }
    }

    private static void runInline(List<? extends Task> tasks, Cancellation cancellation) {
        int closed = 0;
        try {
            for (Task task : tasks) {
                while (true) {
                    cancellation.check();
                    Task.Step step = task.step();
                    if (step == Task.Step.DONE) {
                        break;
                    }
                    if (step == Task.Step.BLOCKED) {
                        CountDownLatch ready = new CountDownLatch(1);
                        task.onReady(ready::countDown);
                        ready.await();
                    }
                }
                closed++;
                task.close();
            }
        } catch (Exception e) {
            throw Failures.unchecked(e);
        } finally {
            for (int i = closed; i < tasks.size(); i++) {
                tasks.get(i).close();
            }
        }
    }

    private void runPooled(List<? extends Task> tasks, Cancellation cancellation) {
        start();
        Group group = new Group(tasks.size(), cancellation);
        List<Turn> turns = tasks.stream().map(task -> new Turn(task, group)).toList();
        Runnable wakeAll = () -> turns.forEach(Turn::wake);
        cancellation.onCancel(wakeAll);
        try {
            line.addAll(turns);
            group.await();
        } finally {
            cancellation.forget(wakeAll);
        }
    }

    private synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The engine is closed");
        }
        for (int i = threads.size(); i < size; i++) {
            Thread thread = new Thread(this::work, name + "-cpu-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        try {
            while (true) {
                line.take().run();
            }
        } catch (InterruptedException e) {
            // Only close() interrupts: the end of this thread.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the threads; running queries must have been stopped before. */
    @Override
    public void close() {
        List<Thread> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(threads);
            threads.clear();
        }
        ending.forEach(Thread::interrupt);
        for (Thread thread : ending) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The tasks of one call of {@link #run}. */
    private static final class Group {
        private final CountDownLatch open;
        private final Cancellation cancellation;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Group(int size, Cancellation cancellation) {
            this.open = new CountDownLatch(size);
            this.cancellation = cancellation;
        }

        boolean isEnding() {
            return failure.get() != null || cancellation.isCancelled();
        }

        void fail(Throwable cause) {
            failure.compareAndSet(null, cause);
        }

        /** Tasks touch what the caller owns, so it must not go on before the last of them ended, interrupted or not. */
        void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancellation.cancel();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable cause = failure.get();
            if (cause != null) {
                throw Failures.unchecked(cause);
            }
            cancellation.check();
        }
    }

    /** One turn of one task. */
    private final class Turn implements Runnable {
        private final Task task;
        private final Group group;
        private final AtomicBoolean waiting = new AtomicBoolean();

        Turn(Task task, Group group) {
            this.task = task;
            this.group = group;
        }

        @Override
        public void run() {
            Task.Step step = Task.Step.DONE;
            try {
                if (!group.isEnding()) {
                    step = task.step();
                }
            } catch (Throwable t) {
                group.fail(t);
            }
            switch (step) {
                case MORE -> line.add(this);
                case BLOCKED -> park();
                case DONE -> end();
            }
        }

        private void park() {
            waiting.set(true);
            task.onReady(this::wake);
            if (group.isEnding()) {
                wake();
            }
        }

        void wake() {
            if (waiting.compareAndSet(true, false)) {
                line.add(this);
            }
        }

        private void end() {
            try {
                task.close();
            } catch (Throwable t) {
                group.fail(t);
            } finally {
                group.open.countDown();
            }
        }
    }
}
