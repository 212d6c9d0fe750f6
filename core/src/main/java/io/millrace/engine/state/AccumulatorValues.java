package io.millrace.engine.state;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Unfinished aggregates by group; the columns are the buffers of all calls, one call after the other. */
public final class AccumulatorValues implements GroupValues {
    private final Accumulator[] accumulators;
    private final int[] firstColumn;

    public AccumulatorValues(List<AggregateCall> calls) {
        accumulators = new Accumulator[calls.size()];
        firstColumn = new int[calls.size() + 1];
        for (int i = 0; i < accumulators.length; i++) {
            AggregateCall call = calls.get(i);
            accumulators[i] = call.function().open(call);
            firstColumn[i + 1] =
                    firstColumn[i] + call.function().bufferTypes(call).size();
        }
    }

    /** The types of the buffers of all calls. */
    public static List<DataType> bufferTypes(List<AggregateCall> calls) {
        List<DataType> types = new ArrayList<>();
        for (AggregateCall call : calls) {
            types.addAll(call.function().bufferTypes(call));
        }
        return List.copyOf(types);
    }

    /** The accumulator of one call. */
    public Accumulator accumulator(int call) {
        return accumulators[call];
    }

    @Override
    public void ensureGroups(int count) {
        for (Accumulator accumulator : accumulators) {
            accumulator.ensureGroups(count);
        }
    }

    /** Adds unfinished aggregates. */
    public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].merge(groups, buffers.subList(firstColumn[i], firstColumn[i + 1]), rows);
        }
    }

    @Override
    public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].load(groups, buffers.subList(firstColumn[i], firstColumn[i + 1]), rows);
        }
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> targets, int at) {
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].export(groups, count, targets.subList(firstColumn[i], firstColumn[i + 1]), at);
        }
    }

    /** Writes results, one vector for each call. */
    public void finish(int[] groups, int count, List<ValueVector> results, int at) {
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].finish(groups, count, results.get(i), at);
        }
    }

    @Override
    public void clear(int group) {
        for (Accumulator accumulator : accumulators) {
            accumulator.clear(group);
        }
    }

    @Override
    public long retainedBytes() {
        long bytes = 0;
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.retainedBytes();
        }
        return bytes;
    }
}
