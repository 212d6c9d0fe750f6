package io.millrace.engine.microbatch;

import io.millrace.engine.operator.Pipe;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The end of a task's pipeline: a writer of the sink. It is opened with the first rows, or at the end of an empty task. */
final class SinkPipe implements Pipe {
    private final WriteJob job;
    private final int task;
    private final RowCounter written;
    private RowWriter writer;
    private boolean finished;

    SinkPipe(WriteJob job, int task, RowCounter written) {
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
            written.add(batch.rowCount());
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
