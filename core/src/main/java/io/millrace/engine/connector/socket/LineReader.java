package io.millrace.engine.connector.socket;

import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/** Gives lines as they were added to the buffer, without copying their text. */
final class LineReader implements SplitReader {
    /** Lines after a number up to another one. */
    record Range(List<LineBuffer.Numbered> parts, long after, long last) implements Split {
        @Override
        public long sizeInBytes() {
            return parts.stream().mapToLong(part -> part.lines().bytes()).sum();
        }
    }

    private final Range range;
    private final List<ValueVector> columns = new ArrayList<>();
    private int part;
    private int next;
    private ColumnBatch batch;

    LineReader(Range range, StructType wanted) {
        this.range = range;
        for (StructField field : wanted) {
            columns.add(
                    field.name().equals(SocketConnector.VALUE)
                            ? new BytesVector(field.dataType())
                            : new LongVector(field.dataType()));
        }
        next = first(0);
    }

    /** How many lines of a part are in a range. */
    static long count(LineBuffer.Numbered lines, long after, long last) {
        return Math.min(lines.last(), last) - Math.max(lines.first(), after + 1) + 1;
    }

    private int first(int index) {
        if (index == range.parts().size()) {
            return 0;
        }
        return (int) Math.max(0, range.after() + 1 - range.parts().get(index).first());
    }

    @Override
    public Status advance() {
        batch = null;
        if (part == range.parts().size()) {
            return Status.END;
        }
        LineBuffer.Numbered lines = range.parts().get(part);
        int end = (int) Math.min(lines.lines().count(), range.last() + 1 - lines.first());
        int count = Math.min(end - next, ColumnBatch.MAX_ROWS);
        fill(lines.lines(), next, count);
        batch = ColumnBatch.of(columns, count);
        next += count;
        if (next == end) {
            part++;
            next = first(part);
        }
        return Status.BATCH;
    }

    private void fill(Lines lines, int from, int count) {
        for (ValueVector column : columns) {
            column.reset(count);
            if (column instanceof BytesVector texts) {
                texts.wrap(lines.data());
                for (int i = 0; i < count; i++) {
                    texts.setSlice(i, lines.starts()[from + i], lines.lengths()[from + i]);
                }
            } else if (column instanceof LongVector times) {
                for (int i = 0; i < count; i++) {
                    times.set(i, lines.arrivalMicros());
                }
            }
        }
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        batch = null;
    }
}
