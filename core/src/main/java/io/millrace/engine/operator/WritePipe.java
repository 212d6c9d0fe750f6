package io.millrace.engine.operator;

import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;

/** The end of a task's pipeline: a writer of a sink. It is opened with the first rows, or at the end of an empty task. */
public final class WritePipe implements Pipe {
    private final WriteJob job;
    private final int task;
    private final LongConsumer written;
    private RowWriter writer;
    private boolean finished;

    /** @param written hears how many rows went out, batch by batch */
    public WritePipe(WriteJob job, int task, LongConsumer written) {
        this.job = job;
        this.task = task;
        this.written = written;
    }

    private RowWriter writer() throws IOException {
        if (writer == null) {
            writer = job.writer(task);
        }
        return writer;
    }

    @Override
    public void emit(ColumnBatch batch) {
        try {
            writer().write(batch);
            written.accept(batch.rowCount());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finish() {
        try {
            writer().finish();
            finished = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (writer != null && !finished) {
            writer.abort();
        }
    }
}
