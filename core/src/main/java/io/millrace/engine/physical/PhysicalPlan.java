package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import java.util.List;

/**
 * A node that knows how it runs. The plan is constant and shared by all micro-batches; what changes lives in the operators
 * that it opens for each task, and in the {@link Execution}.
 *
 * <p>Rows are pushed. {@link #produce} adds to a {@link Stage} the tasks that make the node's rows; each task opens a
 * pipeline of its own and pushes into it:
 *
 * <pre>
 *   Scan        one task per split: reader → downstream
 *   Filter …    asks its input to produce into "me, then downstream"
 *   Sort …      runs a stage of its own that fills it, then adds one task that gives the sorted rows
 * </pre>
 */
public interface PhysicalPlan {
    /** The columns that it gives, in order. */
    List<Attribute> output();

    List<PhysicalPlan> inputs();

    /** One line for {@code explain}. */
    String describe();

    /** Adds the tasks that make this node's rows. May run earlier stages to their end first. */
    void produce(Execution execution, Stage stage, PipeFactory downstream);

    /** Makes the operators that keep state from batch to batch; called once for each run of a streaming query. */
    default void openState(QueryState state) {
        inputs().forEach(input -> input.openState(state));
    }

    /** Whether a watermark that moved on may finish something in state, so that a batch without data is worth while. */
    default boolean finishesByWatermark() {
        return inputs().stream().anyMatch(PhysicalPlan::finishesByWatermark);
    }
}
