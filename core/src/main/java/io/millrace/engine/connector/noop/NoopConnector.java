package io.millrace.engine.connector.noop;

import io.millrace.spi.Connector;
import io.millrace.spi.sink.BatchSink;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.spi.vector.ColumnBatch;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code format("noop")}: everything is computed, nothing is kept; for measuring. */
public final class NoopConnector implements Connector {
    private static final RowWriter WRITER = new RowWriter() {
        @Override
        public void write(ColumnBatch batch) {
            // That is the point.
        }

        @Override
        public void finish() {
            // Nothing to flush.
        }

        @Override
        public void abort() {
            // Nothing to undo.
        }
    };

    private static final WriteJob JOB = new WriteJob() {
        @Override
        public RowWriter writer(int task) {
            return WRITER;
        }

        @Override
        public void commit() {
            // Nothing to show.
        }

        @Override
        public void abort() {
            // Nothing to undo.
        }
    };

    @Override
    public String name() {
        return "noop";
    }

    @Override
    public Optional<BatchSink> batchSink() {
        return Optional.of((request, mode) -> JOB);
    }

    @Override
    public Optional<StreamSink> streamSink() {
        return Optional.of(new Sink());
    }

    private static final class Sink implements StreamSink {
        @Override
        public Set<OutputKind> outputKinds() {
            return EnumSet.allOf(OutputKind.class);
        }

        @Override
        public EpochSink open(WriteRequest request, SinkContext context) {
            return new EpochSink() {
                @Override
                public String description() {
                    return "NoopSink";
                }

                @Override
                public WriteJob begin(long batchId) {
                    return JOB;
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };
        }

        @Override
        public boolean temporaryCheckpoint() {
            return true;
        }
    }
}
