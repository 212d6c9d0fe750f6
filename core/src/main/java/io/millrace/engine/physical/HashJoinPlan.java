package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.operator.basic.ProjectOperator;
import io.millrace.engine.operator.join.HashJoinOperator;
import io.millrace.engine.operator.join.JoinTable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins by keeping one side (the build side) in memory and pushing the other (the probe side) past it.
 *
 * @param keys what must be equal; without keys every pair is looked at
 * @param residual what else must hold, over the output columns of both sides
 * @param buildOuter whether build rows without a partner come out too
 */
record HashJoinPlan(
        PhysicalPlan probe,
        PhysicalPlan build,
        List<JoinKey> keys,
        Optional<Expression> residual,
        HashJoinOperator.Shape shape,
        boolean buildOuter,
        List<Attribute> output)
        implements PhysicalPlan {

    /** One equality. */
    record JoinKey(Expression probe, Expression build, boolean nullsEqual) {}

    @Override
    public List<PhysicalPlan> inputs() {
        return shape.probeFirst() ? List.of(probe, build) : List.of(build, probe);
    }

    @Override
    public String describe() {
        return "HashJoin " + shape.kind() + (buildOuter ? " BUILD_OUTER" : "") + " "
                + keys.stream()
                        .map(key -> PlanText.expression(key.probe()) + " = " + PlanText.expression(key.build()))
                        .toList()
                + residual.map(condition -> ", " + PlanText.expression(condition))
                        .orElse("");
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        JoinTable table = buildTable(execution);
        boolean onlyRow = shape.kind() == HashJoinOperator.Kind.SINGLE && keys.isEmpty() && residual.isEmpty();
        if (onlyRow && table.rowCount() > 1) {
            // Also when nothing is looked up.
            throw shape.tooManyRows();
        }
        boolean[] matched = buildOuter ? new boolean[table.rowCount()] : null;
        PipeFactory joined = task ->
                Pipe.of(operator(table, matched, execution.context().inTask(task), execution), downstream.open(task));
        if (!buildOuter) {
            probe.produce(execution, stage, joined);
            return;
        }
        // Only when the whole probe side went past is it known which build rows are alone.
        Collector pairs = new Collector();
        execution.run(
                probe,
                task -> Pipe.of(
                        operator(table, matched, execution.context().inTask(task), execution), pairs.writer(task)));
        stage.addSource(downstream, pairs.rows() + table.rowCount(), pipe -> {
            pairs.forEach(pipe::emit);
            emitUnmatched(table, matched, pipe);
        });
    }

    private JoinTable buildTable(Execution execution) {
        Binding binding = new Binding(build.output());
        List<Expression> columns = new ArrayList<>(binding.bind(build.output()));
        List<DataType> keyTypes = new ArrayList<>();
        boolean[] nullsEqual = new boolean[keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            columns.add(binding.bind(keys.get(i).build()));
            keyTypes.add(keys.get(i).build().type());
            nullsEqual[i] = keys.get(i).nullsEqual();
        }
        Collector rows = new Collector();
        execution.run(
                build,
                task -> Pipe.of(
                        new ProjectOperator(
                                columns.stream().map(Evaluators::compile).toList(),
                                execution.context().inTask(task)),
                        rows.writer(task)));
        List<DataType> columnTypes =
                build.output().stream().map(Attribute::type).toList();
        return new JoinTable(rows.batches(), columnTypes, keyTypes, nullsEqual);
    }

    private HashJoinOperator operator(JoinTable table, boolean[] matched, BatchContext context, Execution execution) {
        Binding probeBinding = new Binding(probe.output());
        List<Attribute> both = new ArrayList<>(shape.probeFirst() ? probe.output() : build.output());
        both.addAll(shape.probeFirst() ? build.output() : probe.output());
        Binding pairBinding = new Binding(both);
        return new HashJoinOperator(
                table,
                keys.stream()
                        .map(key -> Evaluators.compile(probeBinding.bind(key.probe())))
                        .toList(),
                residual.map(condition -> Evaluators.predicate(pairBinding.bind(condition))),
                shape,
                context,
                execution.cancellation(),
                matched);
    }

    private void emitUnmatched(JoinTable table, boolean[] matched, Pipe pipe) {
        int[] alone = new int[matched.length];
        int count = 0;
        for (int row = 0; row < matched.length; row++) {
            if (!matched[row]) {
                alone[count++] = row;
            }
        }
        List<ColumnVector> nulls = new ArrayList<>();
        probe.output().forEach(column -> nulls.add(Vectors.nullOf(column.type())));
        List<ColumnVector> columns = new ArrayList<>(shape.probeFirst() ? nulls : table.columns());
        columns.addAll(shape.probeFirst() ? table.columns() : nulls);
        for (int from = 0; from < count; from += ColumnBatch.MAX_ROWS) {
            int length = Math.min(ColumnBatch.MAX_ROWS, count - from);
            int[] part = java.util.Arrays.copyOfRange(alone, from, from + length);
            pipe.emit(ColumnBatch.of(columns, matched.length, new Selection(part, length)));
        }
    }
}
