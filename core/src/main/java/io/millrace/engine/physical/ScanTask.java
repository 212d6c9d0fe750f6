package io.millrace.engine.physical;

import io.millrace.engine.expression.TaskPlace;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.scheduler.Task;
import io.millrace.spi.source.SplitReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.LongAdder;

/** Reads one split into a pipeline, a few batches at a step. */
final class ScanTask implements Task {
    private static final int BATCHES_PER_STEP = 16;

    private final Opener opener;
    private final PipeFactory downstream;
    private final TaskPlace place;
    private final long expectedRows;
    private final LongAdder rowsRead;
    private SplitReader reader;
    private Pipe pipe;

    /** Opens the reader when the task starts. */
    interface Opener {
        SplitReader open() throws IOException;
    }

    ScanTask(Opener opener, PipeFactory downstream, TaskPlace place, long expectedRows, LongAdder rowsRead) {
        this.opener = opener;
        this.downstream = downstream;
        this.place = place;
        this.expectedRows = expectedRows;
        this.rowsRead = rowsRead;
    }

    @Override
    public Step step() throws IOException {
        if (pipe == null) {
            pipe = downstream.open(place);
            reader = opener.open();
        }
        for (int i = 0; i < BATCHES_PER_STEP; i++) {
            SplitReader.Status status = pipe.done() ? SplitReader.Status.END : reader.advance();
            switch (status) {
                case BATCH -> {
                    rowsRead.add(reader.batch().rowCount());
                    pipe.emit(reader.batch());
                }
                case BLOCKED -> {
                    return Step.BLOCKED;
                }
                case END -> {
                    pipe.finish();
                    return Step.DONE;
                }
            }
        }
        return Step.MORE;
    }

    @Override
    public void onReady(Runnable wakeUp) {
        reader.onReady(wakeUp);
    }

    @Override
    public long expectedRows() {
        return expectedRows;
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (pipe != null) {
                pipe.close();
            }
        }
    }
}
