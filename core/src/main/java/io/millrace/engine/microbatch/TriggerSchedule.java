package io.millrace.engine.microbatch;

/** When the next trigger of a processing-time query fires. Times are milliseconds since the epoch. */
final class TriggerSchedule {
    private TriggerSchedule() {}

    /**
     * The multiple of the interval after the one in which a trigger started; slots that a long batch missed are skipped.
     *
     * @param interval 0: at once
     */
    static long next(long started, long now, long interval) {
        if (interval == 0) {
            return now;
        }
        return Math.max(now, Math.floorDiv(started, interval) * interval + interval);
    }
}
