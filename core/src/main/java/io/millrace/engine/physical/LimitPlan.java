package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.operator.basic.LimitOperator;
import java.util.List;

/** Skips rows, then gives some, in the order of its input's tasks. Each task stops early on its own. */
record LimitPlan(PhysicalPlan input, long offset, long count) implements PhysicalPlan {
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
        return count < 0 ? "Offset " + offset : "Limit " + count + (offset == 0 ? "" : " offset " + offset);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        Collector collector = new Collector();
        long perTask = count < 0 ? Long.MAX_VALUE : Math.addExact(offset, count);
        execution.run(input, task -> Pipe.of(new LimitOperator(0, perTask), collector.writer(task)));
        stage.addSource(downstream, collector.rows(), pipe -> {
            LimitOperator limit = new LimitOperator(offset, count < 0 ? Long.MAX_VALUE : count);
            collector.forEach(batch -> limit.process(batch, pipe));
        });
    }
}
