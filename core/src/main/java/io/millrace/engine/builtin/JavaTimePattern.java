package io.millrace.engine.builtin;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pattern of the letters of today. They are those of {@link DateTimeFormatter} less those of weeks;
 * {@code y} means the proleptic year unless there is an era. Two patterns are so common that they are done by hand.
 */
final class JavaTimePattern implements DateTimePattern {
    private static final String DATE = "yyyy-MM-dd";
    private static final String TIMESTAMP = "yyyy-MM-dd HH:mm:ss";
    private static final String NEVER = "ABNnp";
    private static final String WEEKS = "YWwuec";
    private static final String NOT_PARSED = "EFqQ";
    private static final List<String> TOO_LONG =
            List.of("GGGGG", "MMMMM", "LLLLL", "EEEEE", "QQQQQ", "qqqqq", "yyyyyyy");

    private final String pattern;
    private final ZoneClock clock;
    private final DateTimeFormatter formatter;
    private final StringBuilder text = new StringBuilder();

    private JavaTimePattern(String pattern, ZoneId zone, DateTimeFormatter formatter) {
        this.pattern = pattern;
        this.clock = new ZoneClock(zone);
        this.formatter = formatter;
    }

    static JavaTimePattern compile(String pattern, ZoneId zone, boolean forParsing) {
        return compile(pattern, zone, forParsing, Locale.US);
    }

    /**
     * @param forParsing whether text is to be read; then a fraction may have fewer digits than letters
     * @throws IllegalArgumentException if it is no pattern; with a condition where a letter is at fault
     */
    static JavaTimePattern compile(String pattern, ZoneId zone, boolean forParsing, Locale locale) {
        String java = toJava(pattern, forParsing);
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        if (forParsing) {
            appendWithShortFractions(java, builder);
        } else {
            builder.appendPattern(java);
        }
        DateTimeFormatter formatter = builder.toFormatter(locale).withResolverStyle(ResolverStyle.STRICT);
        return new JavaTimePattern(pattern, zone, forParsing ? formatter : formatter.withZone(zone));
    }

    /** Checks the letters outside of quotes and turns the year of an era into the proleptic year. */
    private static String toJava(String pattern, boolean forParsing) {
        String[] parts = pattern.split("'", -1);
        boolean era = false;
        for (int i = 0; i < parts.length; i += 2) {
            check(parts[i], pattern, forParsing);
            era |= parts[i].indexOf('G') >= 0;
        }
        return era ? pattern : proleptic(new StringBuilder(pattern));
    }

    private static String proleptic(StringBuilder java) {
        boolean quoted = false;
        for (int i = 0; i < java.length(); i++) {
            char letter = java.charAt(i);
            quoted ^= letter == '\'';
            if (!quoted && letter == 'y') {
                java.setCharAt(i, 'u');
            }
        }
        return java.toString();
    }

