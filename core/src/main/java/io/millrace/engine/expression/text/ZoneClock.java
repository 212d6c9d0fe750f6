package io.millrace.engine.expression.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Converts microseconds between UTC and the wall clock of a zone without objects per value: it remembers the stretch of
 * time around the last value in which the offset stays the same. Used by one thread at a time.
 */
public final class ZoneClock {
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private final ZoneId zone;
    private final ZoneRules rules;
    private final boolean fixed;
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private long offset;

    public ZoneClock(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.fixed = rules.isFixedOffset();
        if (fixed) {
            offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
            from = Long.MIN_VALUE;
            until = Long.MAX_VALUE;
        }
    }

    public ZoneId zone() {
        return zone;
    }

    /** Seconds to be added to UTC at a moment. */
    public long offsetSeconds(long epochSecond) {
        if (epochSecond < from || epochSecond >= until) {
            remember(epochSecond);
        }
        return offset;
    }

    private void remember(long epochSecond) {
        if (fixed) {
            return;
        }
        Instant instant = Instant.ofEpochSecond(epochSecond);
        ZoneOffsetTransition next = rules.nextTransition(instant);
        ZoneOffsetTransition last = rules.previousTransition(instant.plusSeconds(1));
        offset = rules.getOffset(instant).getTotalSeconds();
        from = last == null ? Long.MIN_VALUE : last.toEpochSecond();
        until = next == null ? Long.MAX_VALUE : next.toEpochSecond();
    }

    /** Microseconds of the wall clock (as if it were UTC) at a moment. */
    public long toLocal(long micros) {
        return micros + offsetSeconds(Math.floorDiv(micros, MICROS_PER_SECOND)) * MICROS_PER_SECOND;
    }

    /**
     * The moment at which the wall clock shows something: the earlier of two; in a gap, later by the gap's length.
     */
    public long toUtc(long localMicros) {
        long localSecond = Math.floorDiv(localMicros, MICROS_PER_SECOND);
        if (fixed) {
            return Math.subtractExact(localMicros, offset * MICROS_PER_SECOND);
        }
        long guess = localSecond - offset;
        // near a change of the offset the wall clock may show a time twice or never
        boolean inside = from != Long.MAX_VALUE
                && (from == Long.MIN_VALUE || guess - 86_400 >= from)
                && (until == Long.MAX_VALUE || guess + 86_400 < until);
        if (!inside) {
            ZonedDateTime moment = ZonedDateTime.of(LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC), zone);
            long second = moment.toEpochSecond();
            offsetSeconds(second);
            return Math.addExact(
                    Math.multiplyExact(second, MICROS_PER_SECOND), Math.floorMod(localMicros, MICROS_PER_SECOND));
        }
        return localMicros - offset * MICROS_PER_SECOND;
    }

    /** The day of the wall clock at a moment, since 1970-01-01. */
    public int toDays(long micros) {
        return (int) Math.floorDiv(toLocal(micros), MICROS_PER_DAY);
    }

    /** The moment at which a day begins. */
    public long startOfDay(int days) {
        return toUtc(days * MICROS_PER_DAY);
    }
}
