package io.millrace.engine.connector.foreach;

import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.vector.ColumnBatch;
import java.util.List;

/**
 * Collects a batch and hands it over whole when it is committed, on the query's own thread, which may block. However often
 * the receiver looks at the rows, they are computed once.
 */
public final class CollectingSink implements EpochSink {
    private final String description;
    private final Receiver receiver;

    /** Takes batches. What it throws fails the query, and the batch runs again after a restart. */
    public interface Receiver {
        /** @param batches plain copies that may be kept; empty for a batch without rows */
        void accept(long batchId, List<ColumnBatch> batches);
    }

    public CollectingSink(String description, Receiver receiver) {
        this.description = description;
        this.receiver = receiver;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public WriteJob begin(long batchId) {
        Collector collector = new Collector();
        return new WriteJob() {
            @Override
            public RowWriter writer(int task) {
                return new Writer(collector.writer(task));
            }

            @Override
            public void commit() {
                receiver.accept(batchId, collector.batches());
            }

            @Override
            public void abort() {
                // The rows are forgotten with this object.
            }
        };
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private record Writer(Pipe pipe) implements RowWriter {
        @Override
        public void write(ColumnBatch batch) {
            pipe.emit(batch);
        }

        @Override
        public void finish() {
            pipe.finish();
        }

        @Override
        public void abort() {
            pipe.close();
        }
    }
}
