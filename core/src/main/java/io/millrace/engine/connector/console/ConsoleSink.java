package io.millrace.engine.connector.console;

import io.millrace.ShowTable;
import io.millrace.engine.builtin.ConversionFunctions;
import io.millrace.engine.connector.foreach.CollectingSink;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression.InputColumn;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.Values;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.StructType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Prints each batch as a table, empty ones too, under a header with its number. */
final class ConsoleSink implements EpochSink {
    private static final String LINE = "-".repeat(43);
    private static final int TRUNCATED_WIDTH = 20;
    private static final BatchContext NO_BATCH = new BatchContext(0, 0, 0, 0);

    private final StructType schema;
    private final int rowLimit;
    private final boolean truncate;
    private final List<Evaluator> cells = new ArrayList<>();
    private final CollectingSink collecting = new CollectingSink(description(), this::print);

    ConsoleSink(StructType schema, int rowLimit, boolean truncate, ZoneId zone) {
        this.schema = schema;
        this.rowLimit = rowLimit;
        this.truncate = truncate;
        FunctionRegistry functions = new FunctionRegistry(List.of(new ConversionFunctions()));
        ResolutionContext context = ResolutionContext.of(zone, true);
        for (int i = 0; i < schema.length(); i++) {
            InputColumn column = new InputColumn(i, schema.field(i).dataType(), true);
            cells.add(Evaluators.compile(functions.resolve(CallSite.of("pretty-string", column), context)));
        }
    }

    @Override
    public String description() {
        return "ConsoleSink[numRows=" + rowLimit + ", truncate=" + truncate + "]";
    }

    @Override
    public WriteJob begin(long batchId) {
        return collecting.begin(batchId);
    }

    private void print(long batchId, List<ColumnBatch> batches) {
        List<String[]> rows = new ArrayList<>();
        boolean more = false;
        for (ColumnBatch batch : batches) {
            int taken = Math.min(rowLimit - rows.size(), batch.rowCount());
            more |= taken < batch.rowCount();
            addRows(batch, taken, rows);
        }
        ShowTable table = new ShowTable(schema.fieldNames(), rows, more, truncate ? TRUNCATED_WIDTH : 0);
        // Looked up here and not kept: programs redirect standard output.
        System.out.println(LINE + "\nBatch: " + batchId + "\n" + LINE + "\n" + table.render(false));
    }

    private void addRows(ColumnBatch batch, int count, List<String[]> rows) {
        List<ColumnVector> texts = new ArrayList<>();
        Selection shown = Selection.range(count);
        for (Evaluator cell : cells) {
            texts.add(cell.evaluate(batch, shown, NO_BATCH));
        }
        for (int row = 0; row < count; row++) {
            String[] line = new String[texts.size()];
            for (int column = 0; column < line.length; column++) {
                line[column] = (String) Values.get(texts.get(column), row);
            }
            rows.add(line);
        }
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public boolean countsRows() {
        return true;
    }

    @Override
    public void close() {
        collecting.close();
    }
}
