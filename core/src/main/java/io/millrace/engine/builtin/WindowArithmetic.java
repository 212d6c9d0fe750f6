package io.millrace.engine.builtin;

/**
 * Which time windows a moment lies in. All times and durations are microseconds; a window holds its start and not its end.
 * Windows begin at {@code start} and every {@code slide} before and after it, counted from 1970-01-01 00:00:00 UTC (of
 * the wall clock, for timestamps without a zone).
 *
 * @param duration the length of a window, positive
 * @param slide from one window's start to the next one's, positive and at most the duration
 * @param start the start of a window; its absolute value is less than the slide
 */
public record WindowArithmetic(long duration, long slide, long start) {
    public WindowArithmetic {
        if (duration <= 0 || slide <= 0 || slide > duration || start >= slide || start <= -slide) {
            throw new IllegalArgumentException(
                    "No windows of " + duration + " every " + slide + " from " + start + " microseconds");
        }
    }

    /** Whether each moment lies in exactly one window. */
    public boolean isTumbling() {
        return duration == slide;
    }

    /** The start of the newest window that has begun at a moment. */
    public long newestStart(long time) {
        long remainder = Math.floorMod(Math.subtractExact(time, start), slide);
        return Math.subtractExact(time, remainder);
    }

    /** In how many windows a moment lies: those that begin at the newest start, a slide before it, and so on. */
    public int count(long time) {
        // The oldest window is the last one that still ends behind the moment.
        long age = time - newestStart(time);
        return Math.toIntExact((duration - age - 1) / slide + 1);
    }

    /** The start of one of the windows of a moment; 0 is the newest. */
    public long startOf(long newestStart, int index) {
        return Math.subtractExact(newestStart, Math.multiplyExact(slide, (long) index));
    }

    /** The end of the window with a start. */
    public long endOf(long windowStart) {
        return Math.addExact(windowStart, duration);
    }
}
