package io.millrace.engine.physical;

import io.millrace.engine.expression.TaskPlace;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.scheduler.Task;
import io.millrace.spi.vector.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Tasks that may run side by side. Filled and run by the thread that coordinates a query. */
public final class Stage {
    private final List<Task> tasks = new ArrayList<>();

    /** Adds a task, made from its number. */
    void add(IntFunction<Task> task) {
        tasks.add(task.apply(tasks.size()));
    }

    /** Adds a task that pushes everything it has in one go. */
    void addSource(PipeFactory downstream, long expectedRows, Consumer<Pipe> source) {
        addSource(downstream, expectedRows, source, () -> {});
    }

    /** Adds a task that gives rows which others give, too. */
    void addRows(PipeFactory downstream, List<ColumnBatch> batches) {
        long rows = batches.stream().mapToLong(ColumnBatch::rowCount).sum();
        addSource(downstream, rows, pipe -> batches.forEach(batch -> pipe.emit(batch.withColumns(batch.columns()))));
    }

    /** @param release is run in the end, whether the task ran or not */
    void addSource(PipeFactory downstream, long expectedRows, Consumer<Pipe> source, Runnable release) {
        add(number -> new Task() {
            private Pipe pipe;

            @Override
            public Step step() {
                pipe = downstream.open(TaskPlace.of(number));
                source.accept(pipe);
                pipe.finish();
                return Step.DONE;
            }

            @Override
            public void close() {
                release.run();
                if (pipe != null) {
                    pipe.close();
                }
            }

            @Override
            public long expectedRows() {
                return expectedRows;
            }
        });
    }

    List<Task> tasks() {
        return tasks;
    }
}
