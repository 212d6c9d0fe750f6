package io.millrace.engine.session;

import io.millrace.engine.analysis.StreamingRules;
import io.millrace.engine.connector.file.FileConnector;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.operator.WritePipe;
import io.millrace.engine.optimizer.Optimizer;
import io.millrace.engine.physical.Execution;
import io.millrace.engine.physical.PhysicalPlan;
import io.millrace.engine.physical.PhysicalPlanner;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.Connector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import io.millrace.spi.sink.BatchSink;
import io.millrace.spi.sink.BatchSink.SaveMode;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.sink.WriteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes the result of a batch query with a format. */
final class BatchWriter {
    private final EmbeddedEngine engine;

    BatchWriter(EmbeddedEngine engine) {
        this.engine = engine;
    }

    void write(UnresolvedPlan.WriteFiles write) {
        LogicalPlan analyzed = engine.analyze(write.input());
        StreamingRules.checkBatch(analyzed);
        Connector connector = engine.connectors().findDataSource(write.format());
        if (write.origin().position().isPresent() && !(connector instanceof FileConnector)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_2233, "providingClass", connector.name()));
        }
        BatchSink sink = connector
                .batchSink()
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "writing the format " + write.format())));
        WriteRequest request = new WriteRequest(
                write.format(),
                analyzed.schema(),
                write.partitionColumns(),
                Options.of(write.options()),
                engine.settings().zone(),
                engine.settings().all());
        WriteJob job = sink.open(request, mode(write.mode()));
        PhysicalPlan physical = PhysicalPlanner.planBatch(Optimizer.optimize(analyzed));
        boolean done = false;
        try (Execution execution = engine.batchExecution()) {
            execution.run(physical, task -> new WritePipe(job, task.number(), rows -> {}));
            job.commit();
            done = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) {
                job.abort();
            }
        }
    }

    private static SaveMode mode(String mode) {
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "append" -> SaveMode.APPEND;
            case "overwrite" -> SaveMode.OVERWRITE;
            case "ignore" -> SaveMode.IGNORE;
            case "error", "errorifexists", "default" -> SaveMode.ERROR_IF_EXISTS;
            default ->
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.INVALID_SAVE_MODE, "mode", "\"" + mode + "\""));
        };
    }
}
