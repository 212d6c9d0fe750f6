package io.millrace.engine.operator.basic;

import io.millrace.engine.operator.Pipe;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps copies of all rows, in the order of the tasks that gave them. Filled by tasks, read after they ended. */
public final class Collector {
    private final SortedMap<Integer, List<ColumnBatch>> byTask = new TreeMap<>();

    /** The end of one task's pipeline. */
    public Pipe writer(int task) {
        List<ColumnBatch> batches = new ArrayList<>();
        synchronized (byTask) {
            byTask.put(task, batches);
        }
        return new Pipe() {
            @Override
            public void emit(ColumnBatch batch) {
                if (batch.rowCount() > 0) {
                    batches.add(Vectors.copy(batch));
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
