package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.TaskPlace;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.Table;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Reads static data, anew in every run. */
record ScanPlan(Table table, List<Attribute> output) implements PhysicalPlan {
    /** Below this many bytes to a row there are hardly rows; for guessing how many a split has. */
    private static final long BYTES_PER_ROW = 16;

    @Override
    public List<PhysicalPlan> inputs() {
        return List.of();
    }

    @Override
    public String describe() {
        return "Scan " + table.description() + " " + columnNames(output);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        ScanSpecification scan = new ScanSpecification(schema(output));
        LongAdder ignored = new LongAdder();
        for (Split split : table.splits(scan)) {
            stage.add(task -> new ScanTask(
                    () -> table.open(split, scan),
                    downstream,
                    new TaskPlace(task, split.block()),
                    expectedRows(split),
                    ignored));
        }
    }

    static long expectedRows(Split split) {
        return split.sizeInBytes() == 0 ? Long.MAX_VALUE : split.sizeInBytes() / BYTES_PER_ROW;
    }

    static StructType schema(List<Attribute> columns) {
        return new StructType(columns.stream().map(Attribute::toField).toArray(StructField[]::new));
    }

    static String columnNames(List<Attribute> columns) {
        return columns.stream().map(Attribute::name).toList().toString();
    }
}
