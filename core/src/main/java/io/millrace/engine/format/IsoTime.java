package io.millrace.engine.format;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Reads the usual form of a timestamp, {@code 2020-01-02T03:04:05.678Z} and its relatives, straight from bytes.
 *
 * <p>It answers only where the meaning is beyond doubt and otherwise says so; a complete reader then takes over. Used by
 * one thread at a time.
 */
public final class IsoTime {
    /** The text is of another form. */
    public static final int UNUSUAL = -1;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int[] MICROS_OF_DIGITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};
    /** The length of {@code yyyy-MM-ddTHH:mm:ss}. */
    private static final int SECONDS_LENGTH = 19;

    private static final int DATE_LENGTH = 10;

    private final ZoneRules rules;
    private long cachedDay = Long.MIN_VALUE;
    private long cachedOffsetSeconds;
    private boolean cachedUsable;
    private long value;

    /** @param zone the zone of texts that name none */
    public IsoTime(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** What the last successful call read: microseconds, or days. */
    public long value() {
        return value;
    }

    /**
     * Reads a timestamp with or without zone. The array must have {@link #SECONDS_LENGTH} and more bytes to spare or end
     * after {@code limit}.
     *
     * @param local true to refuse a zone and to give local microseconds
     * @return where the text goes on, or {@link #UNUSUAL}
     */
    public int timestamp(byte[] bytes, int at, int limit, boolean local) {
        int rest = at + SECONDS_LENGTH;
        if (rest > limit) {
            return UNUSUAL;
        }
        int separators = (bytes[at + 13] ^ ':') | (bytes[at + 16] ^ ':');
        byte middle = bytes[at + 10];
        if (separators != 0 || (middle != 'T' && middle != ' ')) {
            return UNUSUAL;
        }
        int hour = twoDigits(bytes, at + 11);
        int minute = twoDigits(bytes, at + 14);
        int second = twoDigits(bytes, at + 17);
        if (date(bytes, at, limit) < 0 || ((hour | minute | second) < 0) || hour > 23 || minute > 59 || second > 59) {
            return UNUSUAL;
        }
        long day = value;
        int micros = 0;
        if (rest < limit && bytes[rest] == '.') {
            int digits = 0;
            rest++;
            while (rest < limit && digits < 6 && isDigit(bytes[rest])) {
                micros = micros * 10 + bytes[rest++] - '0';
                digits++;
            }
            if (digits == 0 || (rest < limit && isDigit(bytes[rest]))) {
                return UNUSUAL;
            }
            micros *= MICROS_OF_DIGITS[digits];
        }
        int secondOfDay = (hour * 60 + minute) * 60 + second;
        return zone(bytes, rest, limit, local, day, day * SECONDS_PER_DAY + secondOfDay, micros);
    }

    private int zone(byte[] bytes, int at, int limit, boolean local, long day, long seconds, int micros) {
        int rest = at;
        long offset;
        byte next = at < limit ? bytes[at] : 0;
        if (next == 'Z') {
            offset = 0;
            rest++;
        } else if (next == '+' || next == '-') {
            if (at + 6 > limit || bytes[at + 3] != ':') {
                return UNUSUAL;
            }
            int hours = twoDigits(bytes, at + 1);
            int minutes = twoDigits(bytes, at + 4);
            if ((hours | minutes) < 0 || hours > 17 || minutes > 59) {
                return UNUSUAL;
            }
            offset = (next == '-' ? -60L : 60L) * (hours * 60 + minutes);
            rest += 6;
        } else if (local) {
            value = seconds * MICROS_PER_SECOND + micros;
            return rest;
        } else {
            if (!offsetOfDay(day)) {
                return UNUSUAL;
            }
            offset = cachedOffsetSeconds;
        }
        if (local) {
            return UNUSUAL;
        }
        value = (seconds - offset) * MICROS_PER_SECOND + micros;
        return rest;
    }

    /** Finds the one offset of a local day; false when it changes around that day. */
    private boolean offsetOfDay(long day) {
        if (day != cachedDay) {
            cachedDay = day;
            LocalDateTime start = LocalDateTime.of(LocalDate.ofEpochDay(day), LocalTime.MIDNIGHT);
            ZoneOffset before = rules.getOffset(start.minusDays(1));
            cachedUsable = before.equals(rules.getOffset(start)) && before.equals(rules.getOffset(start.plusDays(2)));
            cachedOffsetSeconds = before.getTotalSeconds();
        }
        return cachedUsable;
    }

    /** Reads {@code yyyy-MM-dd}; returns where the text goes on, or {@link #UNUSUAL}. */
    public int date(byte[] bytes, int at, int limit) {
        if (at + DATE_LENGTH > limit || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
            return UNUSUAL;
        }
        int century = twoDigits(bytes, at);
        int yearOfCentury = twoDigits(bytes, at + 2);
        int month = twoDigits(bytes, at + 5);
        int day = twoDigits(bytes, at + 8);
        if ((century | yearOfCentury | month | day) < 0 || month < 1 || month > 12 || day < 1) {
            return UNUSUAL;
        }
        int year = century * 100 + yearOfCentury;
        if (year < 1 || (day > 28 && day > daysOfMonth(year, month))) {
            return UNUSUAL;
        }
        value = epochDay(year, month, day);
        return at + DATE_LENGTH;
    }

    private static int daysOfMonth(int year, int month) {
        if (month == 2) {
            return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return 30 + ((month + (month >> 3)) & 1);
    }

    /** Days since 1970-01-01, counted from March so that the leap day is the last of a year. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int marchMonth = month <= 2 ? month + 9 : month - 3;
        int leapDays = (marchYear >> 2) - marchYear / 100 + marchYear / 400;
        return 365L * marchYear + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - 719_468;
    }

    /** A number of two digits, or a negative one when they are none. */
    private static int twoDigits(byte[] bytes, int at) {
        int high = bytes[at] - '0';
        int low = bytes[at + 1] - '0';
        int wrong = high | low | (9 - high) | (9 - low);
        return high * 10 + low | wrong >> 31;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
