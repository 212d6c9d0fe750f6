package io.millrace.engine.format;

import io.millrace.engine.builtin.DateTimePattern;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Writes dates and times of data files: {@code 2020-01-02}, {@code 2020-01-02T03:04:05.600+01:00}, or by the patterns in
 * the options. Used by one thread at a time.
 */
public final class TemporalWriter {
    private static final long MICROS_PER_DAY = ZoneClock.MICROS_PER_DAY;
    private static final int MICROS_PER_MILLI = 1000;

    private final ZoneClock clock;
    private final DateTimePattern datePattern;
    private final DateTimePattern timestampPattern;
    private final DateTimePattern localPattern;

    public TemporalWriter(Options options, ZoneId zone, TimeParserPolicy policy) {
        this.clock = new ZoneClock(zone);
        this.datePattern = pattern(options, "dateFormat", ZoneOffset.UTC, policy);
        this.timestampPattern = pattern(options, "timestampFormat", zone, policy);
        this.localPattern = pattern(options, "timestampNTZFormat", ZoneOffset.UTC, TimeParserPolicy.CORRECTED);
    }

    private static DateTimePattern pattern(Options options, String option, ZoneId zone, TimeParserPolicy policy) {
        OptionPattern pattern = OptionPattern.of(options, option, zone, false, policy);
        return pattern == null ? null : pattern.required().compiled();
    }

    public void date(int days, BytesWriter out) {
        if (datePattern == null) {
            DateText.write(days, out);
        } else {
            datePattern.formatDate(days, out);
        }
    }

    public void timestamp(long micros, BytesWriter out) {
        if (timestampPattern != null) {
            timestampPattern.format(micros, out);
            return;
        }
        long seconds = Math.floorDiv(micros, ZoneClock.MICROS_PER_SECOND);
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
        localPattern.format(micros, out);
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
