package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.operator.basic.LimitOperator;
import java.util.List;

/** The last rows, in the order of its input's tasks. */
record TailPlan(PhysicalPlan input, long count) implements PhysicalPlan {
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
        return "Tail " + count;
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        Collector collector = new Collector();
        execution.run(input, collector::writer);
        stage.addSource(downstream, collector.rows(), pipe -> {
            LimitOperator skip = new LimitOperator(Math.max(0, collector.rows() - count), Long.MAX_VALUE);
            collector.forEach(batch -> skip.process(batch, pipe));
        });
    }
}
