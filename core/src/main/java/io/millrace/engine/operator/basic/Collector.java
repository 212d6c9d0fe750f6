package io.millrace.engine.operator.basic;

import io.millrace.engine.expression.TaskPlace;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Pipe;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps copies of all rows, in the order of the tasks that gave them. Filled by tasks, read after they ended. */
public final class Collector {
    private final SortedMap<Integer, List<ColumnBatch>> byTask = new TreeMap<>();
    private final Optional<MemoryBudget.Account> account;
    private long held;

    public Collector() {
        account = Optional.empty();
    }

    /** @param account pays for the rows; whoever opened it closes it */
    public Collector(MemoryBudget.Account account) {
        this.account = Optional.of(account);
    }

    /** The end of one task's pipeline. */
    public Pipe writer(TaskPlace task) {
        return writer(task.number());
    }

    /** The end of the pipeline of a task with a number. */
    public Pipe writer(int task) {
        List<ColumnBatch> batches = new ArrayList<>();
        synchronized (byTask) {
            byTask.put(task, batches);
        }
        return new Pipe() {
            @Override
            public void emit(ColumnBatch batch) {
                if (batch.rowCount() > 0) {
                    ColumnBatch copy = Vectors.copy(batch);
                    account.ifPresent(paying -> pay(paying, copy));
                    batches.add(copy);
                }
            }

            @Override
            public void finish() {
                // The rows are there already.
            }

            @Override
            public void close() {
                // Nothing is held but the rows.
            }
        };
    }

    private void pay(MemoryBudget.Account paying, ColumnBatch copy) {
        long bytes = 0;
        for (ColumnVector column : copy.columns()) {
            bytes += Vectors.plain(column).retainedBytes();
        }
        synchronized (byTask) {
            held += copy.rowCount();
            paying.reserve(bytes, held);
        }
    }

    /** All rows; the batches may be kept. */
    public List<ColumnBatch> batches() {
        List<ColumnBatch> all = new ArrayList<>();
        byTask.values().forEach(all::addAll);
        return all;
    }

    public void forEach(Consumer<ColumnBatch> action) {
        byTask.values().forEach(batches -> batches.forEach(action));
    }

    public long rows() {
        return byTask.values().stream()
                .flatMap(List::stream)
                .mapToLong(ColumnBatch::rowCount)
                .sum();
    }
}
