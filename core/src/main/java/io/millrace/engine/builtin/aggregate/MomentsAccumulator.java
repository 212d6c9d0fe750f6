package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/**
 * Count, mean and central moments, updated one value at a time and merged pairwise with the formulas of Chan, Golub and
 * LeVeque (second moment) and Pébay (third and fourth). The order of operations is Spark's, so that sums round alike.
 */
final class MomentsAccumulator extends ColumnAccumulator {
    /** What is computed from the moments. */
    enum Statistic {
        /** The squares of the distances from the mean, added up. */
        SQUARES(2),
        VARIANCE_POPULATION(2),
        VARIANCE_SAMPLE(2),
        DEVIATION_POPULATION(2),
        DEVIATION_SAMPLE(2),
        SKEWNESS(3),
        KURTOSIS(4);

        private final int order;

        Statistic(int order) {
            this.order = order;
        }
    }

    private final Statistic statistic;
    private final int order;
    private final DoubleColumn counts;
    private final DoubleColumn means;
    private final DoubleColumn second;
    private final DoubleColumn third;
    private final DoubleColumn fourth;
    private final NumericArgument numbers = new NumericArgument();

    MomentsAccumulator(Statistic statistic) {
        this(statistic, columns(statistic.order));
    }

    private MomentsAccumulator(Statistic statistic, DoubleColumn[] columns) {
        super(columns);
        this.statistic = statistic;
        this.order = statistic.order;
        counts = columns[0];
        means = columns[1];
        second = columns[2];
        third = order > 2 ? columns[3] : null;
        fourth = order > 3 ? columns[4] : null;
    }

    private static DoubleColumn[] columns(int order) {
        DoubleColumn[] columns = new DoubleColumn[order + 1];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new DoubleColumn(false);
        }
        return columns;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        double[] values = numbers.doubles(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                add(groups[position], values[position]);
            }
        }
    }

    private void add(int group, double value) {
        double count = counts.get(group) + 1;
        double mean = means.get(group);
        double delta = value - mean;
        double share = delta / count;
        double m2 = second.get(group) + delta * (delta - share);
        counts.set(group, count);
        means.set(group, mean + share);
        second.set(group, m2);
        if (order > 2) {
            double deltaSquared = delta * delta;
            double shareSquared = share * share;
            double m3 = third.get(group) - 3.0 * share * m2 + delta * (deltaSquared - shareSquared);
            third.set(group, m3);
            if (order > 3) {
                double m4 = fourth.get(group)
                        - 4.0 * share * m3
                        - 6.0 * shareSquared * m2
                        + delta * (delta * deltaSquared - share * shareSquared);
                fourth.set(group, m4);
            }
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
        double delta = at(buffers, slots, 1) - means.get(group);
        double share = delta / count;
        double left2 = second.get(group);
        double right2 = at(buffers, slots, 2);
        counts.set(group, count);
        means.set(group, means.get(group) + share * n2);
        second.set(group, left2 + right2 + delta * share * n1 * n2);
        if (order > 2) {
            double left3 = third.get(group);
            double right3 = at(buffers, slots, 3);
            third.set(
                    group,
                    left3
                            + right3
                            + share * share * delta * n1 * n2 * (n1 - n2)
                            + 3.0 * share * (n1 * right2 - n2 * left2));
            if (order > 3) {
                fourth.set(
                        group,
                        fourth.get(group)
                                + at(buffers, slots, 4)
                                + share * share * share * delta * n1 * n2 * (n1 * n1 - n1 * n2 + n2 * n2)
                                + 6.0 * share * share * (n1 * n1 * right2 + n2 * n2 * left2)
                                + 4.0 * share * (n1 * right3 - n2 * left3));
            }
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        double count = counts.get(group);
        double m2 = second.get(group);
        boolean needsTwo = statistic == Statistic.VARIANCE_SAMPLE || statistic == Statistic.DEVIATION_SAMPLE;
        boolean dividesByVariance = order > 2;
        if (count == 0 || needsTwo && count == 1 || dividesByVariance && m2 == 0) {
            results.setNull(position);
            return;
        }
        double value = switch (statistic) {
            case SQUARES -> m2;
            case VARIANCE_POPULATION -> m2 / count;
            case VARIANCE_SAMPLE -> m2 / (count - 1);
            case DEVIATION_POPULATION -> Math.sqrt(m2 / count);
            case DEVIATION_SAMPLE -> Math.sqrt(m2 / (count - 1));
            case SKEWNESS -> Math.sqrt(count) * third.get(group) / Math.sqrt(m2 * m2 * m2);
            case KURTOSIS -> count * fourth.get(group) / (m2 * m2) - 3.0;
        };
        ((DoubleVector) results).set(position, value);
    }
}
