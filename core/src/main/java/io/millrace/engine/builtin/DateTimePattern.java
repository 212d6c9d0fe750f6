package io.millrace.engine.builtin;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.format.TimeParserPolicy;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** A pattern of date and time letters for one zone. Used by one thread at a time. */
public sealed interface DateTimePattern permits JavaTimePattern, HybridTimePattern, GuardedTimePattern {
    /**
     * @param forParsing whether text is to be read; then a fraction may have fewer digits than letters
     * @param lenient whether the old letters read days that no month has as days of the next, and fractions to the microsecond
     * @throws IllegalArgumentException if it is no pattern; with a condition where a letter is at fault
     */
    static DateTimePattern compile(
            String pattern, ZoneId zone, boolean forParsing, Locale locale, TimeParserPolicy policy, boolean lenient) {
        return switch (policy) {
            case CORRECTED -> JavaTimePattern.compile(pattern, zone, forParsing, locale);
            case LEGACY -> new HybridTimePattern(pattern, zone, locale, lenient);
            case EXCEPTION -> {
                JavaTimePattern current = JavaTimePattern.compile(pattern, zone, forParsing, locale);
                yield forParsing ? new GuardedTimePattern(current, pattern, zone, locale, lenient) : current;
            }
        };
    }

    /** The zone of timestamps without a zone: their wall clock is kept as if it were UTC. */
    static ZoneId zoneOfLocal() {
        return ZoneOffset.UTC;
    }

    /** Writes a moment as the wall clock of the zone shows it. */
    void format(long micros, BytesWriter out);

    /** Writes a date, also one whose microseconds are too many for a number; only for the zone UTC. */
    void formatDate(int days, BytesWriter out);

    /**
     * Reads a moment; what the pattern leaves out is that of 1970-01-01 00:00:00.
     *
     * @throws DateTimeException if the text does not fit
     * @throws ArithmeticException if microseconds do not hold the moment
     */
    long parse(byte[] data, int start, int length);

    /** Reads what a wall clock shows, whatever zone the text may name; fails as {@link #parse} does. */
    long parseLocal(byte[] data, int start, int length);

    /** Reads days since the epoch; fails as {@link #parse} does; only for the zone UTC. */
    long parseDate(byte[] data, int start, int length);
}
