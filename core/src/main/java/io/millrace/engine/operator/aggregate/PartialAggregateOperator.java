package io.millrace.engine.operator.aggregate;

import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Aggregates the rows of one task as far as they go: gives key columns, then buffer columns, one row for each key.
 *
 * <p>Memory is bounded: a table that outgrows the cache would not be faster than the exchange behind it, so it is given
 * away and begun anew; then a key comes more than once. After {@link #finish} the operator is empty and can be used again.
 */
public final class PartialAggregateOperator implements Operator {
    private static final int MAX_GROUPS = 1 << 16;
    private static final long MAX_BYTES = 16L << 20;

    private final AggregateSpecification specification;
    private final AggregationTable table;
    private final RowBuilder rows;
    private int[] filtered = new int[0];

    public PartialAggregateOperator(AggregateSpecification specification, MemoryBudget budget) {
        this.specification = specification;
        List<AggregateCall> calls = specification.aggregateCalls();
        table = new AggregationTable(
                specification.keyTypes(), calls, budget.open("partial aggregation", "Give the process more memory."));
        rows = new RowBuilder(
                specification.partialTypes(), specification.keyTypes().size());
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        if (batch.selection().isEmpty()) {
            return;
        }
        int[] groups = table.assign(batch.columns(), batch.selection(), null);
        for (int i = 0; i < specification.calls().size(); i++) {
            AggregateSpecification.Call call = specification.calls().get(i);
            List<ColumnVector> arguments = new ArrayList<>(call.arguments().size());
            for (int argument : call.arguments()) {
                arguments.add(batch.column(argument));
            }
            Selection counting = batch.selection();
            if (call.filter().isPresent()) {
                counting = filter(batch.column(call.filter().getAsInt()), counting);
            }
            table.values().accumulator(i).update(groups, arguments, counting);
        }
        if (table.account() > MAX_BYTES || table.size() > MAX_GROUPS) {
            flush(out);
        }
    }

    private Selection filter(ColumnVector condition, Selection selected) {
        if (filtered.length < selected.count()) {
            filtered = new int[Math.max(selected.count(), filtered.length * 2)];
        }
        BooleanVector plain = (BooleanVector) Vectors.plain(condition);
        int count = 0;
        for (int i = 0; i < selected.count(); i++) {
            int position = selected.position(i);
            int slot = Vectors.plainPosition(condition, position);
            if (plain.get(slot) && !plain.isNull(slot)) {
                filtered[count++] = position;
            }
        }
        return new Selection(filtered, count);
    }

    private void flush(Output out) {
        table.emit(rows, (groups, count, targets) -> table.values().export(groups, count, targets, 0), out);
        table.clear();
    }

    @Override
    public void finish(Output out) {
        flush(out);
    }

    @Override
    public void close() {
        table.close();
    }
}
