package io.millrace.engine.format;

import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads dates and times of data files: by the patterns in the options {@code dateFormat}, {@code timestampFormat} and
 * {@code timestampNTZFormat}, or as CAST reads them where none is given, or where {@code enableDateTimeParsingFallback} is
 * set and a text does not fit (but timestamps without a zone). Used by one thread at a time.
 */
public final class TemporalReader {
    /** The text is no such value. */
    public static final long INVALID = Long.MIN_VALUE;

    private final IsoTime iso;
    private final TimestampText cast;
    private final OptionPattern datePattern;
    private final OptionPattern timestampPattern;
    private final OptionPattern localPattern;
    private final boolean fallsBack;
    private final boolean infers;

    public TemporalReader(Options options, ZoneId zone, TimeParserPolicy policy) {
        this(options, zone, policy, false);
    }

    private TemporalReader(Options options, ZoneId zone, TimeParserPolicy policy, boolean infers) {
        this.iso = new IsoTime(zone);
        this.cast = new TimestampText(zone);
        this.infers = infers;
        boolean old = policy == TimeParserPolicy.LEGACY;
        this.fallsBack = !infers && options.getBoolean("enableDateTimeParsingFallback", old);
        // Where a text that does not fit is none or is read otherwise, it need not be guarded against.
        TimeParserPolicy guarded = infers || fallsBack ? TimeParserPolicy.CORRECTED : policy;
        TimeParserPolicy zoned = old ? policy : guarded;
        this.datePattern = OptionPattern.of(options, "dateFormat", ZoneOffset.UTC, true, zoned);
        this.timestampPattern = OptionPattern.of(options, "timestampFormat", zone, true, zoned);
        // There were no times without a zone when patterns had the old letters, and nothing else reads them.
        TimeParserPolicy local = old || infers ? TimeParserPolicy.CORRECTED : policy;
        this.localPattern = OptionPattern.of(options, "timestampNTZFormat", ZoneOffset.UTC, true, local);
    }

    /**
     * A reader that finds out what texts are: it takes by a pattern what fits, and nothing else.
     *
     * @throws RuntimeException if a pattern of timestamps is none
     */
    public static TemporalReader forInference(Options options, ZoneId zone, TimeParserPolicy policy) {
        TemporalReader reader = new TemporalReader(options, zone, policy, true);
        if (reader.timestampPattern != null) {
            reader.timestampPattern.required();
        }
        return reader;
    }

    /** Whether timestamps have the usual form, which {@link IsoTime} reads fast. */
    public boolean isoTimestamps() {
        return timestampPattern == null;
    }

    public boolean isoLocalTimestamps() {
        return localPattern == null;
    }

    public boolean isoDates() {
        return datePattern == null;
    }

    /** Whether a date that does not fit the pattern may be one of another form. */
    public boolean acceptsOtherDates() {
        return datePattern == null || fallsBack;
    }

    /** A reader of the usual forms for the same zone. */
    public IsoTime iso() {
        return iso;
    }

    /** Microseconds since the epoch, or {@link #INVALID}. */
    public long timestamp(byte[] bytes, int start, int length) {
        if (timestampPattern == null) {
            return castTimestamp(bytes, start, length);
        }
        try {
            if (timestampPattern.isLegal()) {
                return timestampPattern.compiled().parse(bytes, start, length);
            }
        } catch (DateTimeException | ArithmeticException e) {
            return fallsBack ? withoutPattern(string(bytes, start, length)) : INVALID;
        }
        long micros = fallsBack ? withoutPattern(string(bytes, start, length)) : INVALID;
        if (micros == INVALID) {
            timestampPattern.refuseOld();
        }
        return micros;
    }

    private long castTimestamp(byte[] bytes, int start, int length) {
        long micros = cast.parse(bytes, start, length, System.currentTimeMillis() * 1000);
        return cast.parsed() ? micros : INVALID;
    }

    /** What CAST makes of a text that does not fit the pattern; GMT before an offset was usual once. */
    private long withoutPattern(String text) {
        byte[] plain = text.replace("GMT", "").getBytes(StandardCharsets.UTF_8);
        return castTimestamp(plain, 0, plain.length);
    }

    /** Microseconds that a wall clock shows, or {@link #INVALID}. */
    public long timestampWithoutZone(byte[] bytes, int start, int length) {
        if (localPattern == null) {
            return castLocal(bytes, start, length);
        }
        try {
            return localPattern.isLegal() ? localPattern.compiled().parseLocal(bytes, start, length) : INVALID;
        } catch (DateTimeException | ArithmeticException e) {
            return INVALID;
        }
    }

    /** The same as CAST reads it, whatever pattern is given; a text that names a zone is none. */
    public long castLocal(byte[] bytes, int start, int length) {
        long micros = cast.parseLocal(bytes, start, length, false);
        return cast.parsed() ? micros : INVALID;
    }

    /** Days since the epoch, or {@link #INVALID}. */
    public long date(byte[] bytes, int start, int length) {
        if (datePattern == null) {
            return castDate(bytes, start, length);
        }
        try {
            if (datePattern.isLegal()) {
                return datePattern.compiled().parseDate(bytes, start, length);
            }
        } catch (DateTimeException e) {
            return fallsBack ? castDate(bytes, start, length) : INVALID;
        }
        long days = fallsBack ? castDate(bytes, start, length) : INVALID;
        if (days == INVALID && !infers) {
            datePattern.refuseOld();
        }
        return days;
    }

    private static long castDate(byte[] bytes, int start, int length) {
        long days = DateText.parse(bytes, start, length);
        return days == DateText.INVALID ? INVALID : days;
    }

    /** Nanoseconds since midnight, or {@link #INVALID}. */
    public long time(byte[] bytes, int start, int length) {
        long micros = cast.parseTime(bytes, start, length);
        return cast.parsed() ? micros * 1000 : INVALID;
    }

    private static String string(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }
}
