package io.millrace.engine.format.csv;

import io.millrace.engine.format.TextFileWriter;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.OutputStream;

/** Writes rows as lines of values. */
final class CsvFileWriter extends TextFileWriter {
    private final StructType schema;
    private final CsvOptions options;
    private final CsvRowWriter rows;
    private boolean begun;

    CsvFileWriter(OutputStream out, StructType schema, CsvOptions options) throws IOException {
        super(out, options.source());
        this.schema = schema;
        this.options = options;
        this.rows = new CsvRowWriter(schema, options, buffer(), null);
    }

    @Override
    protected void writeRows(ColumnBatch batch) throws IOException {
        writeHeader();
        for (int row = 0; row < batch.rowCount(); row++) {
            int position = batch.selection().position(row);
            for (int i = 0; i < schema.size(); i++) {
                rows.write(i, batch.column(i), position);
            }
            endLine();
        }
    }

    private void writeHeader() throws IOException {
        if (begun || !options.header()) {
            return;
        }
        begun = true;
        for (int i = 0; i < schema.size(); i++) {
            rows.writeName(i, schema.field(i).name());
        }
        endLine();
    }

    @Override
    public void finish() throws IOException {
        writeHeader();
        super.finish();
    }
}
