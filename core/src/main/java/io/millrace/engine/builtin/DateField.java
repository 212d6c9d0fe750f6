package io.millrace.engine.builtin;

import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.ZoneClock;
import java.util.Locale;
import java.util.Optional;

/** A part of a date or of a time of day. */
enum DateField {
    YEAR,
    ISO_YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    /** 1 for Sunday to 7. */
    DAY_OF_WEEK,
    /** 1 for Monday to 7. */
    ISO_DAY_OF_WEEK,
    /** 0 for Monday to 6. */
    WEEKDAY,
    DAY_OF_YEAR,
    HOUR,
    MINUTE,
    SECOND;

    /** The field of a name in {@code extract} and {@code date_part}. */
    static Optional<DateField> named(String name) {
        return Optional.ofNullable(
                switch (name.toUpperCase(Locale.ROOT)) {
                    case "YEAR", "Y", "YEARS", "YR", "YRS" -> YEAR;
                    case "YEAROFWEEK" -> ISO_YEAR;
                    case "QUARTER", "QTR" -> QUARTER;
                    case "MONTH", "MON", "MONS", "MONTHS" -> MONTH;
                    case "WEEK", "W", "WEEKS" -> WEEK;
                    case "DAY", "D", "DAYS" -> DAY;
                    case "DAYOFWEEK", "DOW" -> DAY_OF_WEEK;
                    case "DAYOFWEEK_ISO", "DOW_ISO" -> ISO_DAY_OF_WEEK;
                    case "DOY" -> DAY_OF_YEAR;
                    case "HOUR", "H", "HOURS", "HR", "HRS" -> HOUR;
                    case "MINUTE", "M", "MIN", "MINS", "MINUTES" -> MINUTE;
                    case "SECOND", "S", "SEC", "SECONDS", "SECS" -> SECOND;
                    default -> null;
                });
    }

    boolean ofTime() {
        return this == HOUR || this == MINUTE || this == SECOND;
    }

    /** The field of a day since 1970-01-01. */
    int ofDays(int days) {
        long civil = CivilDate.of(days);
        return switch (this) {
            case YEAR -> CivilDate.year(civil);
            case ISO_YEAR -> CivilDate.year(CivilDate.of(thursday(days)));
            case QUARTER -> (CivilDate.month(civil) + 2) / 3;
            case MONTH -> CivilDate.month(civil);
            case WEEK -> (DAY_OF_YEAR.ofDays(thursday(days)) + 6) / 7;
            case DAY -> CivilDate.day(civil);
            case DAY_OF_WEEK -> Math.floorMod(days + 4L, 7) + 1;
            case ISO_DAY_OF_WEEK -> weekday(days) + 1;
            case WEEKDAY -> weekday(days);
            case DAY_OF_YEAR -> days - (int) CivilDate.toDays(CivilDate.year(civil), 1, 1) + 1;
            case HOUR, MINUTE, SECOND -> 0;
        };
    }

    /** The field of a time of day in seconds. */
    int ofSeconds(int secondOfDay) {
        return switch (this) {
            case HOUR -> secondOfDay / 3600;
            case MINUTE -> secondOfDay / 60 % 60;
            case SECOND -> secondOfDay % 60;
            default -> throw new IllegalStateException(name());
        };
    }

    /** The field of a wall clock in microseconds. */
    int ofLocal(long localMicros) {
        return ofTime()
                ? ofSeconds((int) (Math.floorMod(localMicros, ZoneClock.MICROS_PER_DAY) / ZoneClock.MICROS_PER_SECOND))
                : ofDays((int) Math.floorDiv(localMicros, ZoneClock.MICROS_PER_DAY));
    }

    static int weekday(int days) {
        return Math.floorMod(days + 3L, 7);
    }

    /** The Thursday of a day's ISO week, which decides the week's year. */
    private static int thursday(int days) {
        return days - weekday(days) + 3;
    }
}
