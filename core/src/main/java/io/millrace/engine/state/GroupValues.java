package io.millrace.engine.state;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** What hangs on the groups of a {@link GroupTable}: values in columns, by group. Used by one thread at a time. */
interface GroupValues {
    /** Makes room for groups below {@code count}; new ones are empty. */
    void ensureGroups(int count);

    /** Replaces the values of groups, given by position. */
    void load(int[] groups, List<ColumnVector> columns, Selection rows);

    /** Writes values into slots from {@code at} of vectors that have room. */
    void export(int[] groups, int count, List<ValueVector> targets, int at);

    /** Makes one group empty, for reuse of its number. */
    void clear(int group);

    long retainedBytes();
}
