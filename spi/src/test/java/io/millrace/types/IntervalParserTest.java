package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.IntervalParser.Interval;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalParserTest {
    @ParameterizedTest
    @CsvSource({
        "10 minutes, 0, 0, 600000000",
        "1 day 2 hours, 0, 1, 7200000000",
        "INTERVAL -1 month, -1, 0, 0",
        "1 year 2 months, 14, 0, 0",
        "2 weeks, 0, 14, 0",
        "1.5 seconds, 0, 0, 1500000",
        "-0.000001 second, 0, 0, -1",
        ".5 second, 0, 0, 500000",
        "+ 3 milliseconds 4 microseconds, 0, 0, 3004",
        "1 year 2 months 3 weeks 4 days 5 hours 6 minutes 7.5 seconds, 14, 25, 18367500000",
        "- 1 day + 2 day, 0, 1, 0",
        "1. second, 0, 0, 1000000",
        "1 day -1 second, 0, 1, -1000000",
        "0.0000019 seconds, 0, 0, 1",
        "1.123456789 seconds, 0, 0, 1123456",
        "'  1   DAY  ', 0, 1, 0"
    })
    void reads(String text, int months, int days, long microseconds) {
        assertThat(IntervalParser.parse(text)).isEqualTo(new Interval(months, days, microseconds));
    }

    @ParameterizedTest
    @CsvSource({
        "'', INPUT_IS_EMPTY",
        "interval, INPUT_IS_EMPTY",
        "1 fortnight, INVALID_UNIT",
        "1, MISSING_UNIT",
        "'1 day 2', MISSING_UNIT",
        "-, MISSING_NUMBER",
        "day, UNRECOGNIZED_NUMBER",
        "x 1 day, UNRECOGNIZED_NUMBER",
        "interval1 day, INVALID_PREFIX",
        "1.5 days, INVALID_FRACTION",
        "1.0 days, INVALID_FRACTION",
        "1. years, INVALID_FRACTION",
        "1.5 sheep, INVALID_UNIT",
        "1a days, INVALID_VALUE",
        ". second, INVALID_VALUE",
        "--1 day, INVALID_VALUE",
        "1.1234567891 seconds, INVALID_PRECISION",
        "3000000000 days, ARITHMETIC_EXCEPTION",
        "178956971 years, ARITHMETIC_EXCEPTION",
        "2147483647 days 1 day, ARITHMETIC_EXCEPTION",
        "9223372036854775808 days, ARITHMETIC_EXCEPTION",
        "-9223372036854775808 microseconds, ARITHMETIC_EXCEPTION",
        "1day, INVALID_VALUE",
        "1999 nanoseconds, INVALID_UNIT",
        "1 dayss, INVALID_UNIT",
        "1 day1, INVALID_UNIT"
    })
    void refuses(String text, String condition) {
        MillraceIllegalArgumentException error =
                catchThrowableOfType(MillraceIllegalArgumentException.class, () -> IntervalParser.parse(text));
        assertThat(error.getCondition()).isEqualTo("INVALID_INTERVAL_FORMAT." + condition);
        assertThat(error.getMessageParameters()).containsEntry("input", text);
    }

    @Test
    void refusesNull() {
        assertThat(catchThrowableOfType(MillraceIllegalArgumentException.class, () -> IntervalParser.parse(null))
                        .getCondition())
                .isEqualTo("INVALID_INTERVAL_FORMAT.INPUT_IS_NULL");
    }

    @Property
    void noTextRaisesAnythingElse(@ForAll @Chars({'1', '.', ' ', '-', 'd', 'a', 'y', 's'}) String text) {
        try {
            IntervalParser.parse(text + " day");
        } catch (MillraceIllegalArgumentException refusal) {
            assertThat(refusal.getCondition()).startsWith("INVALID_INTERVAL_FORMAT.");
        }
    }
}
