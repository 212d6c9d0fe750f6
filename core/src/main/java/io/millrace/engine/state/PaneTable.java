package io.millrace.engine.state;

import io.millrace.engine.memory.IntPages;
import io.millrace.engine.memory.LongPages;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import java.util.Arrays;

/**
 * The entries of one pane in one shard: keys by group number, values, and which of them changed in the running version.
 *
 * <p>An entry carries the stamp of the version it last changed in. The first change in a version puts it on the dirty list,
 * which is both the change log and the output of update mode. 0 means that there is no entry under the number; so does the
 * negative of a stamp, and that the number may still be on the list of that version.
 */
final class PaneTable {
    private final Pane pane;
    private final GroupTable keys;
    private final GroupValues values;
    private final IntPages stamps = new IntPages();
    private final LongPages times;
    private long earliest = Long.MAX_VALUE;
    private int[] dirty = new int[0];
    private int dirtyCount;
    private long accountedBytes;
    private boolean enlisted;
    private boolean dropped;

    /** @param timed whether entries have times of their own, and are removed one by one */
    PaneTable(Pane pane, GroupTable keys, GroupValues values, boolean timed) {
        this.pane = pane;
        this.keys = keys;
        this.values = values;
        times = timed ? new LongPages() : null;
    }

    Pane pane() {
        return pane;
    }

    GroupTable keys() {
        return keys;
    }

    GroupValues values() {
        return values;
    }

    int size() {
        return keys.size();
    }

    boolean isLive(int group) {
        return stamps.get(group) > 0;
    }

    /** Finds or makes the groups of the rows to which the shard's keys are bound. */
    void lookup(Selection rows, long[] hashes, int[] groups) {
        keys.lookupBound(rows, hashes, groups);
        int end = keys.groupEnd();
        values.ensureGroups(end);
        stamps.ensure(end);
        if (times != null) {
            times.ensure(end);
        }
    }

    /** Notes that rows changed their groups in the version of a stamp. */
    void touch(Selection rows, int[] groups, int stamp) {
        for (int i = 0; i < rows.count(); i++) {
            stamp(groups[rows.position(i)], stamp);
        }
    }

    private void stamp(int group, int stamp) {
        int before = stamps.get(group);
        if (before == stamp) {
            return;
        }
        stamps.set(group, stamp);
        if (before != -stamp) {
            addDirty(group);
        }
    }

    /**
     * Like {@link #touch} for groups that are new.
     *
     * @param fresh takes the first position of each new group
     * @return how many are new
     */
    int touchNew(Selection rows, int[] groups, int stamp, int[] fresh) {
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int group = groups[position];
            if (!isLive(group)) {
                stamp(group, stamp);
                fresh[count++] = position;
            }
        }
        return count;
    }

    /** Puts the table on its shard's list of changed ones; false when it is there already. */
    boolean enlist() {
        boolean first = !enlisted;
        enlisted = true;
        return first;
    }

    private void addDirty(int group) {
        if (dirtyCount == dirty.length) {
            dirty = Arrays.copyOf(dirty, Math.max(16, dirtyCount + (dirtyCount >> 1)));
        }
        dirty[dirtyCount++] = group;
    }

    /** Like {@link #touch} without a place on the dirty list: for entries that come from disk. */
    void settle(Selection rows, int[] groups, int stamp) {
        for (int i = 0; i < rows.count(); i++) {
            stamps.set(groups[rows.position(i)], stamp);
        }
    }

    /** Sets the times of groups, null being never. */
    void setTimes(Selection rows, int[] groups, TimeColumn column) {
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            long time = column.time(position);
            times.set(groups[position], time);
            earliest = Math.min(earliest, time);
        }
    }

    boolean isTimed() {
        return times != null;
    }

    int dirtyCount() {
        return dirtyCount;
    }

    /** The dirty groups that are still there, moved to the front; how many is returned. */
    int liveDirty() {
        int live = 0;
        for (int i = 0; i < dirtyCount; i++) {
            if (isLive(dirty[i])) {
                dirty[live++] = dirty[i];
            } else {
                stamps.set(dirty[i], 0);
            }
        }
        dirtyCount = live;
        return live;
    }

    int[] dirty() {
        return dirty;
    }

    /** Forgets what changed; a long list gives its memory back. */
    void clean() {
        dirtyCount = 0;
        enlisted = false;
        if (dirty.length > 1 << 16) {
            dirty = new int[0];
        }
    }

    /** Collects the groups whose own time a watermark has reached. */
    int finished(long watermark, IntCollector target) {
        if (earliest > watermark) {
            return 0;
        }
        earliest = Long.MAX_VALUE;
        int found = 0;
        for (int group = 0; group < keys.groupEnd(); group++) {
            if (!isLive(group)) {
                continue;
            }
            long time = times.get(group);
            if (time <= watermark) {
                target.add(group);
                found++;
            } else {
                earliest = Math.min(earliest, time);
            }
        }
        return found;
    }

    void remove(int group) {
        keys.remove(group);
        values.clear(group);
        stamps.set(group, -stamps.get(group));
    }

    void drop() {
        dropped = true;
    }

    /** Whether the pane has been evicted; whoever still holds the table lets it go. */
    boolean isDropped() {
        return dropped;
    }

    /** Bytes in use beyond those that the last call saw; may be negative. */
    long accountGrowth() {
        long bytes = retainedBytes();
        long growth = bytes - accountedBytes;
        accountedBytes = bytes;
        return growth;
    }

    long accountedBytes() {
        return accountedBytes;
    }

    private long retainedBytes() {
        return keys.retainedBytes()
                + values.retainedBytes()
                + stamps.retainedBytes()
                + (times == null ? 0 : times.retainedBytes())
                + 4L * dirty.length;
    }

    /** Times by position; {@link Long#MAX_VALUE} where the time is null. */
    @FunctionalInterface
    interface TimeColumn {
        long time(int position);

        /** Reads a plain vector. */
        static TimeColumn of(LongVector vector) {
            return position -> vector.isNull(position) ? Long.MAX_VALUE : vector.get(position);
        }
    }
}