    private static void check(String part, String pattern, boolean forParsing) {
        first(part, WEEKS).ifPresent(letter -> {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INCONSISTENT_BEHAVIOR_CROSS_VERSION__DATETIME_WEEK_BASED_PATTERN, "c", letter));
        });
        first(part, forParsing ? NEVER + NOT_PARSED : NEVER).ifPresent(letter -> {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_DATETIME_PATTERN__ILLEGAL_CHARACTER, "c", letter, "pattern", pattern));
        });
        TOO_LONG.stream().filter(part::contains).findFirst().ifPresent(letters -> {
            throw new MillraceIllegalArgumentException(
                    ErrorDetail.of(ErrorCondition.INVALID_DATETIME_PATTERN__LENGTH, "pattern", letters));
        });
    }

    private static Optional<String> first(String part, String letters) {
        return part.chars()
                .filter(letter -> letters.indexOf(letter) >= 0)
                .mapToObj(Character::toString)
                .findFirst();
    }

    private static void appendWithShortFractions(String java, DateTimeFormatterBuilder builder) {
        boolean quoted = false;
        int copied = 0;
        for (int i = 0; i < java.length(); ) {
            char letter = java.charAt(i);
            quoted ^= letter == '\'';
            int run = i + 1;
            if (!quoted && letter == 'S') {
                while (run < java.length() && java.charAt(run) == 'S') {
                    run++;
                }
                if (run - i > 9) {
                    throw new IllegalArgumentException("Too many letters: " + java.substring(i, run));
                }
                if (copied < i) {
                    builder.appendPattern(java.substring(copied, i));
                }
                builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, run - i, false);
                copied = run;
            }
            i = run;
        }
        if (copied < java.length()) {
            builder.appendPattern(java.substring(copied));
        }
    }

    @Override
    public void format(long micros, BytesWriter out) {
        long local = clock.toLocal(micros);
        if (pattern.equals(TIMESTAMP)) {
            TimestampText.writeLocal(local - Math.floorMod(local, ZoneClock.MICROS_PER_SECOND), out);
        } else if (pattern.equals(DATE)) {
            DateText.write((int) Math.floorDiv(local, ZoneClock.MICROS_PER_DAY), out);
        } else {
            text.setLength(0);
            formatter.formatTo(instant(micros), text);
            out.append(text.toString());
        }
    }

    @Override
    public void formatDate(int days, BytesWriter out) {
        if (pattern.equals(DATE)) {
            DateText.write(days, out);
        } else {
            text.setLength(0);
            formatter.formatTo(LocalDate.ofEpochDay(days).atStartOfDay(ZoneOffset.UTC), text);
            out.append(text.toString());
        }
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, ZoneClock.MICROS_PER_SECOND),
                1000 * Math.floorMod(micros, ZoneClock.MICROS_PER_SECOND));
    }

    @Override
    public long parse(byte[] data, int start, int length) {
        if (pattern.equals(TIMESTAMP) && length == 19 || pattern.equals(DATE) && length == 10) {
            long local = parseCommon(data, start, length);
            if (local != Long.MIN_VALUE) {
                return clock.toUtc(local);
            }
        }
        TemporalAccessor parsed = formatter.parse(Utf8.string(data, start, length));
        ZoneId zone = parsed.query(TemporalQueries.zone());
        long local = local(parsed);
        return zone == null ? clock.toUtc(local) : new ZoneClock(zone).toUtc(local);
    }

    @Override
    public long parseLocal(byte[] data, int start, int length) {
        return local(formatter.parse(Utf8.string(data, start, length)));
    }

    @Override
    public long parseDate(byte[] data, int start, int length) {
        return dateOf(formatter.parse(Utf8.string(data, start, length))).toEpochDay();
    }

    private static long local(TemporalAccessor parsed) {
        return Math.addExact(
                Math.multiplyExact(dateOf(parsed).toEpochDay(), ZoneClock.MICROS_PER_DAY),
                timeOf(parsed).toNanoOfDay() / 1000);
    }

    /** The wall clock's microseconds, or the least long when the text is not plain. */
    private static long parseCommon(byte[] data, int start, int length) {
        for (int i = 0; i < length; i++) {
            byte b = data[start + i];
            boolean fits = switch (i) {
                case 4, 7 -> b == '-';
                case 10 -> b == ' ';
                case 13, 16 -> b == ':';
                default -> b >= '0' && b <= '9';
            };
            if (!fits) {
                return Long.MIN_VALUE;
            }
        }
        int year = two(data, start) * 100 + two(data, start + 2);
        int month = two(data, start + 5);
        int day = two(data, start + 8);
        int hour = length == 10 ? 0 : two(data, start + 11);
        int minute = length == 10 ? 0 : two(data, start + 14);
        int second = length == 10 ? 0 : two(data, start + 17);
        if (!CivilDate.exists(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return Long.MIN_VALUE;
        }
        long seconds = (hour * 60L + minute) * 60 + second;
        return CivilDate.toDays(year, month, day) * ZoneClock.MICROS_PER_DAY + seconds * ZoneClock.MICROS_PER_SECOND;
    }

    private static int two(byte[] data, int at) {
        return (data[at] - '0') * 10 + data[at + 1] - '0';
    }

    private static LocalDate dateOf(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date != null) {
            return date;
        }
        int year = field(parsed, ChronoField.YEAR, 1970);
        if (!parsed.isSupported(ChronoField.DAY_OF_YEAR)) {
            return LocalDate.of(
                    year, field(parsed, ChronoField.MONTH_OF_YEAR, 1), field(parsed, ChronoField.DAY_OF_MONTH, 1));
        }
        LocalDate ofYear = LocalDate.ofYearDay(year, parsed.get(ChronoField.DAY_OF_YEAR));
        agree(parsed, ChronoField.MONTH_OF_YEAR, "MonthOfYear", ofYear);
        agree(parsed, ChronoField.DAY_OF_MONTH, "DayOfMonth", ofYear);
        return ofYear;
    }

    private static void agree(TemporalAccessor parsed, ChronoField field, String name, LocalDate date) {
        int given = field(parsed, field, date.get(field));
        if (given != date.get(field)) {
            throw new DateTimeException("Conflict found: Field " + name + " " + given + " differs from " + name + " "
                    + date.get(field) + " derived from " + date + ".");
        }
    }

    private static LocalTime timeOf(TemporalAccessor parsed) {
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time != null) {
            return time;
        }
        int hour = 0;
        if (parsed.isSupported(ChronoField.HOUR_OF_DAY)) {
            hour = parsed.get(ChronoField.HOUR_OF_DAY);
        } else if (parsed.isSupported(ChronoField.HOUR_OF_AMPM)) {
            hour = parsed.get(ChronoField.HOUR_OF_AMPM) + 12 * field(parsed, ChronoField.AMPM_OF_DAY, 0);
        } else if (field(parsed, ChronoField.AMPM_OF_DAY, 0) == 1) {
            hour = 12;
        }
        return LocalTime.of(
                hour,
                field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                field(parsed, ChronoField.SECOND_OF_MINUTE, 0),
                field(parsed, ChronoField.NANO_OF_SECOND, 0));
    }

    private static int field(TemporalAccessor parsed, ChronoField field, int fallback) {
        return parsed.isSupported(field) ? parsed.get(field) : fallback;
    }
}
