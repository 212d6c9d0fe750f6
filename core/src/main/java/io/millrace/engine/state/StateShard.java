package io.millrace.engine.state;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One shard of a store: pane → table. It has one owner at a time and no locks. Between two batches the change log and
 * snapshots read it.
 */
final class StateShard {
    private static final int CHUNK = 4096;

    private final KeyLayout layout;
    private final Supplier<GroupValues> newValues;
    private final boolean removesKeys;
    private final KeyBatch keyBatch;
    private final PaneBuckets buckets;
    private final MemoryBudget.Account account;
    private final Map<Pane, PaneTable> panes = new LinkedHashMap<>();
    private final List<PaneTable> changed = new ArrayList<>();
    private final IntCollector finished = new IntCollector();
    private int[] groups = new int[0];
    private int[] chunk = new int[0];
    private int stamp = 1;
    private long rows;
    private long removed;
    private long evictedUpTo = Long.MIN_VALUE;

    /** @param removesKeys whether {@link #remove} is wanted */
    StateShard(KeyLayout layout, Supplier<GroupValues> newValues, boolean removesKeys, MemoryBudget.Account account) {
        this.layout = layout;
        this.newValues = newValues;
        this.removesKeys = removesKeys;
        this.account = account;
        keyBatch = layout.tableKeyTypes().isEmpty() ? null : new KeyBatch(layout.tableKeyTypes());
        buckets = new PaneBuckets(layout);
    }

    /** What is done with the rows of one pane, whose groups are found. */
    @FunctionalInterface
    interface RowAction {
        void apply(PaneTable table, Selection rows, int[] groups);
    }

    /** What is done with some groups of one pane; at most {@link #CHUNK} at once. */
    @FunctionalInterface
    interface GroupAction {
        void apply(PaneTable table, int[] groups, int count);
    }

    /**
     * Finds or makes the entries of rows and changes them.
     *
     * @param columns key columns, then anything
     */
    void update(List<? extends ColumnVector> columns, Selection selected, long[] hashes, RowAction action) {
        forPanes(columns, selected, hashes, (table, paneRows, found) -> {
            noteChange(table);
            table.touch(paneRows, found, stamp);
            setTimes(table, columns, paneRows, found);
            action.apply(table, paneRows, found);
        });
    }

    /** Like {@link #update} for the rows whose key has no entry yet; of rows with equal keys only the first one. */
    void updateNew(List<? extends ColumnVector> columns, Selection selected, long[] hashes, RowAction action) {
        int[] fresh = new int[selected.count()];
        forPanes(columns, selected, hashes, (table, paneRows, found) -> {
            int count = table.touchNew(paneRows, found, stamp, fresh);
            if (count > 0) {
                noteChange(table);
                Selection freshRows = new Selection(fresh, count);
                setTimes(table, columns, freshRows, found);
                action.apply(table, freshRows, found);
            }
        });
    }

    private void noteChange(PaneTable table) {
        if (table.enlist()) {
            changed.add(table);
        }
    }

    /** Like {@link #update} for entries that come from disk: they do not count as changed. */
    void restore(List<? extends ColumnVector> columns, Selection selected, long[] hashes, RowAction action) {
        forPanes(columns, selected, hashes, (table, paneRows, found) -> {
            table.settle(paneRows, found, stamp);
            setTimes(table, columns, paneRows, found);
            action.apply(table, paneRows, found);
        });
    }

    private void forPanes(List<? extends ColumnVector> columns, Selection selected, long[] hashes, RowAction action) {
        if (groups.length < selected.end()) {
            groups = new int[Math.max(selected.end(), groups.length * 2)];
        }
        if (keyBatch != null) {
            keyBatch.bind(layout.tableKeys(columns), selected);
        }
        int count = buckets.sort(columns, selected);
        long growth = 0;
        for (int i = 0; i < count; i++) {
            PaneTable table = panes.computeIfAbsent(buckets.pane(i), this::newTable);
            int before = table.size();
            table.lookup(buckets.rows(i), hashes, groups);
            rows += table.size() - before;
            action.apply(table, buckets.rows(i), groups);
            growth += table.accountGrowth();
        }
        account.reserve(growth, rows);
    }

    private PaneTable newTable(Pane pane) {
        boolean timed = !pane.isTimeless()
                && (layout.rule() instanceof PaneRule.Time || layout.rule() instanceof PaneRule.Expiry);
        boolean removable = keyBatch != null && (timed || removesKeys);
        return new PaneTable(pane, new GroupTable(layout.tableKeyTypes(), keyBatch, removable), newValues.get(), timed);
    }

    private void setTimes(PaneTable table, List<? extends ColumnVector> columns, Selection selected, int[] found) {
        if (table.isTimed()) {
            table.setTimes(selected, found, times(columns, selected));
        }
    }

    private PaneTable.TimeColumn times(List<? extends ColumnVector> columns, Selection selected) {
        int column = switch (layout.rule()) {
            case PaneRule.Time time -> time.column();
            case PaneRule.Expiry expiry -> expiry.column();
            case PaneRule.None ignored -> throw new IllegalStateException("entries without time");
            case PaneRule.Window ignored -> throw new IllegalStateException("the pane is the time");
        };
        return PaneTable.TimeColumn.of((LongVector) Vectors.flatten(columns.get(column), selected, null));
    }

