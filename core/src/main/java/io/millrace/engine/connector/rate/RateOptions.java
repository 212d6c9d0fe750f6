package io.millrace.engine.connector.rate;

import io.millrace.spi.option.Options;
import io.millrace.types.IntervalParser;

/**
 * What a rate source makes.
 *
 * @param rowsPerSecond the rate, once it is reached
 * @param rampUpSeconds how long it takes to reach it
 */
record RateOptions(long rowsPerSecond, long rampUpSeconds) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;

    static RateOptions of(Options options) {
        long rows = options.getLong("rowsPerSecond", 1).orElse(1L);
        // How many partitions Spark would make; checked, because a wrong value is an error there, too.
        options.getLong("numPartitions", 1);
        return new RateOptions(
                rows,
                options.get("rampUpTime").map(text -> seconds(options, text)).orElse(0L));
    }

    private static long seconds(Options options, String text) {
        IntervalParser.Interval interval = IntervalParser.parse(text);
        long seconds = interval.days() * SECONDS_PER_DAY + interval.microseconds() / MICROS_PER_SECOND;
        if (interval.months() != 0 || seconds < 0) {
            throw options.invalid("rampUpTime", "a span of time of at least 0 seconds, such as 10s");
        }
        return seconds;
    }

    /** How many rows there are before a second. While the rate rises, each second has a step more than the last. */
    long rowsBefore(long second) {
        if (rampUpSeconds == 0) {
            return Math.multiplyExact(second, rowsPerSecond);
        }
        long step = rowsPerSecond / (rampUpSeconds + 1);
        if (second <= rampUpSeconds) {
            return Math.multiplyExact(step, Math.multiplyExact(second, second + 1)) / 2;
        }
        return Math.addExact(rowsBefore(rampUpSeconds), Math.multiplyExact(second - rampUpSeconds, rowsPerSecond));
    }
}
