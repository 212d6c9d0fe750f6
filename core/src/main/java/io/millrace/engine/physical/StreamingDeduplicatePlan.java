package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.EventTime;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.deduplicate.DeduplicateSpecification;
import io.millrace.engine.operator.deduplicate.StreamingDeduplicate;
import io.millrace.engine.state.PaneRule;
import java.util.List;
import java.util.Optional;

/** Passes on the rows of a stream whose key is new. */
record StreamingDeduplicatePlan(PhysicalPlan input, List<Attribute> keys, boolean withinWatermark, int storeId)
        implements PhysicalPlan {
    private static final long MICROS_PER_MILLI = 1000;

    @Override
    public List<Attribute> output() {
        return input.output();
    }

    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return (withinWatermark ? "DeduplicateWithinWatermark " : "StreamingDeduplicate ") + ScanPlan.columnNames(keys)
                + ", state " + storeId;
    }

    @Override
    public void openState(QueryState state) {
        state.open(new StreamingDeduplicate(storeId, specification(), state.shards(), state.memory()));
        input.openState(state);
    }

    @Override
    public boolean finishesByWatermark() {
        return true;
    }

    /** Late is what is late by any event time of the input; a key is finished only by an event time among the keys. */
    private DeduplicateSpecification specification() {
        Binding binding = new Binding(input.output());
        Optional<Attribute> eventTime =
                input.output().stream().filter(EventTime::isTagged).findFirst();
        return new DeduplicateSpecification(
                keys.stream().map(binding::ordinal).toList(),
                keys.stream().map(Attribute::type).toList(),
                Panes.of(input.output()),
                withinWatermark ? new PaneRule.Expiry(keys.size()) : Panes.of(keys),
                eventTime
                        .filter(ignored -> withinWatermark)
                        .map(time -> new DeduplicateSpecification.Expiry(
                                binding.ordinal(time), EventTime.delayMillis(time) * MICROS_PER_MILLI)));
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        StreamingDeduplicate operator =
                execution.streams().state().orElseThrow().operator(storeId, StreamingDeduplicate.class);
        input.produce(execution, stage, task -> Pipe.of(operator.openTask(), downstream.open(task)));
    }
}
