package io.millrace.spark;

import io.millrace.Dataset;
import io.millrace.Encoder;
import io.millrace.ForeachWriter;
import io.millrace.Session;
import io.millrace.function.VoidFunction2;
import io.millrace.plan.ObjectCodec;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.StreamingTarget;
import io.millrace.spark.translation.Relations;
import io.millrace.spark.usercode.Shipped;
import io.millrace.spark.value.Cells;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Row;

/** Sinks that are the program's own code: {@code foreachBatch}, which runs here, and {@code foreach}, on executors. */
final class UserSinks {
    private UserSinks() {}

    /**
     * Calls the function with a Dataset of Millrace, in the session that the query was started in. Its rows are Spark's
     * Dataset of the batch, lent under a name that nobody else has for as long as the function runs.
     */
    static org.apache.spark.api.java.function.VoidFunction2<org.apache.spark.sql.Dataset<Row>, Long> foreachBatch(
            StreamingTarget.ForeachBatch target, Session session, Relations relations) {
        @SuppressWarnings("unchecked") // the API pairs the function with the encoder of its rows
        VoidFunction2<Dataset<Object>, Long> function = (VoidFunction2<Dataset<Object>, Long>) target.function();
        @SuppressWarnings("unchecked")
        Encoder<Object> encoder = (Encoder<Object>) target.encoder();
        return (batch, batchId) -> {
            String name = "micro_batch_" + UUID.randomUUID();
            relations.lend(name, batch);
            try {
                NamedRelation rows = new NamedRelation(List.of(name), false, Map.of(), Origin.NONE);
                function.call(Dataset.of(session, rows, encoder), batchId);
            } finally {
                relations.takeBack(name);
            }
        };
    }

    static org.apache.spark.sql.ForeachWriter<Row> foreach(StreamingTarget.Foreach target) {
        @SuppressWarnings("unchecked") // the API pairs the writer with the encoder of its rows
        ForeachWriter<Object> writer = (ForeachWriter<Object>) target.writer();
        @SuppressWarnings("unchecked")
        ObjectCodec<Object> encoder = (ObjectCodec<Object>) target.encoder();
        return new RowWriter(Shipped.of(writer), Shipped.of(encoder));
    }

    /** Gives rows to the user's writer, as values of its type. */
    private static final class RowWriter extends org.apache.spark.sql.ForeachWriter<Row> {
        private static final long serialVersionUID = 1L;

        private final Shipped<ForeachWriter<Object>> writer;
        private final Shipped<ObjectCodec<Object>> encoder;

        RowWriter(Shipped<ForeachWriter<Object>> writer, Shipped<ObjectCodec<Object>> encoder) {
            this.writer = writer;
            this.encoder = encoder;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            return writer.get().open(partitionId, epochId);
        }

        @Override
        public void process(Row row) {
            writer.get().process(encoder.get().fromCells(Cells.fromSpark(row)));
        }

        @Override
        public void close(Throwable errorOrNull) {
            writer.get().close(errorOrNull);
        }
    }
}
