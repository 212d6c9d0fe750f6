package io.millrace.engine.format;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.option.Options;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes dates and times of data files: {@code 2020-01-02}, {@code 2020-01-02T03:04:05.600+01:00}, or by the patterns in
 * the options. Used by one thread at a time.
 */
public final class TemporalWriter {
    private static final long MICROS_PER_DAY = ZoneClock.MICROS_PER_DAY;
    private static final int MICROS_PER_MILLI = 1000;

    private final ZoneId zone;
    private final ZoneClock clock;
    private final DateTimeFormatter datePattern;
    private final DateTimeFormatter timestampPattern;
    private final DateTimeFormatter localPattern;

    public TemporalWriter(Options options, ZoneId zone) {
        Locale locale = options.get("locale").map(Locale::forLanguageTag).orElse(Locale.US);
        this.zone = zone;
        this.clock = new ZoneClock(zone);
        this.datePattern = pattern(options, "dateFormat", locale);
        this.timestampPattern = pattern(options, "timestampFormat", locale);
        this.localPattern = pattern(options, "timestampNTZFormat", locale);
    }

    private static DateTimeFormatter pattern(Options options, String option, Locale locale) {
        return options.get(option)
                .map(text -> {
                    try {
                        return DateTimeFormatter.ofPattern(text, locale);
                    } catch (IllegalArgumentException e) {
                        throw options.invalid(option, "a date and time pattern");
                    }
                })
                .orElse(null);
    }

    public void date(int days, BytesWriter out) {
        if (datePattern == null) {
            DateText.write(days, out);
        } else {
            out.append(datePattern.format(LocalDate.ofEpochDay(days)));
        }
    }

    public void timestamp(long micros, BytesWriter out) {
        long seconds = Math.floorDiv(micros, ZoneClock.MICROS_PER_SECOND);
        if (timestampPattern != null) {
            Instant instant =
                    Instant.ofEpochSecond(seconds, Math.floorMod(micros, ZoneClock.MICROS_PER_SECOND) * 1000L);
            out.append(timestampPattern.format(instant.atZone(zone)));
            return;
        }
        long offset = clock.offsetSeconds(seconds);
        local(clock.toLocal(micros), out);
        if (offset == 0) {
            out.append('Z');
            return;
        }
        out.append(offset < 0 ? '-' : '+');
        int apart = (int) Math.abs(offset);
        digits(apart / 3600, 10, out);
        out.append(':');
        digits(apart / 60 % 60, 10, out);
        if (apart % 60 != 0) {
            out.append(':');
            digits(apart % 60, 10, out);
        }
    }

    public void timestampWithoutZone(long micros, BytesWriter out) {
        if (localPattern == null) {
            local(micros, out);
            return;
        }
        long seconds = Math.floorDiv(micros, ZoneClock.MICROS_PER_SECOND);
        int nanos = (int) Math.floorMod(micros, ZoneClock.MICROS_PER_SECOND) * 1000;
        out.append(localPattern.format(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC)));
    }

    /** {@code yyyy-MM-ddTHH:mm:ss.SSS}; what is finer than a millisecond is cut off, as in Spark. */
    private static void local(long micros, BytesWriter out) {
        long days = Math.floorDiv(micros, MICROS_PER_DAY);
        int millis = (int) (Math.floorMod(micros, MICROS_PER_DAY) / MICROS_PER_MILLI);
        long civil = CivilDate.of((int) days);
        int year = CivilDate.year(civil);
        if (year > 9999) {
            out.append('+');
        } else if (year < 0) {
            out.append('-');
        }
        digits(Math.abs(year), 1000, out);
        out.append('-');
        digits(CivilDate.month(civil), 10, out);
        out.append('-');
        digits(CivilDate.day(civil), 10, out);
        out.append('T');
        digits(millis / 3_600_000, 10, out);
        out.append(':');
        digits(millis / 60_000 % 60, 10, out);
        out.append(':');
        digits(millis / 1000 % 60, 10, out);
        out.append('.');
        digits(millis % 1000, 100, out);
    }

    /** A number with zeros before it, up to the place of a power of ten. */
    private static void digits(int value, int power, BytesWriter out) {
        for (int place = power; place > 1 && value < place; place /= 10) {
            out.append('0');
        }
        NumberText.write(value, out);
    }
}
