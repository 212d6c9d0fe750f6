package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.spi.error.MillraceIllegalArgumentException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalFieldParserTest {
    private static final int DAY = 0;
    private static final int HOUR = 1;
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
        assertThat(yearMonth(text, start, end)).isEqualTo(months);
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
        assertThatThrownBy(() -> yearMonth(text, start, end)).isInstanceOf(MillraceIllegalArgumentException.class);
    }

    @Test
    void intervalsThatAreTooLong() {
        for (String months :
                new String[] {"178956970-8", "178956971-0", "99999999999999999999-0", "1-12", "1-99999999999999999999"
                }) {
            assertRefused(() -> yearMonth(months, 0, 1), "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING");
        }
        assertRefused(() -> yearMonth("178956971", 0, 0), "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING");
        assertRefused(() -> dayTime("106751992", DAY, DAY), "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING");
        assertRefused(() -> dayTime("106751991 23", DAY, HOUR), "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING");
        assertRefused(
                () -> dayTime("106751991 04:00:54.775808", DAY, SECOND), "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING");
        assertThat(dayTime("106751991 04:00:54.775807", DAY, SECOND)).isEqualTo(Long.MAX_VALUE);
        assertThat(dayTime("-106751991 04:00:54.775808", DAY, SECOND)).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "1 24, 0, 1, hour 24 outside range [0; 23]",
        "1 23:60, 0, 2, minute 60 outside range [0; 59]",
        "1:99, 2, 3, second 99 outside range [0; 59]",
        "106751992 00, 0, 1, day 106751992 outside range [0; 106751991]"
    })
    void fieldsBeyondTheirRange(String text, int start, int end, String message) {
        MillraceIllegalArgumentException error =
                catchThrowableOfType(MillraceIllegalArgumentException.class, () -> dayTime(text, start, end));
        assertThat(error.getCondition()).isEqualTo("_LEGACY_ERROR_TEMP_0063");
        assertThat(error.getMessageParameters())
                .containsEntry("msg", "requirement failed: " + message.replace(';', ','));
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
        assertThat(dayTime(text, start, end)).isEqualTo(micros);
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
        assertThatThrownBy(() -> dayTime(text, start, end)).isInstanceOf(MillraceIllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "YEAR, y",
        "MONTH, m",
        "YEAR TO MONTH, y-m",
        "DAY, d",
        "HOUR, h",
        "MINUTE, m",
        "SECOND, s.n",
        "DAY TO HOUR, d h",
        "DAY TO MINUTE, d h:m",
        "DAY TO SECOND, d h:m:s.n",
        "HOUR TO MINUTE, h:m",
        "HOUR TO SECOND, h:m:s.n",
        "MINUTE TO SECOND, m:s.n"
    })
    void namesTheFormsOfTheType(String fields, String form) {
        DataType type = DataType.fromDDL("interval " + fields);
        boolean months = type instanceof YearMonthIntervalType;
        MillraceIllegalArgumentException error = catchThrowableOfType(MillraceIllegalArgumentException.class, () -> {
            if (type instanceof YearMonthIntervalType yearMonth) {
                new IntervalFieldParser(yearMonth).parse("x");
            } else {
                new IntervalFieldParser((DayTimeIntervalType) type).parse("x");
            }
        });
        assertThat(error.getMessageParameters())
                .containsEntry(
                        "supportedFormat", "`[+|-]" + form + "`, `INTERVAL [+|-]'[+|-]" + form + "' " + fields + "`")
                .containsEntry("intervalStr", months ? "year-month" : "day-time")
                .containsEntry("input", "x");
    }

    private static int yearMonth(String text, int start, int end) {
        return (int) new IntervalFieldParser(new YearMonthIntervalType((byte) start, (byte) end)).parse(text);
    }

    private static long dayTime(String text, int start, int end) {
        return new IntervalFieldParser(new DayTimeIntervalType((byte) start, (byte) end)).parse(text);
    }

    private static void assertRefused(ThrowingCallable read, String condition) {
        assertThat(catchThrowableOfType(MillraceIllegalArgumentException.class, read)
                        .getCondition())
                .isEqualTo(condition);
    }
}
