package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/**
 * One aggregate for many groups, column-wise: groups are dense numbers from 0, values lie in arrays by group. Used by one
 * thread at a time.
 *
 * <p>Errors (overflow in ANSI mode) are raised by {@link #finish}, or by {@link #update} where Spark raises them there.
 */
public interface Accumulator {
    /** Makes room; groups that are new start empty. Never shrinks. */
    void ensureGroups(int count);

    /**
     * Adds rows.
     *
     * @param groups the group of each position; meaningful at selected positions
     * @param arguments the evaluated arguments
     * @param rows the rows that count, after the call's filter
     */
    void update(int[] groups, List<ColumnVector> arguments, Selection rows);

    /** Adds unfinished aggregates of other tasks, column by column as {@link AggregateFunction#bufferTypes} says. */
    void merge(int[] groups, List<ColumnVector> buffers, Selection rows);

    /** Replaces the groups' values by unfinished aggregates: what replaying a log does. */
    void load(int[] groups, List<ColumnVector> buffers, Selection rows);

    /**
     * Writes unfinished aggregates.
     *
     * @param groups the groups, {@code count} of them
     * @param buffers one vector per buffer column, with room for {@code at + count} slots, filled from slot {@code at}
     */
    void export(int[] groups, int count, List<ValueVector> buffers, int at);

    /** Writes results into slots {@code at} to {@code at + count - 1}. */
    void finish(int[] groups, int count, ValueVector results, int at);

    /** Makes one group empty again, for reuse of its number. */
    void clear(int group);

    /** Bytes of heap in use, roughly. */
    long retainedBytes();
}
