package io.millrace.streaming;

import io.millrace.plan.UnresolvedPlan.StreamingTrigger;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.IntervalParser;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** When a streaming query runs its batches. */
public final class Trigger {
    private static final Duration DEFAULT_REAL_TIME = Duration.ofMinutes(5);

    private final StreamingTrigger plan;

    private Trigger(StreamingTrigger plan) {
        this.plan = plan;
    }

    /** For engines and front ends: the trigger as it stands in plans. */
    public StreamingTrigger plan() {
        return plan;
    }

    /** One batch after the other, each at a multiple of the interval; 0 means at once. */
    public static Trigger ProcessingTime(long intervalMs) {
        return ProcessingTime(intervalMs, TimeUnit.MILLISECONDS);
    }

    public static Trigger ProcessingTime(long interval, TimeUnit timeUnit) {
        return new Trigger(new StreamingTrigger.ProcessingTime(duration(interval, timeUnit)));
    }

    /** The same with an interval such as {@code 10 seconds}. */
    public static Trigger ProcessingTime(String interval) {
        return new Trigger(new StreamingTrigger.ProcessingTime(duration(interval)));
    }

    /** One batch with all there is, then the end; rate limits do not apply. */
    public static Trigger Once() {
        return new Trigger(new StreamingTrigger.Once());
    }

    /** Batches for all there is now, then the end. */
    public static Trigger AvailableNow() {
        return new Trigger(new StreamingTrigger.AvailableNow());
    }

    /** Rows one by one, with a checkpoint at each interval. */
    public static Trigger Continuous(long intervalMs) {
        return Continuous(intervalMs, TimeUnit.MILLISECONDS);
    }

    public static Trigger Continuous(long interval, TimeUnit timeUnit) {
        return new Trigger(new StreamingTrigger.Continuous(duration(interval, timeUnit)));
    }

    public static Trigger Continuous(String interval) {
        return new Trigger(new StreamingTrigger.Continuous(duration(interval)));
    }

    /** Long batches whose rows reach the sink at once. */
    public static Trigger RealTime() {
        return new Trigger(new StreamingTrigger.RealTime(DEFAULT_REAL_TIME));
    }

    public static Trigger RealTime(long batchDurationMs) {
        return RealTime(batchDurationMs, TimeUnit.MILLISECONDS);
    }

    public static Trigger RealTime(long batchDuration, TimeUnit timeUnit) {
        return new Trigger(new StreamingTrigger.RealTime(duration(batchDuration, timeUnit)));
    }

    public static Trigger RealTime(String batchDuration) {
        return new Trigger(new StreamingTrigger.RealTime(duration(batchDuration)));
    }

    private static Duration duration(long interval, TimeUnit unit) {
        return notNegative(Duration.ofMillis(unit.toMillis(interval)));
    }

    private static Duration duration(String text) {
        IntervalParser.Interval interval = IntervalParser.parse(text);
        if (interval.months() != 0) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(ErrorCondition.LEGACY_3262, "interval", text));
        }
        Duration exact = Duration.ofDays(interval.days()).plus(interval.microseconds(), ChronoUnit.MICROS);
        return notNegative(exact.truncatedTo(ChronoUnit.MILLIS));
    }

    private static Duration notNegative(Duration interval) {
        if (interval.isNegative()) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTION_VALUE,
                    "option",
                    "trigger",
                    "accepted",
                    "intervals that are not negative",
                    "value",
                    interval.toMillis() + " milliseconds"));
        }
        return interval;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trigger that && that.plan.equals(plan);
    }

    @Override
    public int hashCode() {
        return plan.hashCode();
    }

    @Override
    public String toString() {
        return plan.toString();
    }
}
