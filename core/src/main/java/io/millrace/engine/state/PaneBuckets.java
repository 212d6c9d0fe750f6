package io.millrace.engine.state;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts the rows of a batch by pane. Panes of neighbouring rows are mostly the same, so the last one is tried first. */
final class PaneBuckets {
    private final KeyLayout layout;
    private final List<Bucket> buckets = new ArrayList<>();
    private final Map<Pane, Integer> numbers = new HashMap<>();
    private int[] bucketOf = new int[0];
    private int used;

    PaneBuckets(KeyLayout layout) {
        this.layout = layout;
    }

    /** Sorts the selected rows of a batch whose columns start with the key columns; returns how many panes there are. */
    int sort(List<? extends ColumnVector> columns, Selection rows) {
        numbers.clear();
        used = 0;
        switch (layout.rule()) {
            case PaneRule.None ignored -> takeAll(Pane.TIMELESS, rows);
            case PaneRule.Expiry ignored -> takeAll(Pane.ANY_TIME, rows);
            case PaneRule.Window window -> sortWindows(columns.get(window.column()), rows);
            case PaneRule.Time time -> sortTimes(columns.get(time.column()), time.stretchMicros(), rows);
        }
        return used;
    }

    Pane pane(int bucket) {
        return buckets.get(bucket).pane;
    }

    Selection rows(int bucket) {
        return buckets.get(bucket).rows;
    }

    private void takeAll(Pane pane, Selection rows) {
        if (!rows.isEmpty()) {
            buckets.get(open(pane)).rows = rows;
        }
    }

    private int open(Pane pane) {
        if (used == buckets.size()) {
            buckets.add(new Bucket());
        }
        buckets.get(used).start(pane);
        numbers.put(pane, used);
        return used++;
    }

    private void sortWindows(ColumnVector column, Selection rows) {
        ensureRows(rows.count());
        StructVector windows = (StructVector) Vectors.plain(column);
        LongVector starts = (LongVector) windows.child(0);
        LongVector ends = (LongVector) windows.child(1);
        boolean mayHaveNull = windows.mayHaveNull() || starts.mayHaveNull() || ends.mayHaveNull();
        int last = -1;
        long lastStart = 0;
        long lastEnd = 0;
        for (int i = 0; i < rows.count(); i++) {
            int slot = Vectors.plainPosition(column, rows.position(i));
            long start = starts.get(slot);
            long end = ends.get(slot);
            if (last < 0 || start != lastStart || end != lastEnd || mayHaveNull) {
                Pane pane = mayHaveNull && windows.isNull(slot)
                        ? Pane.TIMELESS
                        : Pane.window(start, starts.isNull(slot), end, ends.isNull(slot));
                last = number(pane);
                lastStart = start;
                lastEnd = end;
            }
            count(last, i);
        }
        distribute(rows);
    }

    private void sortTimes(ColumnVector column, long stretch, Selection rows) {
        ensureRows(rows.count());
        ValueVector plain = Vectors.plain(column);
        int last = -1;
        Pane lastPane = Pane.TIMELESS;
        for (int i = 0; i < rows.count(); i++) {
            int slot = Vectors.plainPosition(column, rows.position(i));
            long time = ((LongVector) plain).get(slot);
            boolean same = !plain.isNull(slot) && time >= lastPane.lowest() && time <= lastPane.highest();
            if (last < 0 || !same || lastPane.isTimeless()) {
                lastPane = plain.isNull(slot) ? Pane.TIMELESS : Pane.stretch(time, stretch);
                last = number(lastPane);
            }
            count(last, i);
        }
        distribute(rows);
    }

    private int number(Pane pane) {
        Integer known = numbers.get(pane);
        return known == null ? open(pane) : known;
    }

    private void ensureRows(int count) {
        if (bucketOf.length < count) {
            bucketOf = new int[Math.max(count, bucketOf.length * 2)];
        }
    }

    private void count(int bucket, int row) {
        bucketOf[row] = bucket;
        buckets.get(bucket).count++;
    }

    private void distribute(Selection rows) {
        if (used == 1) {
            buckets.getFirst().rows = rows;
            return;
        }
        for (int bucket = 0; bucket < used; bucket++) {
            buckets.get(bucket).makeRoom();
        }
        for (int i = 0; i < rows.count(); i++) {
            buckets.get(bucketOf[i]).add(rows.position(i));
        }
        for (int bucket = 0; bucket < used; bucket++) {
            buckets.get(bucket).close();
        }
    }

    private static final class Bucket {
        private Pane pane;
        private int count;
        private int[] positions = new int[0];
        private int filled;
        private Selection rows;

        void start(Pane newPane) {
            pane = newPane;
            count = 0;
            filled = 0;
        }

        void makeRoom() {
            if (positions.length < count) {
                positions = new int[Math.max(count, positions.length * 2)];
            }
        }

        void add(int position) {
            positions[filled++] = position;
        }

        void close() {
            rows = new Selection(positions, filled);
        }
    }
}
