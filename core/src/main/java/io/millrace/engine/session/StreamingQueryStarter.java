package io.millrace.engine.session;

import io.millrace.Session;
import io.millrace.engine.analysis.StreamingRules;
import io.millrace.engine.checkpoint.LocalCheckpointStore;
import io.millrace.engine.checkpoint.QueryMetadata;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.StreamRelation;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.microbatch.QueryDefinition;
import io.millrace.engine.optimizer.Optimizer;
import io.millrace.engine.physical.PhysicalPlan;
import io.millrace.engine.physical.PhysicalPlanner;
import io.millrace.engine.physical.PlanText;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.StreamingTarget;
import io.millrace.plan.UnresolvedPlan.StreamingTrigger;
import io.millrace.spi.Connector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.spi.option.Options;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes a query ready to run, on the caller's thread; what can be known to fail, fails here. */
final class StreamingQueryStarter {
    private static final String CHECKPOINT_OPTION = "checkpointLocation";
    private static final String CHECK_PLANS = "spark.sql.streaming.unsupportedOperationCheck";

    private final EmbeddedEngine engine;
    private final Session session;
    private final UnresolvedPlan.StreamingWrite write;
    private final Options options;
    private Optional<TemporaryCheckpoint> temporary = Optional.empty();

    StreamingQueryStarter(EmbeddedEngine engine, Session session, UnresolvedPlan.StreamingWrite write) {
        this.engine = engine;
        this.session = session;
        this.write = write;
        this.options = Options.of(write.options());
    }

    /** The directory that goes away with the query, if it got one. */
    Optional<TemporaryCheckpoint> temporaryCheckpoint() {
        return temporary;
    }

    QueryDefinition prepare(Consumer<String> requireFreeName) {
        refuseTriggers();
        LogicalPlan analyzed = engine.analyze(write.input());
        Optional<StreamSink> sink = sink();
        sink.ifPresent(this::requireOutputKind);
        if (engine.settings().flag(CHECK_PLANS)) {
            StreamingRules.check(analyzed, write.outputKind());
        }
        LogicalPlan optimized = Optimizer.optimize(analyzed);
        PhysicalPlan physical = PhysicalPlanner.planStream(optimized, write.outputKind());
        CheckpointStore checkpoint =
                checkpoint(sink.map(StreamSink::temporaryCheckpoint).orElse(true));
        write.queryName().ifPresent(requireFreeName);
        UUID id = queryId(checkpoint);
        requireRecoverable(sink, checkpoint);
        EpochSink opened = open(sink, analyzed, id);
        return new QueryDefinition(
                id,
                UUID.randomUUID(),
                write.queryName(),
                physical,
                PlanText.logical(optimized),
                relations(optimized),
                watermarkDelays(optimized),
                opened,
                write.outputKind(),
                write.trigger(),
                checkpoint,
                engine.settings().all(),
                engine.settings().flag(CHECK_PLANS)
                        ? StreamingRules.refusalOfBatch(analyzed, write.outputKind())
                        : Optional.empty());
    }

