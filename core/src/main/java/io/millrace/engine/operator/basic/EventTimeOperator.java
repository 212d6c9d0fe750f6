package io.millrace.engine.operator.basic;

import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;

/** Counts event times and passes all rows on. A null counts as time 0, as in Spark; of a window its end counts. */
public final class EventTimeOperator implements Operator {
    private static final int WINDOW_END = 1;

    private final int ordinal;
    private final Listener listener;
    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private double sumMillis;

    /** Hears, once at the end, what passed. */
    public interface Listener {
        void seen(long count, long minMicros, long maxMicros, double sumMillis);
    }

    public EventTimeOperator(int ordinal, Listener listener) {
        this.ordinal = ordinal;
        this.listener = listener;
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        ColumnVector column = batch.column(ordinal);
        ValueVector plain = Vectors.plain(column);
        LongVector times =
                (LongVector) (plain instanceof StructVector window ? window.child(WINDOW_END) : plain);
        Selection rows = batch.selection();
        for (int i = 0; i < rows.count(); i++) {
            long time = times.values()[Vectors.plainPosition(column, rows.position(i))];
            min = Math.min(min, time);
            max = Math.max(max, time);
            sumMillis += time / 1000.0;
        }
        count += rows.count();
        out.emit(batch);
    }

    @Override
    public void finish(Output out) {
        if (count > 0) {
            listener.seen(count, min, max, sumMillis);
        }
    }
}
