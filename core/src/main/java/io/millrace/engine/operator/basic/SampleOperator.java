package io.millrace.engine.operator.basic;

import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import java.util.SplittableRandom;

/**
 * Passes rows on by chance: each at most once, or with replacement, where a row passes as often as a Poisson distribution
 * says. The same seed and task give the same rows.
 */
public final class SampleOperator implements Operator {
    private final double lower;
    private final double upper;
    private final boolean withReplacement;
    private final SplittableRandom random;
    private int[] times = new int[0];
    private int[] kept = new int[0];

    public SampleOperator(double lower, double upper, boolean withReplacement, long seed) {
        this.lower = lower;
        this.upper = upper;
        this.withReplacement = withReplacement;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        Selection rows = batch.selection();
        if (times.length < rows.count()) {
            times = new int[rows.count()];
            kept = new int[rows.count()];
        }
        int most = 0;
        for (int i = 0; i < rows.count(); i++) {
            times[i] = withReplacement ? poisson() : chosen() ? 1 : 0;
            most = Math.max(most, times[i]);
        }
        // A selection names a position once, so rows that pass again do so in further batches.
        for (int round = 1; round <= most; round++) {
            int count = 0;
            for (int i = 0; i < rows.count(); i++) {
                kept[count] = rows.position(i);
                count += times[i] >= round ? 1 : 0;
            }
            out.emit(batch.select(new Selection(kept, count)));
        }
    }

    private boolean chosen() {
        double drawn = random.nextDouble();
        return drawn >= lower && drawn < upper;
    }

    /** How often an event happens that happens {@code upper} times on average, by counting the waits between two. */
    private int poisson() {
        int events = -1;
        for (double waited = 0; waited <= upper; events++) {
            waited -= Math.log(1 - random.nextDouble());
        }
        return events;
    }
}
