package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.user.FilterRowsOperator;
import io.millrace.engine.operator.user.MapPartitionOperator;
import io.millrace.engine.operator.user.MapRowsOperator;
import io.millrace.engine.user.RowFunction;
import java.util.List;

/** Runs a function of the typed API over the rows. */
record MapRowsPlan(PhysicalPlan input, RowFunction function, List<Attribute> output) implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "MapRows " + function + " AS " + ScanPlan.columnNames(output);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        input.produce(execution, stage, task -> Pipe.of(operator(), downstream.open(task)));
    }

    private Operator operator() {
        return switch (function.kind()) {
            case MAP -> new MapRowsOperator(function, false);
            case FLAT_MAP -> new MapRowsOperator(function, true);
            case FILTER -> new FilterRowsOperator(function);
            case MAP_PARTITIONS -> new MapPartitionOperator(function);
            case MAP_GROUPS, FLAT_MAP_GROUPS ->
                throw new IllegalStateException("Functions of groups are refused by analysis");
        };
    }
}
