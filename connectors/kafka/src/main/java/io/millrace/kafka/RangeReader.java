package io.millrace.kafka;

import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.StructType;
import java.util.List;

/** Takes the records of a range of one partition out of its buffer. */
final class RangeReader implements SplitReader {
    private final PartitionBuffer buffer;
    private final long until;
    private final RecordProjection projection;
    private final Runnable onClose;
    private int[] positions = new int[0];
    private ColumnBatch batch;

    /** @param onClose run when the reader is closed */
    RangeReader(PartitionBuffer buffer, long until, StructType columns, Runnable onClose) {
        this.buffer = buffer;
        this.until = until;
        this.projection = new RecordProjection(columns, buffer.partition());
        this.onClose = onClose;
    }

    @Override
    public Status advance() {
        batch = null;
        Status status = buffer.next(until);
        if (status == Status.BATCH) {
            List<ColumnVector> columns = projection.columns(buffer.block());
            batch = ColumnBatch.of(columns, buffer.sliceEnd(), selection());
        }
        return status;
    }

    private Selection selection() {
        int first = buffer.sliceStart();
        int count = buffer.sliceEnd() - first;
        if (first == 0) {
            return Selection.range(count);
        }
        if (positions.length < count) {
            positions = new int[count];
        }
        for (int i = 0; i < count; i++) {
            positions[i] = first + i;
        }
        return new Selection(positions, count);
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public void onReady(Runnable wakeUp) {
        buffer.onReady(until, wakeUp);
    }

    @Override
    public void close() {
        batch = null;
        buffer.release();
        onClose.run();
    }
}
