package io.millrace.kafka;

import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;

/**
 * The records of one batch. They are visible as they are sent, so there is nothing to commit.
 *
 * @param sink where they go
 * @param end run when the job is over
 */
record KafkaWriteJob(KafkaEpochSink sink, Runnable end) implements WriteJob {
    @Override
    public RowWriter writer(int task) {
        return sink.writer();
    }

    @Override
    public void commit() {
        end.run();
    }

    @Override
    public void abort() {
        end.run();
    }
}
