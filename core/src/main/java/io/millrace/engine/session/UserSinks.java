package io.millrace.engine.session;

import io.millrace.Dataset;
import io.millrace.Encoder;
import io.millrace.ForeachWriter;
import io.millrace.Session;
import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.connector.foreach.CollectingSink;
import io.millrace.engine.connector.local.BatchTable;
import io.millrace.engine.user.SerializedCopy;
import io.millrace.function.VoidFunction2;
import io.millrace.plan.ObjectCodec;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Sinks that are the program's own code: {@code foreachBatch} and {@code foreach}. */
final class UserSinks {
    private final Catalog catalog;
    private final Session session;
    private final StructType schema;

    UserSinks(Catalog catalog, Session session, StructType schema) {
        this.catalog = catalog;
        this.session = session;
        this.schema = schema;
    }

    EpochSink foreachBatch(UnresolvedPlan.StreamingTarget.ForeachBatch target) {
        @SuppressWarnings("unchecked") // the API pairs the function with the encoder of its rows
        VoidFunction2<Dataset<Object>, Long> function = (VoidFunction2<Dataset<Object>, Long>) target.function();
        return new CollectingSink(
                "ForeachBatchSink",
                (batchId, batches) -> withDataset(batches, target.encoder(), rows -> {
                    try {
                        function.call(rows, batchId);
                    } catch (Exception e) {
                        throw userFailure(e, ErrorCondition.FOREACH_BATCH_USER_FUNCTION_ERROR);
                    }
                }));
    }

    EpochSink foreach(UnresolvedPlan.StreamingTarget.Foreach target) {
        @SuppressWarnings("unchecked") // the API pairs the writer with the encoder of its rows
        ForeachWriter<Object> original = (ForeachWriter<Object>) target.writer();
        return new CollectingSink(
                "ForeachSink",
                (batchId, batches) -> withDataset(
                        batches,
                        target.encoder(),
                        rows -> writeAll(
                                SerializedCopy.of(original, session.getClass().getClassLoader()),
                                rows.collectAsList(),
                                batchId)));
    }

    /** One partition: open, each row, close; close also after a failure. */
    private static void writeAll(ForeachWriter<Object> writer, List<Object> rows, long batchId) {
        Throwable failure = null;
        try {
            if (writer.open(0, batchId)) {
                rows.forEach(writer::process);
            }
        } catch (Exception e) {
            failure = e;
        }
        try {
            writer.close(failure);
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw userFailure(failure, ErrorCondition.FOREACH_USER_FUNCTION_ERROR);
        }
    }

    private static RuntimeException userFailure(Throwable failure, ErrorCondition condition) {
        if (failure instanceof MillraceThrowable) {
            return io.millrace.Errors.raise(failure);
        }
        return new MillraceException(ErrorDetail.of(condition, "reason", String.valueOf(failure)), failure);
    }

    /** Lends the rows as a static Dataset. */
    private void withDataset(List<ColumnBatch> batches, ObjectCodec<?> encoder, Consumer<Dataset<Object>> action) {
        String name = "micro_batch_" + UUID.randomUUID().toString().replace('-', '_');
        catalog.create(name, new Catalog.Relation.Data(new BatchTable(schema, batches)), false, false);
        try {
            @SuppressWarnings("unchecked") // the API gave the encoder with the function
            Encoder<Object> typed = (Encoder<Object>) encoder;
            UnresolvedPlan plan = new UnresolvedPlan.NamedRelation(List.of(name), false, Map.of(), Origin.NONE);
            action.accept(Dataset.of(session, plan, typed));
        } finally {
            catalog.drop(name, false);
        }
    }
}
