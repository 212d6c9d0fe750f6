package io.millrace.engine.connector.rate;

import io.millrace.spi.Connector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.json.Json;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.StreamSource;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code format("rate-micro-batch")}: the same number of rows in every batch, at a time that moves on by a fixed step. */
public final class RatePerBatchConnector implements Connector {
    @Override
    public String name() {
        return "rate-micro-batch";
    }

    @Override
    public Optional<StreamSource> streamSource() {
        return Optional.of(new StreamSource() {
            @Override
            public StructType schema(ReadRequest request) {
                Settings.of(request);
                return RateConnector.SCHEMA;
            }

            @Override
            public MicroBatchSource open(ReadRequest request, SourceContext context) {
                return new Source(Settings.of(request));
            }

            @Override
            public boolean hasFixedSchema() {
                return true;
            }
        });
    }

    private record Settings(long rows, long startMillis, long stepMillis) {
        static Settings of(ReadRequest request) {
            long rows = request.options()
                    .getLong("rowsPerBatch", 1)
                    .orElseThrow(() -> new MillraceIllegalArgumentException(ErrorDetail.of(
                            ErrorCondition.MISSING_OPTION,
                            "option",
                            "rowsPerBatch",
                            "provider",
                            "rate-micro-batch",
                            "meaning",
                            "how many rows a batch has")));
            request.options().getLong("numPartitions", 1);
            return new Settings(
                    rows,
                    request.options().getLong("startTimestamp", 0).orElse(0L),
                    request.options().getLong("advanceMillisPerBatch", 0).orElse(1000L));
        }
    }

    /** An offset is the next value and the next timestamp. */
    private record Position(long value, long timestamp) {
        static Position of(Offset offset) {
            Map<?, ?> fields = (Map<?, ?>) Json.parse(offset.json());
            return new Position(
                    ((Number) fields.get("offset")).longValue(), ((Number) fields.get("timestamp")).longValue());
        }

        Offset toOffset() {
            return new Offset("{\"offset\":" + value + ",\"timestamp\":" + timestamp + "}");
        }
    }

    /** The rows of one batch; longs, so that their size is known. */
    private record Stretch(Position from, long rows) implements Split {
        @Override
        public long sizeInBytes() {
            return 16 * rows + 1;
        }
    }

    private static final class Source implements MicroBatchSource {
        private final Settings settings;
        private Optional<Position> fixedEnd = Optional.empty();
        private boolean fixed;

        Source(Settings settings) {
            this.settings = settings;
        }

        @Override
        public String description() {
            return "RatePerMicroBatchStream[rowsPerBatch=" + settings.rows() + "]";
        }

        private Position begin() {
            return new Position(0, settings.startMillis());
        }

        @Override
        public Optional<Offset> latest(Optional<Offset> start, boolean unlimited) {
            Position from = start.map(Position::of).orElse(begin());
            if (fixed && fixedEnd.isEmpty()) {
                fixedEnd = Optional.of(after(from));
            }
            return Optional.of(fixedEnd.orElse(after(from)).toOffset());
        }

        private Position after(Position from) {
            return new Position(from.value() + settings.rows(), from.timestamp() + settings.stepMillis());
        }

        @Override
        public void fixEnd() {
            fixed = true;
        }

        @Override
        public List<Split> splits(Optional<Offset> start, Offset end, ScanSpecification scan) {
            List<Split> batches = new ArrayList<>();
            Position last = Position.of(end);
            for (Position at = start.map(Position::of).orElse(begin()); at.value() < last.value(); at = after(at)) {
                batches.add(new Stretch(at, settings.rows()));
            }
            return batches;
        }

        @Override
        public SplitReader open(Split split, ScanSpecification scan) {
            Position from = ((Stretch) split).from();
            return new SplitReader() {
                private long done;
                private ColumnBatch batch;

                @Override
                public Status advance() {
                    int count = (int) Math.min(ColumnBatch.MAX_ROWS, settings.rows() - done);
                    if (count == 0) {
                        return Status.END;
                    }
                    List<LongVector> columns = new ArrayList<>();
                    scan.columns().forEach(field -> {
                        LongVector vector = new LongVector(field.dataType());
                        vector.reset(count);
                        boolean isTime = field.name().equals("timestamp");
                        for (int i = 0; i < count; i++) {
                            vector.set(i, isTime ? from.timestamp() * 1000 : from.value() + done + i);
                        }
                        columns.add(vector);
                    });
                    batch = ColumnBatch.of(columns, count);
                    done += count;
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

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
