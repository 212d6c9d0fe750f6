package io.millrace.engine.connector.rate;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.StructField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows by the clock. An offset is the number of whole seconds since the source was created, which is noted in {@code
 * sources/n/0} as {@code v1} and the milliseconds, so that a restart goes on counting.
 */
final class RateSource implements MicroBatchSource {
    private static final String NOTE = "0";
    private static final String VERSION = "v1\n";

    private final RateOptions options;
    private final Clock clock;
    private final long createdMillis;

    RateSource(RateOptions options, SourceContext context) {
        this.options = options;
        this.clock = context.clock();
        this.createdMillis = creation(context);
    }

    private static long creation(SourceContext context) {
        try {
            Optional<byte[]> note = context.notes().read(NOTE);
            if (note.isPresent()) {
                String text = new String(note.get(), StandardCharsets.UTF_8);
                if (!text.startsWith(VERSION)) {
                    throw new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", text));
                }
                return Long.parseLong(text.substring(VERSION.length()).trim());
            }
            long now = context.clock().millis();
            context.notes().createIfAbsent(NOTE, (VERSION + now).getBytes(StandardCharsets.UTF_8));
            return now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Seconds(long from, long to, long rows) implements Split {
        @Override
        public long sizeInBytes() {
            return 16 * rows + 1;
        }
    }

    @Override
    public String description() {
        return "RateStreamV2[rowsPerSecond=" + options.rowsPerSecond() + ", rampUpTimeSeconds="
                + options.rampUpSeconds() + "]";
    }

    @Override
    public Optional<Offset> latest(Optional<Offset> start, boolean unlimited) {
        if (start.isEmpty()) {
            // The first batch is empty.
            return Optional.of(new Offset("0"));
        }
        long elapsed = Math.max(0, Math.floorDiv(clock.millis() - createdMillis, 1000L));
        return Optional.of(new Offset(Long.toString(Math.max(second(start.get()), elapsed))));
    }

    @Override
    public void fixEnd() {
        // Time goes on: the query runs as a single batch.
    }

    @Override
    public boolean canFixEnd() {
        return false;
    }

    private static long second(Offset offset) {
        return Long.parseLong(offset.json().trim());
    }

    @Override
    public List<Split> splits(Optional<Offset> start, Offset end, ScanSpecification scan) {
        long from = start.map(RateSource::second).orElse(0L);
        long to = second(end);
        long rows = options.rowsBefore(to) - options.rowsBefore(from);
        return rows == 0 ? List.of() : List.of(new Seconds(from, to, rows));
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        return new Reader((Seconds) split, scan);
    }

    /** Rows of a range of seconds are spread evenly over its time. */
    private final class Reader implements SplitReader {
        private final Seconds range;
        private final List<LongVector> columns = new ArrayList<>();
        private final boolean[] isTime;
        private final long first;
        private long next;
        private ColumnBatch batch;

        Reader(Seconds range, ScanSpecification scan) {
            this.range = range;
            this.first = options.rowsBefore(range.from());
            this.isTime = new boolean[scan.columns().length()];
            for (int i = 0; i < isTime.length; i++) {
                StructField field = scan.columns().field(i);
                isTime[i] = field.name().equals("timestamp");
                columns.add(new LongVector(field.dataType()));
            }
        }

        @Override
        public Status advance() {
            int count = (int) Math.min(ColumnBatch.MAX_ROWS, range.rows() - next);
            if (count == 0) {
                return Status.END;
            }
            for (int column = 0; column < isTime.length; column++) {
                LongVector vector = columns.get(column);
                vector.reset(count);
                for (int i = 0; i < count; i++) {
                    vector.set(i, isTime[column] ? timeMicros(next + i) : first + next + i);
                }
            }
            batch = ColumnBatch.of(columns, count);
            next += count;
            return Status.BATCH;
        }

        private long timeMicros(long row) {
            double rangeMillis = (range.to() - range.from()) * 1000.0;
            long offset = Math.round(row * (rangeMillis / range.rows()));
            return (createdMillis + range.from() * 1000 + offset) * 1000;
        }

        @Override
        public ColumnBatch batch() {
            return batch;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
