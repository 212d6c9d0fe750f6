package io.millrace.engine.expression.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as an interval, and how intervals are written. */
class IntervalTextTest {
    private static final int DAY = 0;
    private static final int HOUR = 1;
    private static final int MINUTE = 2;
    private static final int SECOND = 3;

    @ParameterizedTest
    @CsvSource({
        "1-2, 0, 1, 14",
        "-1-2, 0, 1, -14",
        "+0-11, 0, 1, 11",
        "178956970-7, 0, 1, 2147483647",
        "3, 0, 0, 36",
        "-3, 1, 1, -3",
        "+3, 1, 1, 3",
        "INTERVAL '1-2' YEAR TO MONTH, 0, 1, 14",
        "interval -'1-2' year to month, 0, 1, -14",
        "INTERVAL -'-1-2' YEAR TO MONTH, 0, 1, 14",
        "INTERVAL '3' YEAR, 0, 0, 36",
        "INTERVAL +'3' MONTH, 1, 1, 3"
    })
    void yearMonthIntervals(String text, int start, int end, int months) {
        assertThat(IntervalReader.yearMonth(text, start, end)).isEqualTo(months);
    }

    @ParameterizedTest
    @CsvSource({
        "1-12, 0, 1",
        "1, 0, 1",
        "1-2, 0, 0",
        "x, 1, 1",
        "'', 0, 0",
        "INTERVAL '3' YEAR, 1, 1",
        "INTERVAL '1-2' YEAR TO MONTH, 0, 0",
        "INTERVAL '3' MONTH, 0, 0",
        "INTERVAL '1-2' YEAR, 0, 1"
    })
    void noYearMonthIntervals(String text, int start, int end) {
        assertThatThrownBy(() -> IntervalReader.yearMonth(text, start, end))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void intervalsThatAreTooLong() {
        assertThatThrownBy(() -> IntervalReader.yearMonth("178956970-8", 0, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> IntervalReader.yearMonth("178956971", 0, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> IntervalReader.dayTime("106751992", DAY, DAY)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> IntervalReader.dayTime("106751991 04:00:54.775808", DAY, SECOND))
                .isInstanceOf(ArithmeticException.class);
        assertThat(IntervalReader.dayTime("106751991 04:00:54.775807", DAY, SECOND))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(IntervalReader.dayTime("-106751991 04:00:54.775808", DAY, SECOND))
                .isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> IntervalReader.calendar("178956971 years")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> IntervalReader.calendar("2147483647 days 1 day"))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1 02:03:04.5, 0, 3, 93784500000",
        "-1 02:03:04.5, 0, 3, -93784500000",
        "1 23:59:59.999999999, 0, 3, 172799999999",
        "1 2, 0, 1, 93600000000",
        "1 02:03, 0, 2, 93780000000",
        "5, 0, 0, 432000000000",
        "100:59, 1, 2, 363540000000",
        "100:59:59, 1, 3, 363599000000",
        "99, 1, 1, 356400000000",
        "90:30, 2, 3, 5430000000",
        "90, 2, 2, 5400000000",
        "90.000001, 3, 3, 90000001",
        "-0.5, 3, 3, -500000",
        "INTERVAL '1 02:03:04.5' DAY TO SECOND, 0, 3, 93784500000",
        "INTERVAL -'5' DAY, 0, 0, -432000000000",
        "INTERVAL -'-5' DAY, 0, 0, 432000000000"
    })
    void dayTimeIntervals(String text, int start, int end, long micros) {
        assertThat(IntervalReader.dayTime(text, start, end)).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "1 24:00:00, 0, 3",
        "1 23:60:00, 0, 3",
        "1 23:59:60, 0, 3",
        "1:60, 1, 2",
        "1, 0, 3",
        "x, 0, 0",
        "1 02:03, 0, 3",
        "1.5, 2, 2",
        "INTERVAL '5' DAY, 1, 1",
        "INTERVAL '5' HOUR, 0, 0",
        "INTERVAL '1 02' DAY TO HOUR, 0, 3",
        "1.1234567890, 3, 3"
    })
    void noDayTimeIntervals(String text, int start, int end) {
        assertThatThrownBy(() -> IntervalReader.dayTime(text, start, end)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1 year 2 months 3 weeks 4 days 5 hours 6 minutes 7.5 seconds, 14, 25, 18367500000",
        "interval 1 day, 0, 1, 0",
        "INTERVAL -1 month, -1, 0, 0",
        "- 1 day + 2 day, 0, 1, 0",
        "1 Hour, 0, 0, 3600000000",
        "3 milliseconds, 0, 0, 3000",
        "4 microsecond, 0, 0, 4",
        ".5 second, 0, 0, 500000",
        "1. second, 0, 0, 1000000",
        "2.0 days, 0, 2, 0",
        "1 day -1 second, 0, 1, -1000000",
        "0.0000019 seconds, 0, 0, 1"
    })
    void calendarIntervals(String text, int months, int days, long micros) {
        assertThat(IntervalReader.calendar(text)).isEqualTo(new IntervalReader.Parts(months, days, micros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "interval",
                "1",
                "day",
                "1 parsec",
                "1.5 days",
                "1.5 hours",
                "1.5 years",
                "1 day 2",
                "1 day x",
                "x 1 day",
                "1day"
            })
    void noCalendarIntervals(String text) {
        assertThatThrownBy(() -> IntervalReader.calendar(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void intervalsAreWritten() {
        assertThat(IntervalText.ansi(14, 0, 1)).isEqualTo("INTERVAL '1-2' YEAR TO MONTH");
        assertThat(IntervalText.ansi(-14, 0, 1)).isEqualTo("INTERVAL '-1-2' YEAR TO MONTH");
        assertThat(IntervalText.ansi(Integer.MIN_VALUE, 0, 1)).isEqualTo("INTERVAL '-178956970-8' YEAR TO MONTH");
        assertThat(IntervalText.ansi(36, 0, 0)).isEqualTo("INTERVAL '3' YEAR");
        assertThat(IntervalText.ansi(-37, 1, 1)).isEqualTo("INTERVAL '-37' MONTH");
        assertThat(IntervalText.ansi(0, 0, 1)).isEqualTo("INTERVAL '0-0' YEAR TO MONTH");
        assertThat(IntervalText.ansi(93_784_500_000L, DAY, SECOND)).isEqualTo("INTERVAL '1 02:03:04.5' DAY TO SECOND");
        assertThat(IntervalText.ansi(-1L, DAY, SECOND)).isEqualTo("INTERVAL '-0 00:00:00.000001' DAY TO SECOND");
        assertThat(IntervalText.ansi(0L, DAY, SECOND)).isEqualTo("INTERVAL '0 00:00:00' DAY TO SECOND");
        assertThat(IntervalText.ansi(Long.MIN_VALUE, DAY, SECOND))
                .isEqualTo("INTERVAL '-106751991 04:00:54.775808' DAY TO SECOND");
        assertThat(IntervalText.ansi(36_000_000_000L, HOUR, MINUTE)).isEqualTo("INTERVAL '10:00' HOUR TO MINUTE");
        assertThat(IntervalText.ansi(3_600_000_000L, HOUR, HOUR)).isEqualTo("INTERVAL '01' HOUR");
        assertThat(IntervalText.ansi(9_500_000L, SECOND, SECOND)).isEqualTo("INTERVAL '09.5' SECOND");
        assertThat(IntervalText.ansi(90_000_000L, MINUTE, SECOND)).isEqualTo("INTERVAL '01:30' MINUTE TO SECOND");
        assertThat(IntervalText.calendar(14, -3, 3_723_500_000L))
                .isEqualTo("1 years 2 months -3 days 1 hours 2 minutes 3.5 seconds");
        assertThat(IntervalText.calendar(0, 0, 0)).isEqualTo("0 seconds");
        assertThat(IntervalText.calendar(-13, 0, -60_000_001))
                .isEqualTo("-1 years -1 months -1 minutes -0.000001 seconds");
        assertThat(IntervalText.calendar(0, 0, 5_000_000)).isEqualTo("5 seconds");
        assertThat(IntervalText.calendar(12, 0, 0)).isEqualTo("1 years");
    }
}
