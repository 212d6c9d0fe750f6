package io.millrace.engine.expression.text;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Timestamps as text: {@code 2024-02-29 12:30:45.123}.
 *
 * <p>Read are a date as {@link DateText} reads it (with at most six digits of the year), then after a blank or a T
 * {@code [h]h[:[m]m[:[s]s[.fraction]]]} and a zone ({@code Z}, {@code +1:30}, {@code UTC+1}, {@code Europe/Paris} …); or
 * a time alone, which means today. Digits after the sixth of a fraction are cut off. An object reads for one thread,
 * for one zone, and keeps what it found for the caller.
 */
public final class TimestampText {
    private static final Pattern ONE_DIGIT_HOUR = Pattern.compile("([+-])(\\d):");
    private static final Pattern ONE_DIGIT_MINUTE = Pattern.compile("([+-])(\\d\\d):(\\d)$");
    private static final int YEAR = 0;
    private static final int DAY = 2;
    private static final int HOUR = 3;
    private static final int MINUTE = 4;
    private static final int SECOND = 5;
    private static final int FRACTION = 6;
    private static final int END = 7;

    private final ZoneClock clock;
    private final int[] parts = new int[END + 1];
    private ZoneClock otherClock;
    private byte[] otherZone = new byte[0];
    private int zoneStart;
    private int zoneEnd;
    private boolean timeOnly;
    private boolean parsed;

    /** @param zone the zone of text that names none */
    public TimestampText(ZoneId zone) {
        this.clock = new ZoneClock(zone);
    }

    /** Whether the last call could read its text. */
    public boolean parsed() {
        return parsed;
    }

    /**
     * The moment, in microseconds.
     *
     * @param now the moment that says what today is
     */
    public long parse(byte[] data, int start, int length, long now) {
        parsed = scan(data, start, length);
        if (!parsed) {
            return 0;
        }
        try {
            ZoneClock zone = zoneStart == zoneEnd ? clock : zone(data);
            long days = timeOnly ? zone.toDays(now) : CivilDate.toDays(parts[0], parts[1], parts[2]);
            return zone.toUtc(Math.addExact(Math.multiplyExact(days, ZoneClock.MICROS_PER_DAY), timeOfDay()));
        } catch (DateTimeException | ArithmeticException outOfRange) {
            parsed = false;
            return 0;
        }
    }

    /** What the wall clock shows, in microseconds; a zone is read and ignored if allowed. */
    public long parseLocal(byte[] data, int start, int length, boolean allowZone) {
        parsed = scan(data, start, length) && !timeOnly && (allowZone || zoneStart == zoneEnd);
        if (!parsed) {
            return 0;
        }
        try {
            if (zoneStart != zoneEnd) {
                zone(data);
            }
            long days = CivilDate.toDays(parts[0], parts[1], parts[2]);
            return Math.addExact(Math.multiplyExact(days, ZoneClock.MICROS_PER_DAY), timeOfDay());
        } catch (DateTimeException | ArithmeticException outOfRange) {
            parsed = false;
            return 0;
        }
    }

    /** A time of day without a date or a zone, in microseconds since midnight. */
    public long parseTime(byte[] data, int start, int length) {
        parsed = scan(data, start, length) && timeOnly && zoneStart == zoneEnd;
        return parsed ? timeOfDay() : 0;
    }

    private long timeOfDay() {
        return ((parts[HOUR] * 60L + parts[MINUTE]) * 60 + parts[SECOND]) * ZoneClock.MICROS_PER_SECOND
                + parts[FRACTION];
    }

    /** Rows tend to name the same zone: it is looked up when it changes. */
    private ZoneClock zone(byte[] data) {
        if (otherClock == null || !Arrays.equals(data, zoneStart, zoneEnd, otherZone, 0, otherZone.length)) {
            byte[] text = Arrays.copyOfRange(data, zoneStart, zoneEnd);
            otherClock = new ZoneClock(zoneOf(new String(text, StandardCharsets.UTF_8).trim()));
            otherZone = text;
        }
        return otherClock;
    }

