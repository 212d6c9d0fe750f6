package io.millrace.engine.microbatch;

import io.millrace.engine.logical.StreamRelation;
import io.millrace.engine.physical.PhysicalPlan;
import io.millrace.plan.UnresolvedPlan.StreamingTrigger;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.storage.CheckpointStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A streaming query that is ready to run.
 *
 * @param id survives restarts
 * @param runId is new for each start
 * @param name the user's name
 * @param plan what each batch runs
 * @param logicalPlan the plan as text, for messages
 * @param relations the streams, in the order of the plan; the n-th one owns {@code sources/n}
 * @param watermarkDelays the delay of each watermark node in milliseconds
 * @param sink the sink, opened; the query closes it
 * @param outputKind the output mode
 * @param trigger when batches run
 * @param checkpoint where the logs are
 * @param configuration the session's settings at the start
 * @param refusal what each batch fails with, after it has been logged
 */
public record QueryDefinition(
        UUID id,
        UUID runId,
        Optional<String> name,
        PhysicalPlan plan,
        String logicalPlan,
        List<StreamRelation> relations,
        Map<Long, Long> watermarkDelays,
        EpochSink sink,
        OutputKind outputKind,
        StreamingTrigger trigger,
        CheckpointStore checkpoint,
        Map<String, String> configuration,
        Optional<MillraceException> refusal) {
    /** The name in messages: {@code name [id = …, runId = …]}. */
    public String label() {
        return name.map(n -> n + " ").orElse("") + "[id = " + id + ", runId = " + runId + "]";
    }

    boolean isOnce() {
        return trigger instanceof StreamingTrigger.Once;
    }

    boolean isAvailableNow() {
        return trigger instanceof StreamingTrigger.AvailableNow;
    }

    /** Milliseconds between triggers; 0 for as fast as possible. */
    long intervalMillis() {
        return trigger instanceof StreamingTrigger.ProcessingTime time
                ? time.interval().toMillis()
                : 0;
    }
}
