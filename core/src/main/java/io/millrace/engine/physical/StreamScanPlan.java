package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.TaskPlace;
import io.millrace.engine.logical.StreamRelation;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Reads the range of a stream that belongs to the micro-batch. */
record StreamScanPlan(StreamRelation relation, List<Attribute> output) implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of();
    }

    @Override
    public String describe() {
        return "StreamScan " + relation.request().format() + " " + ScanPlan.columnNames(output);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        Execution.StreamRange range = execution.streams().ranges().get(relation);
        if (range == null) {
            return;
        }
        ScanSpecification scan = new ScanSpecification(ScanPlan.schema(output));
        LongAdder rowsRead = execution.rowsRead(relation);
        try {
            for (Split split : range.source().splits(range.start(), range.end(), scan)) {
                stage.add(task -> new ScanTask(
                        () -> range.source().open(split, scan),
                        downstream,
                        new TaskPlace(task, split.block()),
                        ScanPlan.expectedRows(split),
                        rowsRead));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
