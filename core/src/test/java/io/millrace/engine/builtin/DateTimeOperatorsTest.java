package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.Calls.ANSI;
import static io.millrace.engine.builtin.Calls.ansi;
import static io.millrace.engine.builtin.Calls.call;
import static io.millrace.engine.builtin.Calls.constant;
import static io.millrace.engine.builtin.Calls.legacy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.Expression;
import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators on dates, timestamps and intervals: what they mean, their types, and the wall clock of Los Angeles. */
class DateTimeOperatorsTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;
    private static final DataType DATE = DataTypes.DateType;
    private static final DataType TIMESTAMP = DataTypes.TimestampType;
    private static final DataType LOCAL = DataTypes.TimestampNTZType;

    private static Expression typed(Object value, String ddl) {
        return constant(value, DataType.fromDDL(ddl));
    }

    private static int days(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static Expression date(String date) {
        return constant(days(date), DATE);
    }

    private static long micros(String instant) {
        Instant moment = Instant.parse(instant);
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
    }

    private static Expression time(String instant) {
        return constant(micros(instant), TIMESTAMP);
    }

    private static Expression local(String instant) {
        return constant(micros(instant), LOCAL);
    }

    private static Expression calendar(int months, int days, long micros) {
        return constant(new CalendarInterval(months, days, micros), DataTypes.CalendarIntervalType);
    }

    private static void check(String symbol, Object left, Object right, String type, Object value) {
        assertThat(call(ANSI, symbol, left, right).type()).isEqualTo(DataType.fromDDL(type));
        assertThat(ansi(symbol, left, right)).isEqualTo(value);
    }

    private static void fails(String condition, String symbol, Object left, Object right) {
        assertThatThrownBy(() -> ansi(symbol, left, right))
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).startsWith(condition));
    }

    @Test
    void datesAndDays() {
        Expression day = date("2024-02-28");
        check("+", day, 2, "DATE", days("2024-03-01"));
        check("+", 2, day, "DATE", days("2024-03-01"));
        check("+", day, (short) 2, "DATE", days("2024-03-01"));
        check("+", (byte) -28, day, "DATE", days("2024-01-31"));
        check("-", day, (byte) 28, "DATE", days("2024-01-31"));
        check("+", day, null, "TIMESTAMP", null);
        check("+", null, day, "TIMESTAMP", null);
        check("-", day, null, "INTERVAL DAY", null);
        fails("DATATYPE_MISMATCH", "+", day, 1L);
        fails("DATATYPE_MISMATCH", "+", day, 1.0);
        fails("DATATYPE_MISMATCH", "+", day, true);
        fails("DATATYPE_MISMATCH", "-", 2, day);
        fails("DATATYPE_MISMATCH", "*", day, 2);
        fails("DATATYPE_MISMATCH", "+", day, day);
    }

    @Test
    void differences() {
        check("-", date("2024-03-01"), date("2024-02-28"), "INTERVAL DAY", 2 * DAY);
        check("-", date("2024-02-28"), date("2024-03-01"), "INTERVAL DAY", -2 * DAY);
        check("-", "2024-03-01", date("2024-02-28"), "INTERVAL DAY", 2 * DAY);
        check("-", null, date("2024-02-28"), "INTERVAL DAY", null);
        check("-", time("2024-03-01T01:00:00Z"), time("2024-03-01T00:30:00Z"), "INTERVAL DAY TO SECOND", HOUR / 2);
        check("-", local("2024-03-01T01:00:00Z"), local("2024-03-01T00:30:00Z"), "INTERVAL DAY TO SECOND", HOUR / 2);
        // the wall clock shows a day where 23 hours have gone by
        check("-", time("2024-03-11T07:00:00Z"), time("2024-03-10T08:00:00Z"), "INTERVAL DAY TO SECOND", DAY);
        check("-", time("2024-03-01T10:00:00Z"), date("2024-03-01"), "INTERVAL DAY TO SECOND", 2 * HOUR);
        check("-", date("2024-03-01"), time("2024-03-01T10:00:00Z"), "INTERVAL DAY TO SECOND", -2 * HOUR);
        check("-", time("2024-03-01T10:00:00Z"), local("2024-03-01T00:00:00Z"), "INTERVAL DAY TO SECOND", 2 * HOUR);
        check("-", local("2024-03-01T00:00:00Z"), date("2024-03-01"), "INTERVAL DAY TO SECOND", 0L);
        // compared as wall clocks: there is no such moment in Los Angeles
        check("-", time("2024-03-10T10:00:00Z"), local("2024-03-10T02:30:00Z"), "INTERVAL DAY TO SECOND", HOUR / 2);
        check("-", local("2024-03-10T02:30:00Z"), time("2024-03-10T10:00:00Z"), "INTERVAL DAY TO SECOND", -HOUR / 2);
        check("-", time("2024-03-01T10:00:00Z"), "2024-03-01", "INTERVAL DAY TO SECOND", 2 * HOUR);
        check("-", "2024-03-01 03:00:00", local("2024-03-01T02:00:00Z"), "INTERVAL DAY TO SECOND", HOUR);
        check("-", time("2024-03-01T10:00:00Z"), null, "INTERVAL DAY TO SECOND", null);
        check("-", null, time("2024-03-01T10:00:00Z"), "INTERVAL DAY TO SECOND", null);
        fails("DATATYPE_MISMATCH", "-", time("2024-03-01T10:00:00Z"), 5);
        fails("DATATYPE_MISMATCH", "-", 5, time("2024-03-01T10:00:00Z"));
        fails("DATATYPE_MISMATCH", "+", time("2024-03-01T10:00:00Z"), time("2024-03-01T10:00:00Z"));
        fails("DATATYPE_MISMATCH", "+", date("2024-03-01"), time("2024-03-01T10:00:00Z"));
        fails("DATETIME_OVERFLOW", "-", constant(Long.MAX_VALUE, TIMESTAMP), constant(-DAY, TIMESTAMP));
    }

    @Test
    void datesAndIntervals() {
        Expression day = date("2024-01-31");
        check("+", day, typed(DAY, "INTERVAL DAY"), "DATE", days("2024-02-01"));
        check("-", day, typed(DAY, "INTERVAL DAY"), "DATE", days("2024-01-30"));
        check("+", day, typed(1, "INTERVAL MONTH"), "DATE", days("2024-02-29"));
        check("+", typed(1, "INTERVAL MONTH"), day, "DATE", days("2024-02-29"));
        check("-", day, typed(2, "INTERVAL MONTH"), "DATE", days("2023-11-30"));
        check("+", day, typed(13, "INTERVAL YEAR TO MONTH"), "DATE", days("2025-02-28"));
        check("+", day, typed(HOUR, "INTERVAL HOUR"), "TIMESTAMP", micros("2024-01-31T09:00:00Z"));
        check("-", day, typed(HOUR, "INTERVAL HOUR"), "TIMESTAMP", micros("2024-01-31T07:00:00Z"));
        check("+", day, calendar(1, 1, 0), "DATE", days("2024-03-01"));
        check("-", day, calendar(1, 1, 0), "DATE", days("2023-12-30"));
        fails("INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION", "+", day, calendar(0, 0, 1));
        assertThat(legacy("+", day, calendar(1, 1, 25 * HOUR))).isEqualTo(days("2024-03-02"));
        assertThat(legacy("-", day, calendar(0, 0, HOUR))).isEqualTo(days("2024-01-30"));
        assertThat(legacy("+", day, calendar(0, 0, HOUR))).isEqualTo(days("2024-01-31"));
        fails("ARITHMETIC_OVERFLOW", "+", constant(Integer.MAX_VALUE, DATE), typed(1, "INTERVAL MONTH"));
        assertThat(ansi("try_add", constant(Integer.MAX_VALUE, DATE), typed(1, "INTERVAL MONTH")))
                .isNull();
        assertThat(ansi("try_subtract", day, typed(1, "INTERVAL MONTH"))).isEqualTo(days("2023-12-31"));
        fails("ARITHMETIC_OVERFLOW", "+", constant(Integer.MAX_VALUE, DATE), calendar(0, 1, 0));
        fails("DATATYPE_MISMATCH", "-", typed(1, "INTERVAL MONTH"), day);
    }

    @ParameterizedTest
    @CsvSource({
        // 2024-03-10 has no 02:30 in Los Angeles; 2024-11-03 has 01:30 twice
        "2024-03-09T10:30:00Z, 0, 1, 0, 2024-03-10T10:30:00Z",
        "2024-03-09T10:30:00Z, 0, 0, 24, 2024-03-10T10:30:00Z",
        "2024-03-09T20:00:00Z, 0, 1, 0, 2024-03-10T19:00:00Z",
        "2024-02-10T10:30:00Z, 1, 0, 0, 2024-03-10T10:30:00Z",
        "2024-01-31T20:00:00Z, 1, 0, 0, 2024-02-29T20:00:00Z",
        "2024-01-31T20:00:00Z, 1, 1, 1, 2024-03-01T21:00:00Z",
        "2024-11-02T08:30:00Z, 0, 1, 0, 2024-11-03T08:30:00Z",
        "2024-11-03T09:30:00Z, 0, 0, 1, 2024-11-03T10:30:00Z",
        "2024-11-03T09:30:00Z, 0, 0, 0, 2024-11-03T09:30:00Z"
    })
    void intervalsOnTheWallClock(String from, int months, int days, long hours, String to) {
        Expression start = time(from);
        check("+", start, calendar(months, days, hours * HOUR), "TIMESTAMP", micros(to));
        if (months == 0) {
            long whole = days * DAY + hours * HOUR;
            long moved = hours == 24 ? micros("2024-03-10T10:30:00Z") : micros(to);
            check("+", start, typed(whole, "INTERVAL DAY TO SECOND"), "TIMESTAMP", moved);
            check("+", typed(whole, "INTERVAL DAY TO SECOND"), start, "TIMESTAMP", moved);
        } else if (days == 0 && hours == 0) {
            check("+", start, typed(months, "INTERVAL MONTH"), "TIMESTAMP", micros(to));
        }
    }

    @Test
    void intervalsTakenAway() {
        check(
                "-",
                time("2024-03-10T19:00:00Z"),
                typed(DAY, "INTERVAL DAY"),
                "TIMESTAMP",
                micros("2024-03-09T20:00:00Z"));
        check(
                "-",
                local("2024-03-31T19:00:00Z"),
                typed(1, "INTERVAL MONTH"),
                "TIMESTAMP_NTZ",
                micros("2024-02-29T19:00:00Z"));
        check(
                "-",
                local("2024-03-31T19:00:00Z"),
                calendar(1, 1, HOUR),
                "TIMESTAMP_NTZ",
                micros("2024-02-28T18:00:00Z"));
        check(
                "-",
                local("2024-03-10T19:00:00Z"),
                typed(25 * HOUR, "INTERVAL DAY TO HOUR"),
                "TIMESTAMP_NTZ",
                micros("2024-03-09T18:00:00Z"));
        assertThat(ansi("try_subtract", constant(Long.MIN_VALUE, LOCAL), typed(HOUR, "INTERVAL HOUR")))
                .isNull();
        fails("DATETIME_OVERFLOW", "-", constant(Long.MIN_VALUE, LOCAL), typed(HOUR, "INTERVAL HOUR"));
        fails("DATETIME_OVERFLOW", "-", constant(Long.MIN_VALUE, LOCAL), calendar(0, 0, HOUR));
        fails("DATATYPE_MISMATCH", "-", typed(DAY, "INTERVAL DAY"), time("2024-03-10T19:00:00Z"));
    }

    @Test
    void textBesideIntervalsIsATimestamp() {
        check("+", "2024-01-31 10:00:00", typed(HOUR, "INTERVAL HOUR"), "STRING", "2024-01-31 11:00:00");
        fails("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", "+", "2024-01-31", typed(1, "INTERVAL MONTH"));
        fails("DATATYPE_MISMATCH", "+", true, typed(HOUR, "INTERVAL HOUR"));
        fails("DATATYPE_MISMATCH", "+", 5, typed(HOUR, "INTERVAL HOUR"));
    }

    @Test
    void sumsOfIntervals() {
        check("+", typed(DAY, "INTERVAL DAY"), typed(HOUR, "INTERVAL HOUR"), "INTERVAL DAY TO HOUR", DAY + HOUR);
        check("-", typed(DAY, "INTERVAL DAY"), typed(HOUR, "INTERVAL HOUR"), "INTERVAL DAY TO HOUR", DAY - HOUR);
        check("+", typed(12, "INTERVAL YEAR"), typed(1, "INTERVAL MONTH"), "INTERVAL YEAR TO MONTH", 13);
        check("-", typed(12, "INTERVAL YEAR"), typed(1, "INTERVAL MONTH"), "INTERVAL YEAR TO MONTH", 11);
        check("-", typed(12, "INTERVAL YEAR"), typed(5, "INTERVAL MONTH"), "INTERVAL YEAR TO MONTH", 7);
        check("+", calendar(1, 2, 3), calendar(4, 5, 6), "INTERVAL", new CalendarInterval(5, 7, 9));
        check("-", calendar(1, 2, 3), calendar(4, 7, 9), "INTERVAL", new CalendarInterval(-3, -5, -6));
        check("+", null, typed(DAY, "INTERVAL DAY"), "INTERVAL DAY", null);
        check("+", typed(DAY, "INTERVAL DAY"), null, "INTERVAL DAY", null);
        Expression largest = typed(Long.MAX_VALUE, "INTERVAL DAY TO SECOND");
        Expression smallest = typed(Long.MIN_VALUE, "INTERVAL DAY TO SECOND");
        Expression one = typed(1L, "INTERVAL DAY TO SECOND");
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "+", largest, one);
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "-", smallest, one);
        check("-", smallest, smallest, "INTERVAL DAY TO SECOND", 0L);
        assertThat(ansi("try_add", largest, one)).isNull();
        assertThat(ansi("try_subtract", smallest, one)).isNull();
        fails(
                "INTERVAL_ARITHMETIC_OVERFLOW",
                "+",
                typed(Integer.MAX_VALUE, "INTERVAL MONTH"),
                typed(1, "INTERVAL MONTH"));
        fails(
                "INTERVAL_ARITHMETIC_OVERFLOW",
                "-",
                typed(Integer.MIN_VALUE, "INTERVAL MONTH"),
                typed(1, "INTERVAL MONTH"));
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "+", calendar(Integer.MAX_VALUE, 0, 0), calendar(1, 0, 0));
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "+", calendar(0, Integer.MAX_VALUE, 0), calendar(0, 1, 0));
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "-", calendar(0, 0, Long.MIN_VALUE), calendar(0, 0, 1));
        fails("DATATYPE_MISMATCH", "+", typed(DAY, "INTERVAL DAY"), typed(1, "INTERVAL MONTH"));
    }

    @Test
    void multiplesOfIntervals() {
        Expression day = typed(DAY, "INTERVAL DAY");
        Expression months = typed(13, "INTERVAL YEAR TO MONTH");
        check("*", day, 2, "INTERVAL DAY TO SECOND", 2 * DAY);
        check("*", -2L, day, "INTERVAL DAY TO SECOND", -2 * DAY);
        check("*", day, 1.5, "INTERVAL DAY TO SECOND", 36 * HOUR);
        check("*", day, 0.5f, "INTERVAL DAY TO SECOND", 12 * HOUR);
        check("*", day, new BigDecimal("0.25"), "INTERVAL DAY TO SECOND", 6 * HOUR);
        check("*", "1.5", day, "INTERVAL DAY TO SECOND", 36 * HOUR);
        check("*", months, 2, "INTERVAL YEAR TO MONTH", 26);
        check("*", months, 0.5, "INTERVAL YEAR TO MONTH", 7);
        check("*", months, new BigDecimal("-0.5"), "INTERVAL YEAR TO MONTH", -7);
        check("/", day, 7, "INTERVAL DAY TO SECOND", 12_342_857_143L);
        check("/", day, 2.5, "INTERVAL DAY TO SECOND", 34_560_000_000L);
        check("/", day, new BigDecimal("7"), "INTERVAL DAY TO SECOND", 12_342_857_143L);
        check("/", months, 2, "INTERVAL YEAR TO MONTH", 7);
        check("/", months, -2, "INTERVAL YEAR TO MONTH", -7);
        check("/", months, 4, "INTERVAL YEAR TO MONTH", 3);
        check("*", null, day, "INTERVAL DAY TO SECOND", null);
        check("*", calendar(1, 3, 10), 1.5, "INTERVAL", new CalendarInterval(1, 4, DAY / 2 + 15));
        check("/", calendar(3, 3, 10), 2, "INTERVAL", new CalendarInterval(1, 1, DAY / 2 + 5));
        check("*", 2, calendar(1, 3, 10), "INTERVAL", new CalendarInterval(2, 6, 20));
        for (Object zero : new Object[] {0, 0L, 0.0, 0.0f, new BigDecimal("0.0")}) {
            fails("INTERVAL_DIVIDED_BY_ZERO", "/", day, zero);
            assertThat(ansi("try_divide", months, zero)).isNull();
            assertThatThrownBy(() -> legacy("/", months, zero)).hasMessageContaining("INTERVAL_DIVIDED_BY_ZERO");
            fails("INTERVAL_DIVIDED_BY_ZERO", "/", calendar(1, 1, 1), zero);
            assertThat(legacy("/", calendar(1, 1, 1), zero)).isNull();
        }
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "*", day, Long.MAX_VALUE);
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "*", months, 1e300);
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "*", day, Double.NaN);
        fails("INTERVAL_ARITHMETIC_OVERFLOW", "*", months, Integer.MAX_VALUE);
        assertThat(ansi("try_multiply", day, Long.MAX_VALUE)).isNull();
        assertThat(ansi("try_multiply", months, 2)).isEqualTo(26);
        assertThat(ansi("try_divide", months, 2)).isEqualTo(7);
        fails("DATATYPE_MISMATCH", "*", day, day);
        fails("DATATYPE_MISMATCH", "*", day, true);
        fails("DATATYPE_MISMATCH", "/", 2, day);
        fails("DATATYPE_MISMATCH", "*", day, date("2024-01-01"));
    }

    @Test
    void signsOfIntervals() {
        assertThat(ansi("negative", typed(DAY, "INTERVAL DAY"))).isEqualTo(-DAY);
        assertThat(ansi("abs", typed(-13, "INTERVAL YEAR TO MONTH"))).isEqualTo(13);
        assertThat(ansi("abs", typed(-DAY, "INTERVAL DAY"))).isEqualTo(DAY);
        assertThat(ansi("negative", calendar(1, -2, 3))).isEqualTo(new CalendarInterval(-1, 2, -3));
        for (String name : new String[] {"negative", "abs"}) {
            for (Expression smallest : new Expression[] {
                typed(Integer.MIN_VALUE, "INTERVAL MONTH"), typed(Long.MIN_VALUE, "INTERVAL DAY TO SECOND")
            }) {
                assertThatThrownBy(() -> ansi(name, smallest)).hasMessageContaining("INTERVAL_ARITHMETIC_OVERFLOW");
                assertThatThrownBy(() -> legacy(name, smallest)).hasMessageContaining("INTERVAL_ARITHMETIC_OVERFLOW");
            }
        }
        assertThatThrownBy(() -> ansi("negative", calendar(0, 0, Long.MIN_VALUE)))
                .hasMessageContaining("INTERVAL_ARITHMETIC_OVERFLOW");
        assertThatThrownBy(() -> ansi("negative", calendar(Integer.MIN_VALUE, 0, 0)))
                .hasMessageContaining("INTERVAL_ARITHMETIC_OVERFLOW");
    }
}