    /** Finds entries without making any; the groups of rows without an entry are -1. */
    void find(List<? extends ColumnVector> columns, Selection selected, long[] hashes, RowAction action) {
        if (groups.length < selected.end()) {
            groups = new int[Math.max(selected.end(), groups.length * 2)];
        }
        int count = buckets.sort(columns, selected);
        for (int i = 0; i < count; i++) {
            PaneTable table = panes.get(buckets.pane(i));
            if (table != null) {
                table.keys().find(layout.tableKeys(columns), buckets.rows(i), hashes, groups);
                action.apply(table, buckets.rows(i), groups);
            }
        }
    }

    /** Removes an entry of a table whose keys can be removed one by one. */
    void remove(PaneTable table, int group) {
        table.remove(group);
        rows--;
        removed++;
    }

    /**
     * Drops what a watermark has finished. Comes after the updates of a version, in memory as in the log.
     *
     * @param bound microseconds; entries whose time is at or before it go
     * @param leaving sees entries before they go
     */
    void evict(long bound, GroupAction leaving) {
        List<PaneTable> done = new ArrayList<>();
        for (Iterator<PaneTable> tables = panes.values().iterator(); tables.hasNext(); ) {
            PaneTable table = tables.next();
            if (table.pane().isFinished(bound)) {
                tables.remove();
                done.add(table);
            }
        }
        done.sort(Comparator.comparingLong(table -> table.pane().end()));
        for (PaneTable table : done) {
            forGroups(table, leaving);
            table.drop();
            rows -= table.size();
            removed += table.size();
            account.reserve(-table.accountedBytes(), rows);
        }
        if (!done.isEmpty()) {
            changed.removeIf(PaneTable::isDropped);
        }
        panes.values().stream()
                .filter(table -> table.pane().isCut(bound))
                .sorted(Comparator.comparingLong(table -> table.pane().end()))
                .forEach(table -> evictSome(table, bound, leaving));
        evictedUpTo = Math.max(evictedUpTo, bound);
    }

    private void evictSome(PaneTable table, long bound, GroupAction leaving) {
        finished.reset();
        int count = table.finished(bound, finished);
        for (int from = 0; from < count; from += CHUNK) {
            int length = Math.min(CHUNK, count - from);
            ensureChunk();
            System.arraycopy(finished.values(), from, chunk, 0, length);
            leaving.apply(table, chunk, length);
        }
        for (int i = 0; i < count; i++) {
            remove(table, finished.values()[i]);
        }
        account.reserve(table.accountGrowth(), rows);
    }

    private void ensureChunk() {
        if (chunk.length == 0) {
            chunk = new int[CHUNK];
        }
    }

    /** Visits all entries. */
    void forAll(GroupAction action) {
        panes.values().forEach(table -> forGroups(table, action));
    }

    private void forGroups(PaneTable table, GroupAction action) {
        for (int next = 0; next < table.keys().groupEnd(); ) {
            next = visit(table, next, CHUNK, action);
        }
    }

    /** Visits up to {@code limit} entries from a group number on, and returns the number to go on with. */
    int visit(PaneTable table, int from, int limit, GroupAction action) {
        ensureChunk();
        int count = 0;
        int group = from;
        for (; group < table.keys().groupEnd() && count < Math.min(limit, CHUNK); group++) {
            if (table.isLive(group)) {
                chunk[count++] = group;
            }
        }
        if (count > 0) {
            action.apply(table, chunk, count);
        }
        return group;
    }

    /** Visits the entries that changed in this version and are still there, each once. */
    void forDirty(GroupAction action) {
        ensureChunk();
        for (PaneTable table : changed) {
            int live = table.liveDirty();
            for (int from = 0; from < live; from += CHUNK) {
                int length = Math.min(CHUNK, live - from);
                System.arraycopy(table.dirty(), from, chunk, 0, length);
                action.apply(table, chunk, length);
            }
        }
    }

    /** Writes keys into slots from {@code at} of one vector for each key column. */
    void exportKeys(PaneTable table, int[] from, int count, List<? extends ValueVector> targets, int at) {
        table.keys().exportKeys(from, count, layout.tableKeys(targets), at);
        if (layout.windowColumn() < 0) {
            return;
        }
        Pane pane = table.pane();
        StructVector window = (StructVector) targets.get(layout.windowColumn());
        for (int i = at; i < at + count; i++) {
            if (pane.isTimeless()) {
                window.setNull(i);
            } else {
                window.clearNull(i);
                setTime((LongVector) window.child(0), i, pane.start(), pane.startIsNull());
                setTime((LongVector) window.child(1), i, pane.end(), pane.endIsNull());
            }
        }
    }

    private static void setTime(LongVector target, int position, long time, boolean isNull) {
        if (isNull) {
            target.setNull(position);
        } else {
            target.clearNull(position);
            target.set(position, time);
        }
    }

    List<PaneTable> tables() {
        return List.copyOf(panes.values());
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return account.bytes();
    }

    /** How many entries changed in this version, those that left again included until {@link #forDirty} has run. */
    long updated() {
        return changed.stream().mapToLong(PaneTable::dirtyCount).sum();
    }

    /** How many entries left in this version. */
    long removed() {
        return removed;
    }

    /** How far {@link #evict} went in this version; {@link Long#MIN_VALUE} when it was not called. */
    long evictedUpTo() {
        return evictedUpTo;
    }

    /** Begins the next version: nothing has changed in it yet. */
    void nextVersion() {
        changed.forEach(PaneTable::clean);
        changed.clear();
        removed = 0;
        evictedUpTo = Long.MIN_VALUE;
        stamp = stamp == Integer.MAX_VALUE ? 1 : stamp + 1;
    }

    /** Forgets everything. */
    void clear() {
        panes.values().forEach(PaneTable::drop);
        panes.clear();
        nextVersion();
        rows = 0;
        account.close();
    }
}
