package io.millrace.engine.expression.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How intervals are written. */
class IntervalTextTest {
    private static final int DAY = 0;
    private static final int HOUR = 1;
    private static final int MINUTE = 2;
    private static final int SECOND = 3;

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