    private void refuseTriggers() {
        String feature = switch (write.trigger()) {
            case StreamingTrigger.Continuous ignored -> "the continuous trigger";
            case StreamingTrigger.RealTime ignored -> "the real-time trigger";
            case StreamingTrigger.ProcessingTime ignored -> null;
            case StreamingTrigger.Once ignored -> null;
            case StreamingTrigger.AvailableNow ignored -> null;
        };
        if (feature != null) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", feature));
        }
    }

    /** The sink of a format; empty for the program's own code. */
    private Optional<StreamSink> sink() {
        return switch (write.target()) {
            case StreamingTarget.Format format -> {
                Connector connector = engine.connectors().find(format.name());
                yield Optional.of(connector
                        .streamSink()
                        .orElseThrow(() -> new MillraceUnsupportedOperationException(ErrorDetail.of(
                                ErrorCondition.LEGACY_2049, "className", format.name(), "operator", "writing"))));
            }
            case StreamingTarget.NamedTable ignored ->
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "streaming into a table"));
            case StreamingTarget.Foreach ignored -> Optional.empty();
            case StreamingTarget.ForeachBatch ignored -> Optional.empty();
        };
    }

    private void requireOutputKind(StreamSink sink) {
        if (!sink.outputKinds().contains(write.outputKind())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.STREAMING_OUTPUT_MODE__UNSUPPORTED_DATASOURCE,
                    "className",
                    ((StreamingTarget.Format) write.target()).name(),
                    "outputMode",
                    write.outputKind().lowerName()));
        }
    }

    private CheckpointStore checkpoint(boolean mayBeTemporary) {
        Optional<String> configured = engine.settings().get(SessionConfiguration.CHECKPOINT_LOCATION);
        boolean forced = engine.settings().flag(SessionConfiguration.FORCE_FILES);
        Path directory;
        if (options.contains(CHECKPOINT_OPTION)) {
            directory = LocalPaths.of(options.get(CHECKPOINT_OPTION, ""));
        } else if (configured.isPresent()) {
            directory = LocalPaths.of(configured.get())
                    .resolve(write.queryName().orElseGet(() -> UUID.randomUUID().toString()));
        } else if (mayBeTemporary) {
            temporary = Optional.of(TemporaryCheckpoint.create());
            directory = temporary.get().directory();
            // It does not outlive the query, so it need not survive loss of power.
            forced = false;
        } else {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1298));
        }
        return new LocalCheckpointStore(directory, forced);
    }

    private static UUID queryId(CheckpointStore checkpoint) {
        try {
            return QueryMetadata.readOrCreate(checkpoint, true).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireRecoverable(Optional<StreamSink> sink, CheckpointStore checkpoint) {
        try {
            if (sink.isPresent()
                    && !sink.get().recoverable(write.outputKind())
                    && !checkpoint.list("offsets").isEmpty()) {
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.LEGACY_1299, "path", checkpoint.location() + "/offsets"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EpochSink open(Optional<StreamSink> sink, LogicalPlan analyzed, UUID id) {
        UserSinks userSinks = new UserSinks(engine.catalog(), session, analyzed.schema());
        return switch (write.target()) {
            case StreamingTarget.Foreach foreach -> {
                refusePartitioning("foreach");
                yield userSinks.foreach(foreach);
            }
            case StreamingTarget.ForeachBatch foreachBatch -> {
                refusePartitioning("foreachBatch");
                yield userSinks.foreachBatch(foreachBatch);
            }
            case StreamingTarget.Format format -> {
                WriteRequest request = new WriteRequest(
                        format.name(),
                        analyzed.schema(),
                        write.partitionColumns(),
                        options,
                        engine.settings().zone(),
                        engine.settings().all());
                SinkContext context = new SinkContext(id.toString(), write.queryName(), write.outputKind());
                EpochSink opened = sink.orElseThrow().open(request, context);
                MemoryViews.publish(opened, write.queryName(), engine.catalog());
                yield opened;
            }
            case StreamingTarget.NamedTable ignored -> throw new IllegalStateException("refused before");
        };
    }

    private void refusePartitioning(String source) {
        if (!write.partitionColumns().isEmpty()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1197, "source", source));
        }
    }

    private static List<StreamRelation> relations(LogicalPlan plan) {
        List<StreamRelation> relations = new ArrayList<>();
        Trees.visit(plan, node -> {
            if (node instanceof LogicalPlan.StreamScan scan && !relations.contains(scan.relation())) {
                relations.add(scan.relation());
            }
        });
        return relations;
    }

    private static Map<Long, Long> watermarkDelays(LogicalPlan plan) {
        Map<Long, Long> delays = new LinkedHashMap<>();
        Trees.visit(plan, node -> {
            if (node instanceof LogicalPlan.Watermark watermark) {
                delays.put(watermark.id(), watermark.delayMillis());
            }
        });
        return delays;
    }
}
