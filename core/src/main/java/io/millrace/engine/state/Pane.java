package io.millrace.engine.state;

/**
 * Which pane, and the times of its entries.
 *
 * @param start the start of the window or stretch, 0 when null or when there is none
 * @param end the end of the window or stretch, likewise
 * @param nulls which parts of a window are null: 1 start, 2 end, 4 the window itself
 * @param lowest no entry has an earlier time, microseconds
 * @param highest no entry has a later time; an entry is finished when a watermark reaches its time
 */
record Pane(long start, long end, int nulls, long lowest, long highest) {
    private static final int NULL_START = 1;
    private static final int NULL_END = 2;
    private static final int NULL_WINDOW = 4;

    /** The pane of entries without time, or whose time is null. */
    static final Pane TIMELESS = new Pane(0, 0, NULL_WINDOW, 0, 0);

    /** The only pane of entries that each have their own time. */
    static final Pane ANY_TIME = new Pane(0, 0, 0, Long.MIN_VALUE, Long.MAX_VALUE);

    static Pane window(long start, boolean startIsNull, long end, boolean endIsNull) {
        return new Pane(start, end, (startIsNull ? NULL_START : 0) | (endIsNull ? NULL_END : 0), end, end);
    }

    static Pane stretch(long time, long length) {
        long start = time - Math.floorMod(time, length);
        if (start > time) {
            start = Long.MIN_VALUE;
        }
        long end = start + length;
        if (end < start) {
            end = Long.MAX_VALUE;
        }
        return new Pane(start, end, 0, start, end == Long.MAX_VALUE ? end : end - 1);
    }

    boolean startIsNull() {
        return (nulls & NULL_START) != 0;
    }

    boolean endIsNull() {
        return (nulls & NULL_END) != 0;
    }

    boolean isTimeless() {
        return (nulls & NULL_WINDOW) != 0;
    }

    private boolean canFinish() {
        return (nulls & (NULL_END | NULL_WINDOW)) == 0;
    }

    /** Whether a watermark finishes all entries. */
    boolean isFinished(long watermark) {
        return canFinish() && highest <= watermark;
    }

    /** Whether a watermark may finish some entries and others not. */
    boolean isCut(long watermark) {
        return canFinish() && lowest <= watermark && watermark < highest;
    }
}
