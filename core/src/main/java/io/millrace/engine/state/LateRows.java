package io.millrace.engine.state;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.List;

/** Leaves out the rows that came too late. The selection it gives is valid until the next call. */
public final class LateRows {
    private int[] positions = new int[0];

    /**
     * The rows in time.
     *
     * @param columns the columns that the rule's ordinals mean
     * @param bound microseconds; a row whose time (a window's end) is at or before it is late, null is never late
     * @return {@code rows} itself when none is late
     */
    public Selection remove(PaneRule rule, List<? extends ColumnVector> columns, Selection rows, long bound) {
        return switch (rule) {
            case PaneRule.None ignored -> rows;
            case PaneRule.Expiry ignored -> rows;
            case PaneRule.Time time -> removeTimes(columns.get(time.column()), null, rows, bound);
            case PaneRule.Window window -> {
                ColumnVector column = columns.get(window.column());
                StructVector struct = (StructVector) Vectors.plain(column);
                yield removeTimes(column, (LongVector) struct.child(1), rows, bound);
            }
        };
    }

    private Selection removeTimes(ColumnVector column, LongVector ends, Selection rows, long bound) {
        ValueVector plain = Vectors.plain(column);
        LongVector times = ends == null ? (LongVector) plain : ends;
        if (positions.length < rows.count()) {
            positions = new int[Math.max(rows.count(), positions.length * 2)];
        }
        int kept = 0;
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(column, position);
            if (times.get(slot) > bound || times.isNull(slot) || plain.isNull(slot)) {
                positions[kept++] = position;
            }
        }
        return kept == rows.count() ? rows : new Selection(positions, kept);
    }
}
