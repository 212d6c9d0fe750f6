package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** Covariance and correlation of pairs; pairs with a null do not count. The order of operations is Spark's. */
final class CovarianceAccumulator extends ColumnAccumulator {
    /** What is computed from the co-moments. */
    enum Statistic {
        COVARIANCE_POPULATION,
        COVARIANCE_SAMPLE,
        CORRELATION,
        /** The rest are those of linear regression, where the first argument is y and the second x. */
        CO_MOMENT,
        SLOPE,
        INTERCEPT,
        DETERMINATION;

        private int columns() {
            return switch (this) {
                case COVARIANCE_POPULATION, COVARIANCE_SAMPLE, CO_MOMENT -> 4;
                case CORRELATION, SLOPE, INTERCEPT, DETERMINATION -> 6;
            };
        }
    }

    private final Statistic statistic;
    private final boolean ansi;
    private final DoubleColumn counts;
    private final DoubleColumn meansX;
    private final DoubleColumn meansY;
    private final DoubleColumn coMoments;
    private final DoubleColumn secondX;
    private final DoubleColumn secondY;
    private final NumericArgument numbersX = new NumericArgument();
    private final NumericArgument numbersY = new NumericArgument();

    /** @param ansi whether a correlation of values without spread fails as a division by zero */
    CovarianceAccumulator(Statistic statistic, boolean ansi) {
        this(statistic, ansi, columns(statistic.columns()));
    }

    private CovarianceAccumulator(Statistic statistic, boolean ansi, DoubleColumn[] columns) {
        super(columns);
        this.statistic = statistic;
        this.ansi = ansi;
        counts = columns[0];
        meansX = columns[1];
        meansY = columns[2];
        coMoments = columns[3];
        secondX = columns.length > 4 ? columns[4] : null;
        secondY = columns.length > 4 ? columns[5] : null;
    }

    private static DoubleColumn[] columns(int count) {
        DoubleColumn[] columns = new DoubleColumn[count];
        for (int i = 0; i < count; i++) {
            columns[i] = new DoubleColumn(false);
        }
        return columns;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        double[] x = numbersX.doubles(arguments.get(0), rows);
        double[] y = numbersY.doubles(arguments.get(1), rows);
        boolean[] nullsX = numbersX.nulls();
        boolean[] nullsY = numbersY.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if ((nullsX == null || !nullsX[position]) && (nullsY == null || !nullsY[position])) {
                add(groups[position], x[position], y[position]);
            }
        }
    }

    private void add(int group, double x, double y) {
        double count = counts.get(group) + 1;
        double deltaX = x - meansX.get(group);
        double deltaY = y - meansY.get(group);
        double meanX = meansX.get(group) + deltaX / count;
        double meanY = meansY.get(group) + deltaY / count;
        counts.set(group, count);
        meansX.set(group, meanX);
        meansY.set(group, meanY);
        // a line is looked at from its x, the second argument, with the spread of variance: all this rounds otherwise
        boolean line = statistic == Statistic.SLOPE || statistic == Statistic.INTERCEPT;
        coMoments.values.add(group, line ? deltaY * (x - meanX) : deltaX * (y - meanY));
        if (secondX != null) {
            secondX.values.add(group, deltaX * (x - meanX));
            secondY.values.add(group, deltaY * (line ? deltaY - deltaY / count : y - meanY));
        }
    }

    private static double at(ValueVector[] buffers, int[] slots, int column) {
        return ((DoubleVector) buffers[column]).get(slots[column]);
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        double n1 = counts.get(group);
        double n2 = at(buffers, slots, 0);
        if (n2 == 0) {
            return;
        }
        double count = n1 + n2;
        double deltaX = at(buffers, slots, 1) - meansX.get(group);
        double shareX = deltaX / count;
        double deltaY = at(buffers, slots, 2) - meansY.get(group);
        double shareY = deltaY / count;
        counts.set(group, count);
        meansX.values.add(group, shareX * n2);
        meansY.values.add(group, shareY * n2);
        coMoments.set(group, coMoments.get(group) + at(buffers, slots, 3) + deltaX * shareY * n1 * n2);
        if (secondX != null) {
            secondX.set(group, secondX.get(group) + at(buffers, slots, 4) + deltaX * shareX * n1 * n2);
            secondY.set(group, secondY.get(group) + at(buffers, slots, 5) + deltaY * shareY * n1 * n2);
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        if (ansi && statistic == Statistic.CORRELATION && counts.get(group) > 1 && spread(group) == 0) {
            throw AggregateErrors.divideByZero();
        }
        if (isUndefined(group)) {
            results.setNull(position);
        } else {
            ((DoubleVector) results).set(position, value(group));
        }
    }

    /** Whether there are too few pairs, or too little spread, for a result. */
    private boolean isUndefined(int group) {
        double count = counts.get(group);
        return switch (statistic) {
            case COVARIANCE_POPULATION, CO_MOMENT -> count == 0;
            case COVARIANCE_SAMPLE -> count < 2;
            case CORRELATION -> count < 2 || spread(group) == 0;
            // the first argument is y, so the spread of x is the second's
            case SLOPE, INTERCEPT, DETERMINATION -> count == 0 || secondY.get(group) == 0;
        };
    }

    private double spread(int group) {
        return Math.sqrt(secondX.get(group) * secondY.get(group));
    }

    private double slope(int group) {
        return coMoments.get(group) / secondY.get(group);
    }

    private double value(int group) {
        double count = counts.get(group);
        double coMoment = coMoments.get(group);
        return switch (statistic) {
            case COVARIANCE_POPULATION -> coMoment / count;
            case COVARIANCE_SAMPLE -> coMoment / (count - 1);
            case CORRELATION -> coMoment / spread(group);
            case CO_MOMENT -> coMoment;
            case SLOPE -> slope(group);
            case INTERCEPT -> meansX.get(group) - slope(group) * meansY.get(group);
            case DETERMINATION -> {
                double correlation = coMoment / spread(group);
                yield secondX.get(group) == 0 ? 1 : correlation * correlation;
            }
        };
    }
}
