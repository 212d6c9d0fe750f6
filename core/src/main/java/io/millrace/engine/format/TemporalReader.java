package io.millrace.engine.format;

import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;

/**
 * Reads dates and times of data files: by the patterns in the options {@code dateFormat}, {@code timestampFormat} and
 * {@code timestampNTZFormat}, or as CAST reads them where none is given, or where {@code enableDateTimeParsingFallback} is
 * set and a text does not fit (but timestamps without a zone). Used by one thread at a time.
 */
public final class TemporalReader {
    /** The text is no such value. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final String FALLBACK = "enableDateTimeParsingFallback";
    private static final long MICROS_PER_SECOND = ZoneClock.MICROS_PER_SECOND;

    private final ZoneId zone;
    private final IsoTime iso;
    private final TimestampText cast;
    private final DateTimeFormatter datePattern;
    private final DateTimeFormatter timestampPattern;
    private final DateTimeFormatter localPattern;
    private final boolean fallsBack;

    public TemporalReader(Options options, ZoneId zone) {
        Locale locale = options.get("locale").map(Locale::forLanguageTag).orElse(Locale.US);
        this.zone = zone;
        this.iso = new IsoTime(zone);
        this.cast = new TimestampText(zone);
        this.datePattern = pattern(options, "dateFormat", locale);
        this.timestampPattern = pattern(options, "timestampFormat", locale);
        this.localPattern = pattern(options, "timestampNTZFormat", locale);
        this.fallsBack = options.getBoolean(FALLBACK, false);
    }

    /** A reader that finds out what texts are: it takes by a pattern what fits, and nothing else. */
    public static TemporalReader forInference(Options options, ZoneId zone) {
        return new TemporalReader(options.with(Map.of(FALLBACK, "false")), zone);
    }

    private static DateTimeFormatter pattern(Options options, String option, Locale locale) {
        return options.get(option)
                .map(text -> compile(options, option, text, locale))
                .orElse(null);
    }

    private static DateTimeFormatter compile(Options options, String option, String pattern, Locale locale) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(locale);
        } catch (IllegalArgumentException e) {
            throw options.invalid(option, "a date and time pattern");
        }
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
            TemporalAccessor parts = timestampPattern.parse(string(bytes, start, length));
            ZoneId named = parts.query(TemporalQueries.zone());
            OffsetDateTime moment =
                    local(parts).atZone(named == null ? zone : named).toOffsetDateTime();
            return micros(moment.toLocalDateTime(), moment.getOffset());
        } catch (DateTimeException | ArithmeticException e) {
            return fallsBack ? withoutPattern(string(bytes, start, length)) : INVALID;
        }
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
            long micros = cast.parseLocal(bytes, start, length, false);
            return cast.parsed() ? micros : INVALID;
        }
        try {
            return micros(local(localPattern.parse(string(bytes, start, length))), ZoneOffset.UTC);
        } catch (DateTimeException | ArithmeticException e) {
            return INVALID;
        }
    }

    /** Days since the epoch, or {@link #INVALID}. */
    public long date(byte[] bytes, int start, int length) {
        if (datePattern == null) {
            return castDate(bytes, start, length);
        }
        try {
            return local(datePattern.parse(string(bytes, start, length)))
                    .toLocalDate()
                    .toEpochDay();
        } catch (DateTimeException e) {
            return fallsBack ? castDate(bytes, start, length) : INVALID;
        }
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

    private static LocalDateTime local(TemporalAccessor parts) {
        LocalDate date = parts.query(TemporalQueries.localDate());
        if (date == null) {
            int year = part(parts, ChronoField.YEAR, part(parts, ChronoField.YEAR_OF_ERA, 1970));
            date = LocalDate.of(
                    year, part(parts, ChronoField.MONTH_OF_YEAR, 1), part(parts, ChronoField.DAY_OF_MONTH, 1));
        }
        LocalTime time = parts.query(TemporalQueries.localTime());
        if (time == null) {
            time = LocalTime.of(part(parts, ChronoField.HOUR_OF_DAY, 0), part(parts, ChronoField.MINUTE_OF_HOUR, 0));
        }
        return LocalDateTime.of(date, time);
    }

    private static int part(TemporalAccessor parts, ChronoField field, int otherwise) {
        return parts.isSupported(field) ? parts.get(field) : otherwise;
    }

    private static long micros(LocalDateTime local, ZoneOffset offset) {
        long seconds = Math.multiplyExact(local.toEpochSecond(offset), MICROS_PER_SECOND);
        return Math.addExact(seconds, local.getNano() / 1000);
    }

    private static String string(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }
}
