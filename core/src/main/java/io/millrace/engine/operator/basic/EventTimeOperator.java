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
    private static final double MICROS_PER_MILLI = 1000;

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
        LongVector times = (LongVector) (plain instanceof StructVector window ? window.child(WINDOW_END) : plain);
        Selection rows = batch.selection();
        if (column == plain && rows.isRange()) {
            see(times.values(), rows.count());
        } else {
            see(times.values(), column, rows);
        }
        count += rows.count();
        out.emit(batch);
    }

    /** The usual case, without a question per row. */
    private void see(long[] times, int rows) {
        long lowest = min;
        long highest = max;
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            lowest = Math.min(lowest, times[i]);
            highest = Math.max(highest, times[i]);
            sum += times[i];
        }
        min = lowest;
        max = highest;
        sumMillis += sum / MICROS_PER_MILLI;
    }

    private void see(long[] times, ColumnVector column, Selection rows) {
        double sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            long time = times[Vectors.plainPosition(column, rows.position(i))];
            min = Math.min(min, time);
            max = Math.max(max, time);
            sum += time;
        }
        sumMillis += sum / MICROS_PER_MILLI;
    }

    @Override
    public void finish(Output out) {
        if (count > 0) {
            listener.seen(count, min, max, sumMillis);
        }
    }
}
