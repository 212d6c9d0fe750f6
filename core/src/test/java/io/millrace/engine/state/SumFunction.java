package io.millrace.engine.state;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.AggregateFunction;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.InputColumn;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A plain sum of longs for tests of what is around aggregates: buffers are sum and count, the result is the sum. */
public final class SumFunction implements AggregateFunction {
    /** A call on an input column. */
    public static AggregateCall call(boolean filtered) {
        Expression argument = new InputColumn(0, DataTypes.LongType, true);
        Optional<Expression> filter =
                filtered ? Optional.of(new InputColumn(1, DataTypes.BooleanType, true)) : Optional.empty();
        return new AggregateCall(new SumFunction(), List.of(argument), false, filter, DataTypes.LongType, true);
    }

    @Override
    public String name() {
        return "sum";
    }

    @Override
    public String sql(List<String> arguments, boolean distinct) {
        return "sum(" + arguments.getFirst() + ")";
    }

    @Override
    public List<DataType> bufferTypes(AggregateCall call) {
        return List.of(DataTypes.LongType, DataTypes.LongType);
    }

    @Override
    public Accumulator open(AggregateCall call) {
        return new Sums();
    }

    private static final class Sums implements Accumulator {
        private long[] sums = new long[0];
        private long[] counts = new long[0];

        @Override
        public void ensureGroups(int count) {
            if (sums.length < count) {
                sums = Arrays.copyOf(sums, count * 2);
                counts = Arrays.copyOf(counts, count * 2);
            }
        }

        @Override
        public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
            LongVector values = (LongVector) arguments.getFirst();
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                if (!values.isNull(position)) {
                    sums[groups[position]] += values.get(position);
                    counts[groups[position]]++;
                }
            }
        }

        @Override
        public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                sums[groups[position]] += ((LongVector) buffers.get(0)).get(position);
                counts[groups[position]] += ((LongVector) buffers.get(1)).get(position);
            }
        }

        @Override
        public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                sums[groups[position]] = ((LongVector) buffers.get(0)).get(position);
                counts[groups[position]] = ((LongVector) buffers.get(1)).get(position);
            }
        }

        @Override
        public void export(int[] groups, int count, List<ValueVector> buffers, int at) {
            for (int i = 0; i < count; i++) {
                ((LongVector) buffers.get(0)).set(at + i, sums[groups[i]]);
                ((LongVector) buffers.get(1)).set(at + i, counts[groups[i]]);
            }
        }

        @Override
        public void finish(int[] groups, int count, ValueVector results, int at) {
            for (int i = 0; i < count; i++) {
                if (counts[groups[i]] == 0) {
                    results.setNull(at + i);
                } else {
                    ((LongVector) results).set(at + i, sums[groups[i]]);
                }
            }
        }

        @Override
        public void clear(int group) {
            sums[group] = 0;
            counts[group] = 0;
        }

        @Override
        public long retainedBytes() {
            return 16L * sums.length;
        }
    }
}