    /**
     * A zone by its id: a region, a short id, or an offset whose parts may have one digit.
     *
     * @throws DateTimeException if there is no such zone
     */
    public static ZoneId zoneOf(String id) {
        String padded = ONE_DIGIT_HOUR.matcher(id).replaceFirst("$10$2:");
        padded = ONE_DIGIT_MINUTE.matcher(padded).replaceFirst("$1$2:0$3");
        return ZoneId.of(padded, ZoneId.SHORT_IDS);
    }

    private boolean scan(byte[] data, int start, int length) {
        int at = NumberText.trimmedStart(data, start, start + length);
        int end = NumberText.trimmedEnd(data, at, start + length);
        reset();
        if (at == end) {
            return false;
        }
        boolean signed = data[at] == '-' || data[at] == '+';
        boolean negative = data[at] == '-';
        if (signed) {
            at++;
        }
        int part = YEAR;
        if (!signed && data[at] == 'T') {
            timeOnly = true;
            part = HOUR;
            at++;
        }
        int value = 0;
        int digits = 0;
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit >= 0 && digit <= 9) {
                if (part != FRACTION || digits < 6) {
                    value = value * 10 + digit;
                }
                if (++digits > 6 && part != FRACTION) {
                    return false;
                }
                continue;
            }
            int next = next(part, data[at], signed);
            int ended = part == YEAR && next == MINUTE ? HOUR : part;
            if (next < 0 || !isValid(ended, digits)) {
                return false;
            }
            parts[ended] = ended == FRACTION ? micros(value, digits) : value;
            value = 0;
            digits = 0;
            part = next;
            if (next == END) {
                zoneStart = at;
                zoneEnd = end;
                break;
            }
        }
        if (part != END) {
            if (!isValid(part, digits)) {
                return false;
            }
            parts[part] = part == FRACTION ? micros(value, digits) : value;
        }
        parts[YEAR] = negative ? -parts[YEAR] : parts[YEAR];
        return inRange();
    }

    private void reset() {
        Arrays.fill(parts, 0);
        parts[0] = 1;
        parts[1] = 1;
        parts[2] = 1;
        timeOnly = false;
        zoneStart = 0;
        zoneEnd = 0;
    }

    /** The part that begins after a character, or -1 where it cannot stand. */
    private int next(int part, byte character, boolean signed) {
        if (part == YEAR && character == ':' && !signed) {
            timeOnly = true;
            return MINUTE;
        }
        if (part < DAY) {
            return character == '-' ? part + 1 : -1;
        }
        if (part == DAY) {
            return character == ' ' || character == 'T' ? HOUR : -1;
        }
        if (part < SECOND) {
            return character == ':' ? part + 1 : -1;
        }
        return part == SECOND && character == '.' ? FRACTION : END;
    }

    private static boolean isValid(int part, int digits) {
        return switch (part) {
            case YEAR -> digits >= 4 && digits <= 6;
            case FRACTION -> true;
            default -> digits >= 1 && digits <= 2;
        };
    }

    private static int micros(int value, int digits) {
        int micros = value;
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        return micros;
    }

    private boolean inRange() {
        return parts[HOUR] < 24
                && parts[MINUTE] < 60
                && parts[SECOND] < 60
                && CivilDate.exists(parts[0], parts[1], parts[2]);
    }

    /** {@code yyyy-MM-dd HH:mm:ss} in a zone, and the fraction without zeros at its end. */
    public static String format(long micros, ZoneId zone) {
        BytesWriter out = new BytesWriter(32);
        writeLocal(new ZoneClock(zone).toLocal(micros), out);
        return out.toString();
    }

    /** Writes a moment as the wall clock of a zone shows it. */
    public static void write(long micros, ZoneClock clock, BytesWriter out) {
        writeLocal(clock.toLocal(micros), out);
    }

    /** Writes what a wall clock shows. */
    public static void writeLocal(long localMicros, BytesWriter out) {
        DateText.write((int) Math.floorDiv(localMicros, ZoneClock.MICROS_PER_DAY), out);
        out.append(' ');
        TimeText.write(Math.floorMod(localMicros, ZoneClock.MICROS_PER_DAY) * 1000, out);
    }
}
