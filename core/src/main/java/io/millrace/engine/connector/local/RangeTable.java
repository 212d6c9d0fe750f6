package io.millrace.engine.connector.local;

import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The numbers from a start to before an end, in steps. */
public final class RangeTable implements Table {
    private static final int MAX_SPLITS = 8;
    private static final long ROWS_PER_SPLIT = 1 << 16;

    private final long start;
    private final long step;
    private final long count;

    public RangeTable(long start, long end, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("requirement failed: step (0) cannot be 0");
        }
        this.start = start;
        this.step = step;
        BigInteger distance = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
        BigInteger[] division = distance.divideAndRemainder(BigInteger.valueOf(step));
        BigInteger rows = division[1].signum() == 0 ? division[0] : division[0].add(BigInteger.ONE);
        boolean empty = distance.signum() == 0 || distance.signum() != Long.signum(step);
        this.count = empty ? 0 : rows.longValueExact();
    }

    /** How many numbers there are. */
    public long rowCount() {
        return count;
    }

    private record Part(long from, long to) implements Split {
        @Override
        public long sizeInBytes() {
            return 16 * (to - from) + 1;
        }
    }

    @Override
    public StructType schema() {
        return new StructType().add("id", DataTypes.LongType, false);
    }

    @Override
    public String description() {
        return "range";
    }

    @Override
    public List<Split> splits(ScanSpecification scan) {
        int parts = Math.clamp(count / ROWS_PER_SPLIT, 1, MAX_SPLITS);
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            splits.add(new Part(count / parts * i, i == parts - 1 ? count : count / parts * (i + 1)));
        }
        return splits;
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        Part part = (Part) split;
        boolean wanted = scan.columns().length() > 0;
        return new SplitReader() {
            private final LongVector ids = new LongVector(DataTypes.LongType);
            private long next = part.from();
            private ColumnBatch batch;

            @Override
            public Status advance() {
                int rows = (int) Math.min(ColumnBatch.MAX_ROWS, part.to() - next);
                if (rows <= 0) {
                    return Status.END;
                }
                ids.reset(rows);
                for (int i = 0; i < rows; i++) {
                    ids.set(i, start + (next + i) * step);
                }
                next += rows;
                batch = ColumnBatch.of(wanted ? List.of(ids) : List.of(), rows);
                return Status.BATCH;
            }

            @Override
            public ColumnBatch batch() {
                return batch;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
