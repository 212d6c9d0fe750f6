package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.EventTimeOperator;
import java.util.List;

/** Watches event times. */
record WatermarkPlan(PhysicalPlan input, long id, Attribute eventTime, List<Attribute> output) implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "EventTimeWatermark " + eventTime.name();
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        int ordinal = new Binding(input.output()).ordinal(eventTime);
        input.produce(
                execution,
                stage,
                task -> Pipe.of(
                        new EventTimeOperator(
                                ordinal,
                                (count, min, max, sum) -> execution
                                        .eventTimes()
                                        .add(id, new EventTimeStatistics.Statistics(count, min, max, sum))),
                        downstream.open(task)));
    }
}
