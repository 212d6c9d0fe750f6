package io.millrace.engine.operator.user;

import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.user.RowFunction;
import io.millrace.spi.vector.ColumnBatch;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hands all rows of a task to a function at once, and gives what it gives. The function pulls where batches are pushed,
 * so the rows are kept until the last has come; each is decoded only when the function asks for it.
 */
public final class MapPartitionOperator implements Operator {
    private final RowFunction function;
    private final Collector collected = new Collector();
    private final Pipe collecting = collected.writer(0);
    private final RowsOut rows;

    public MapPartitionOperator(RowFunction function) {
        this.function = function;
        this.rows = new RowsOut(function.outputSchema());
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        collecting.emit(batch);
    }

    @Override
    public void finish(Output out) {
        function.lend(calls ->
                calls.mapPartition(values(calls, collected.batches()), value -> rows.add(calls.encode(value), out)));
        rows.flush(out);
    }

    private static Iterator<Object> values(RowFunction.Calls calls, List<ColumnBatch> batches) {
        return batches.stream()
                .flatMap(batch -> IntStream.range(0, batch.rowCount())
                        .mapToObj(i -> calls.decode(batch, batch.selection().position(i))))
                .iterator();
    }
}
