package io.millrace.engine.builtin;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.ZoneClock;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

/**
 * A pattern as patterns were before Spark 3.0: the letters of {@link SimpleDateFormat}, in the calendar of that class, which
 * is the Julian one until 1582-10-04 and knows no local mean times. What a wall clock shows is the same in both calendars; it
 * is the moment that differs. A text that begins with what the pattern asks for fits it, whatever follows.
 */
final class HybridTimePattern implements DateTimePattern {
    private static final long MICROS_PER_MILLI = 1000;
    /** From then on both calendars, and both tables of time zones, agree: 1900-01-02. */
    private static final long AGREED = -2_208_902_400_000L;

    private static final LocalDate LAST_JULIAN = LocalDate.of(1582, 10, 4);
    private static final LocalDate FIRST_GREGORIAN = LocalDate.of(1582, 10, 15);

    private final SimpleDateFormat format;
    private final FractionCalendar fraction;
    private final ZoneId zone;
    private final TimeZone timeZone;

    /**
     * @param lenient whether days that no month has are days of the next, and {@code S} is a digit of the fraction and not of
     *     milliseconds
     * @throws IllegalArgumentException if it is no pattern
     */
    HybridTimePattern(String pattern, ZoneId zone, Locale locale, boolean lenient) {
        this.zone = zone;
        this.timeZone = TimeZone.getTimeZone(zone);
        this.format = new SimpleDateFormat(pattern, locale);
        this.fraction = lenient ? new FractionCalendar(timeZone, pattern) : null;
        if (lenient) {
            format.setCalendar(fraction);
        }
        format.setTimeZone(timeZone);
        format.setLenient(lenient);
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // what SimpleDateFormat takes
    public void format(long micros, BytesWriter out) {
        if (fraction != null) {
            fraction.show(Math.floorMod(micros, ZoneClock.MICROS_PER_SECOND));
        }
        out.append(format.format(new Date(toHybrid(micros))));
    }

    @Override
    public void formatDate(int days, BytesWriter out) {
        format(Math.multiplyExact(days, ZoneClock.MICROS_PER_DAY), out);
    }

    @Override
    public long parse(byte[] data, int start, int length) {
        return parse(Utf8.string(data, start, length));
    }

    /** Reads a moment; fails as {@link #parse(byte[], int, int)} does. */
    @SuppressWarnings("JavaUtilDate") // what SimpleDateFormat gives
    long parse(String text) {
        ParsePosition end = new ParsePosition(0);
        Date date = format.parse(text, end);
        // A zone that the text names would stay.
        format.setTimeZone(timeZone);
        if (date == null || fraction == null && end.getIndex() == 0) {
            throw new DateTimeException("Unparseable date: \"" + text + "\"");
        }
        long micros = fromHybrid(date.getTime());
        return fraction == null ? micros : Math.addExact(micros, fraction.read());
    }

    @Override
    public long parseLocal(byte[] data, int start, int length) {
        return parse(data, start, length);
    }

    @Override
    public long parseDate(byte[] data, int start, int length) {
        return Math.floorDiv(parse(data, start, length), ZoneClock.MICROS_PER_DAY);
    }

    /** Milliseconds of the moment at which the hybrid calendar shows what the zone shows at another. */
    private long toHybrid(long micros) {
        long millis = Math.floorDiv(micros, MICROS_PER_MILLI);
        if (millis >= AGREED) {
            return millis;
        }
        LocalDateTime shown = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
        LocalDate date = shown.toLocalDate();
        if (date.isAfter(LAST_JULIAN) && date.isBefore(FIRST_GREGORIAN)) {
            date = FIRST_GREGORIAN;
        }
        Calendar calendar = new GregorianCalendar(timeZone, Locale.US);
        calendar.clear();
        calendar.set(Calendar.ERA, date.getYear() > 0 ? GregorianCalendar.AD : GregorianCalendar.BC);
        calendar.set(date.get(ChronoField.YEAR_OF_ERA), date.getMonthValue() - 1, date.getDayOfMonth());
        calendar.set(Calendar.MILLISECOND, shown.get(ChronoField.MILLI_OF_DAY));
        return calendar.getTimeInMillis();
    }

    /** The reverse, in microseconds. */
    private long fromHybrid(long millis) {
        if (millis >= AGREED) {
            return Math.multiplyExact(millis, MICROS_PER_MILLI);
        }
        Calendar calendar = new GregorianCalendar(timeZone, Locale.US);
        calendar.setTimeInMillis(millis);
        int ofEra = calendar.get(Calendar.YEAR);
        int year = calendar.get(Calendar.ERA) == GregorianCalendar.AD ? ofEra : 1 - ofEra;
        // 1500-02-29 is a day of the Julian calendar only.
        LocalDate date = LocalDate.of(year, calendar.get(Calendar.MONTH) + 1, 1)
                .plusDays(calendar.get(Calendar.DAY_OF_MONTH) - 1);
        LocalTime time = LocalTime.of(
                        calendar.get(Calendar.HOUR_OF_DAY),
                        calendar.get(Calendar.MINUTE),
                        calendar.get(Calendar.SECOND))
                .plus(calendar.get(Calendar.MILLISECOND), ChronoUnit.MILLIS);
        long seconds = date.atTime(time).atZone(zone).toEpochSecond();
        return Math.addExact(
                Math.multiplyExact(seconds, ZoneClock.MICROS_PER_SECOND), time.get(ChronoField.MICRO_OF_SECOND));
    }

    /** A calendar whose field of milliseconds holds as many digits of the fraction as a pattern has letters for it. */
    private static final class FractionCalendar extends GregorianCalendar {
        private static final long serialVersionUID = 1;

        /** Ten to the power of the number of letters. */
        private final long scale;

        private long micros;

        FractionCalendar(TimeZone zone, String pattern) {
            super(zone, Locale.US);
            long letters = pattern.chars().filter(letter -> letter == 'S').count();
            if (letters > 9) {
                throw new IllegalArgumentException("More letters than a fraction has digits: " + pattern);
            }
            long power = 1;
            for (long i = 0; i < letters; i++) {
                power *= 10;
            }
            this.scale = power;
        }

        void show(long microsOfSecond) {
            micros = microsOfSecond;
        }

        /** The fraction that was read last, in microseconds. */
        long read() {
            return micros;
        }

        @Override
        public int get(int field) {
            return field == MILLISECOND
                    ? (int) Math.floorDiv(micros * scale, ZoneClock.MICROS_PER_SECOND)
                    : super.get(field);
        }

        @Override
        protected void computeTime() {
            micros = isSet(MILLISECOND) ? internalGet(MILLISECOND) * ZoneClock.MICROS_PER_SECOND / scale : 0;
            set(MILLISECOND, 0);
            super.computeTime();
        }
    }
}
