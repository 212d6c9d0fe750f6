package io.millrace.engine.expression.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calendar and the clocks of zones agree with Java's. */
class CalendarTest {
    private static final long SECOND = 1_000_000L;

    private static void checkDay(LocalDate date) {
        int days = (int) date.toEpochDay();
        long civil = CivilDate.of(days);
        assertThat(CivilDate.year(civil)).isEqualTo(date.getYear());
        assertThat(CivilDate.month(civil)).isEqualTo(date.getMonthValue());
        assertThat(CivilDate.day(civil)).isEqualTo(date.getDayOfMonth());
        assertThat(CivilDate.toDays(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
                .isEqualTo(days);
        for (int months : new int[] {-13, -1, 0, 1, 11, 12}) {
            assertThat(CivilDate.plusMonths(days, months))
                    .isEqualTo(date.plusMonths(months).toEpochDay());
        }
    }

    @Test
    void daysAreThoseOfJava() {
        for (int year :
                new int[] {-400, -5, -1, 0, 1, 1600, 1899, 1900, 1969, 1970, 1972, 1999, 2000, 2001, 2004, 2100}) {
            IntStream.rangeClosed(1, YearMonth.of(year, 2).isLeapYear() ? 366 : 365)
                    .forEach(day -> checkDay(LocalDate.ofYearDay(year, day)));
        }
        for (long day = -200_000_000; day < 200_000_000; day += 1_234_567) {
            checkDay(LocalDate.ofEpochDay(day));
        }
        // the eras of 400 years begin with March 1st
        for (int era = -3; era <= 6; era++) {
            LocalDate first = LocalDate.of(era * 400, 3, 1);
            checkDay(first);
            checkDay(first.minusDays(1));
        }
    }

    @Test
    void monthsHaveTheirLengths() {
        for (int year : new int[] {-4, -1, 0, 1900, 2000, 2023, 2024}) {
            for (int month = 1; month <= 12; month++) {
                int length = YearMonth.of(year, month).lengthOfMonth();
                assertThat(CivilDate.lengthOfMonth(year, month)).isEqualTo(length);
                assertThat(CivilDate.exists(year, month, length)).isTrue();
                assertThat(CivilDate.exists(year, month, length + 1)).isFalse();
                assertThat(CivilDate.exists(year, month, 1)).isTrue();
                assertThat(CivilDate.exists(year, month, 0)).isFalse();
            }
            assertThat(CivilDate.exists(year, 0, 1)).isFalse();
            assertThat(CivilDate.exists(year, 13, 1)).isFalse();
        }
    }

    private static void checkMoment(ZoneClock used, ZoneId zone, long epochSecond) {
        long offset =
                zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
        long micros = epochSecond * SECOND + 123_456;
        for (ZoneClock clock : new ZoneClock[] {used, new ZoneClock(zone)}) {
            assertThat(clock.offsetSeconds(epochSecond)).isEqualTo(offset);
            assertThat(clock.toLocal(micros)).isEqualTo(micros + offset * SECOND);
            assertThat(clock.toDays(micros)).isEqualTo((int) Math.floorDiv(epochSecond + offset, 86_400L));
            long local = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC)
                    .atZone(zone)
                    .toEpochSecond();
            assertThat(clock.toUtc(micros)).isEqualTo(local * SECOND + 123_456);
            // now the clock remembers this stretch
            assertThat(clock.toUtc(micros)).isEqualTo(local * SECOND + 123_456);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Pacific/Apia",
                "Europe/Paris",
                "UTC",
                "+05:30",
                "Africa/Casablanca"
            })
    void clocksAreThoseOfJava(String name) {
        ZoneId zone = ZoneId.of(name);
        ZoneClock used = new ZoneClock(zone);
        assertThat(used.zone()).isEqualTo(zone);
        checkMoment(used, zone, -70_000_000_000L);
        checkMoment(used, zone, 70_000_000_000L);
        Instant moment = Instant.parse("2010-01-01T00:00:00Z");
        for (int i = 0; i < 5; i++) {
            ZoneOffsetTransition transition = zone.getRules().nextTransition(moment);
            long around = transition == null ? moment.getEpochSecond() : transition.toEpochSecond();
            for (long second = around - 130_000; second <= around + 130_000; second += 1_800) {
                checkMoment(used, zone, second);
            }
            for (long second :
                    new long[] {around - 86_401, around - 86_400, around - 1, around, around + 1, around + 86_400}) {
                checkMoment(used, zone, second);
            }
            moment = Instant.ofEpochSecond(around + 1);
        }
        // beyond the last change of which the rules know, and before the first
        checkMoment(used, zone, 5_000_000_000L);
        checkMoment(used, zone, 1_000_000_000L);
        checkMoment(used, zone, -5_000_000_000L);
    }

    @Test
    void daysBeginWhereTheClockShowsMidnightFirst() {
        ZoneClock clock = new ZoneClock(ZoneId.of("America/Sao_Paulo"));
        // 2018-11-04 began at 01:00 there
        long day = LocalDate.of(2018, 11, 4).toEpochDay();
        assertThat(clock.startOfDay((int) day))
                .isEqualTo(Instant.parse("2018-11-04T03:00:00Z").toEpochMilli() * 1000);
        assertThat(clock.startOfDay((int) day - 1))
                .isEqualTo(Instant.parse("2018-11-03T03:00:00Z").toEpochMilli() * 1000);
        assertThat(clock.startOfDay((int) day + 1))
                .isEqualTo(Instant.parse("2018-11-05T02:00:00Z").toEpochMilli() * 1000);
        assertThatThrownBy(() -> new ZoneClock(ZoneOffset.ofHours(1)).toUtc(Long.MIN_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, UTC",
        "PST, America/Los_Angeles",
        "+1:30, +01:30",
        "-8:5, -08:05",
        "+08:5, +08:05",
        "UTC+1, UTC+01:00",
        "+18:00, +18:00",
        "Europe/Paris, Europe/Paris",
        "Z, Z",
        "GMT-3:30, GMT-03:30"
    })
    void zonesByTheirIds(String id, String zone) {
        assertThat(TimestampText.zoneOf(id)).isEqualTo(ZoneId.of(zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nowhere/City", "+19:00", "", "+1:5:6:7"})
    void thereAreNoSuchZones(String id) {
        assertThatThrownBy(() -> TimestampText.zoneOf(id)).isInstanceOf(DateTimeException.class);
    }
}
