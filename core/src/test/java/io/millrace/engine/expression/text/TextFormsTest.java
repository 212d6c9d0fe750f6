package io.millrace.engine.expression.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a number, date, time or interval, and how they are written. */
class TextFormsTest {
    private static final int DAY = 0;
    private static final int HOUR = 1;
    private static final int MINUTE = 2;
    private static final int SECOND = 3;

    private final NumberText numbers = new NumberText();
    private final TimestampText timestamps = new TimestampText(ZoneId.of("America/Los_Angeles"));

    /** Bytes with others around them. */
    private static byte[] inside(String text) {
        return ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Long wholeNumber(String text, long minimum, long maximum, boolean fraction) {
        long value = numbers.parseLong(inside(text), 1, length(text), minimum, maximum, fraction);
        return numbers.parsed() ? value : null;
    }

    private Long wholeNumber(String text) {
        return wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE, false);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+7, 7",
        "007, 7",
        "9223372036854775807, 9223372036854775807",
        "'\t12\u007f ', 12",
        "-9223372036854775808, -9223372036854775808",
        "9223372036854775800, 9223372036854775800"
    })
    void wholeNumbers(String text, long value) {
        assertThat(wholeNumber(text)).isEqualTo(value);
        assertThat(wholeNumber(text + ".", Long.MIN_VALUE, Long.MAX_VALUE, true))
                .isEqualTo(value == 12 ? null : value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                "+-1",
                "1 2",
                "1.",
                "1.5",
                ".5",
                "1e3",
                "a",
                "/",
                ":",
                "1/",
                "1:",
                "9223372036854775808",
                "-9223372036854775809",
                "92233720368547758070",
                "99999999999999999999",
                "18446744073709551616",
                "é"
            })
    void noWholeNumbers(String text) {
        assertThat(wholeNumber(text)).isNull();
    }

    @Test
    void fractionsAreCutOffWhereTheyMayStand() {
        assertThat(wholeNumber("-12.99", -100, 100, true)).isEqualTo(-12L);
        assertThat(wholeNumber(".9", -100, 100, true)).isZero();
        assertThat(wholeNumber("1.0/", -100, 100, true)).isNull();
        assertThat(wholeNumber("1.0:", -100, 100, true)).isNull();
        assertThat(wholeNumber("1.2.3", -100, 100, true)).isNull();
        assertThat(wholeNumber("100", -100, 100, true)).isEqualTo(100);
        assertThat(wholeNumber("101", -100, 100, true)).isNull();
        assertThat(wholeNumber("-100", -100, 100, false)).isEqualTo(-100);
        assertThat(wholeNumber("-101", -100, 100, false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.5",
                "-1.25",
                ".5",
                "5.",
                "123456789012345",
                "900719925474099.3",
                "9007199254740993",
                "0.0000000000000000000001",
                "0.00000000000000000000001",
                "1e-3",
                "+2.5",
                "1E400",
                "4.9e-324",
                "1d",
                "0x1p3",
                "1234567890123456789.5",
                "0.1"
            })
    void fractionsAreThoseOfJava(String text) {
        assertThat(numbers.parseDouble(inside(text), 1, length(text))).isEqualTo(Double.parseDouble(text));
        assertThat(numbers.parsed()).isTrue();
        assertThat(numbers.parseFloat(inside(text), 1, length(text))).isEqualTo(Float.parseFloat(text));
        assertThat(numbers.parsed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "inf, Infinity",
        "+INF, Infinity",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "+infinity, Infinity",
        "-INFINITY, -Infinity",
        "nan, NaN",
        "' NaN ', NaN"
    })
    void numbersThatAreNone(String text, Double value) {
        assertThat(numbers.parseDouble(inside(text), 1, length(text))).isEqualTo(value);
        assertThat(numbers.parsed()).isTrue();
        assertThat(numbers.parseFloat(inside(text), 1, length(text))).isEqualTo((Float) value.floatValue());
        assertThat(numbers.parsed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "-", "-.", "1.2.3", "1/", "1:", "x", "--1", "1e", "é"})
    void noFractions(String text) {
        numbers.parseDouble(inside("1"), 1, 1);
        assertThat(numbers.parsed()).isTrue();
        assertThat(numbers.parseDouble(inside(text), 1, length(text))).isZero();
        assertThat(numbers.parsed()).isFalse();
        numbers.parseDouble(inside("1"), 1, 1);
        assertThat(numbers.parseFloat(inside(text), 1, length(text))).isZero();
        assertThat(numbers.parsed()).isFalse();
    }

    @Test
    void decimals() {
        assertThat(NumberText.parseDecimal(inside(" -1.50 "), 1, 7)).isEqualTo(new BigDecimal("-1.50"));
        assertThat(NumberText.parseDecimal(inside("12e-3"), 1, 5)).isEqualTo(new BigDecimal("0.012"));
        assertThat(NumberText.parseDecimal(inside("é"), 1, 2)).isNull();
        assertThat(NumberText.parseDecimal(inside("1,5"), 1, 3)).isNull();
        assertThat(NumberText.parseDecimal(inside(""), 1, 0)).isNull();
    }

    private static String written(java.util.function.Consumer<BytesWriter> writer) {
        BytesWriter out = new BytesWriter(4);
        out.append('<');
        writer.accept(out);
        out.append('>');
        String text = out.toString();
        return text.substring(1, text.length() - 1);
    }

    @Test
    void numbersAreWrittenAsJavaDoes() {
        long power = 1;
        for (int digits = 0; digits < 19; digits++, power *= 10) {
            for (long value : new long[] {power, power - 1, power + 1, -power, 1 - power, 7 * power}) {
                assertThat(written(out -> NumberText.write(value, out))).isEqualTo(Long.toString(value));
                for (int scale : new int[] {0, 1, 5, 18, 19, 30}) {
                    assertThat(written(out -> NumberText.writeDecimal(value, scale, out)))
                            .isEqualTo(BigDecimal.valueOf(value, scale).toPlainString());
                }
            }
        }
        for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(written(out -> NumberText.write(value, out))).isEqualTo(Long.toString(value));
            for (int scale : new int[] {0, 1, 18, 19}) {
                assertThat(written(out -> NumberText.writeDecimal(value, scale, out)))
                        .isEqualTo(BigDecimal.valueOf(value, scale).toPlainString());
            }
        }
        for (double value : new double[] {
            0.0,
            -0.0,
            1,
            -1,
            0.001,
            0.000999999,
            0.0011,
            9_999_999,
            1e7,
            9_999_999.5,
            1e-7,
            123.456,
            -123.456,
            0.1,
            100.000001,
            1.0000001,
            1.0000005,
            3.14159265358979,
            1e300,
            4.9e-324,
            Double.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            1234567.654321,
            2.5,
            10,
            0.25
        }) {
            assertThat(written(out -> NumberText.write(value, out))).isEqualTo(Double.toString(value));
            assertThat(written(out -> NumberText.write((float) value, out))).isEqualTo(Float.toString((float) value));
        }
    }

    private static Long days(String text) {
        long days = DateText.parse(inside(text), 1, length(text));
        return days == DateText.INVALID ? null : days;
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 2024-02-29",
        "2024-2-9, 2024-02-09",
        "2024-2, 2024-02-01",
        "2024, 2024-01-01",
        "'  2024-02-29\t', 2024-02-29",
        "+2024-02-29, 2024-02-29",
        "-2024-02-29, -2024-02-29",
        "12024-01-01, +12024-01-01",
        "1234567, +1234567-01-01",
        "2024-02-29T25:99, 2024-02-29",
        "2024-02-29 , 2024-02-29",
        "'2024-02-29 x', 2024-02-29",
        "0000-01-01, 0000-01-01"
    })
    void dates(String text, String date) {
        assertThat(days(text)).isEqualTo(LocalDate.parse(date).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                "202",
                "12345678",
                "2024-",
                "2024-02-",
                "2024-02-30",
                "2023-02-29",
                "2024-13",
                "2024-00",
                "2024-1-0",
                "2024-001-1",
                "2024-1-001",
                "2024-1-1-1",
                "2024/1/1",
                "2024-1-1x",
                "2024T",
                "2024-02T00",
                "T2024",
                "202a-01-01",
                "20:4-01-01",
                "9999999-01-01",
                "-9999999-01-01"
            })
    void noDates(String text) {
        assertThat(days(text)).isNull();
    }

    @Test
    void datesAreWrittenWithFourDigits() {
        for (String date : new String[] {
            "2024-02-29",
            "0000-01-01",
            "0007-01-01",
            "0099-12-31",
            "0999-10-10",
            "1000-01-01",
            "9999-12-31",
            "-0001-01-01",
            "-12345-06-07"
        }) {
            assertThat(DateText.format((int) LocalDate.parse(date).toEpochDay()))
                    .isEqualTo(date);
        }
        assertThat(DateText.format((int) LocalDate.of(10_000, 1, 1).toEpochDay()))
                .isEqualTo("+10000-01-01");
    }

    private Long local(String text) {
        long micros = timestamps.parseLocal(inside(text), 1, length(text), true);
        return timestamps.parsed() ? micros : null;
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29 12:34:56.123456, 2024-02-29T12:34:56.123456",
        "2024-02-29T1:2:3, 2024-02-29T01:02:03",
        "2024-02-29 12:34:56.1234569, 2024-02-29T12:34:56.123456",
        "2024-02-29 12:34:56.1, 2024-02-29T12:34:56.1",
        "2024-02-29 12:34:56., 2024-02-29T12:34:56",
        "2024-02-29 12:34, 2024-02-29T12:34",
        "2024-02-29 12, 2024-02-29T12:00",
        "2024-02-29, 2024-02-29T00:00",
        "2024-02, 2024-02-01T00:00",
        "2024, 2024-01-01T00:00",
        "' 2024-02-29 ', 2024-02-29T00:00",
        "-2024-02-29 1:2:3, -2024-02-29T01:02:03",
        "+123456-02-28, +123456-02-28T00:00",
        "2024-02-29 12:34:56Z, 2024-02-29T12:34:56",
        "2024-02-29 12:34:56.5 Europe/Paris, 2024-02-29T12:34:56.5",
        "2024-02-29 23:59:59.999999999, 2024-02-29T23:59:59.999999",
        "0001-01-01 00:00:00.000001, 0001-01-01T00:00:00.000001"
    })
    void timestamps(String text, String expected) {
        LocalDateTime moment = LocalDateTime.parse(expected);
        long micros = moment.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + moment.getNano() / 1000;
        assertThat(local(text)).isEqualTo(micros);
        timestamps.parseLocal(inside(text), 1, length(text), false);
        assertThat(timestamps.parsed()).isEqualTo(!text.contains("Z") && !text.contains("Europe"));
        BytesWriter out = new BytesWriter(8);
        TimestampText.writeLocal(micros, out);
        assertThat(local(out.toString())).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "202",
                "1234567",
                "2024-02-30",
                "2024-02-29 24:00:00",
                "2024-02-29 12:60:00",
                "2024-02-29 12:34:60",
                "2024-02-29 ",
                "2024-02-29T",
                "2024-02-29 123:00",
                "2024-02-29 12:345:00",
                "2024-02-29 12:34:567",
                "2024-02-29 12:",
                "2024-02-29 12:34:",
                "2024-02-29 12:34:56 Nowhere",
                "2024-02-29 12:34 Z",
                "2024-02-29 12Z",
                "2024-02-29x",
                "2024/02/29",
                "2024-002-29",
                "2024-02-029",
                "12:34:56",
                "T12:34",
                "+12:34",
                "2024-02-29  12:34:56",
                "2024:02"
            })
    void noTimestamps(String text) {
        assertThat(local(text.endsWith(" ") && text.length() > 10 ? text + "x" : text))
                .isNull();
    }

    @Test
    void momentsKnowTheirZones() {
        String text = "2024-07-01 12:00:00";
        long micros = LocalDateTime.parse("2024-07-01T12:00:00").toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        long hour = 3_600_000_000L;
        for (Object[] line : new Object[][] {
            {"", 7L}, {"Z", 0L}, {" UTC", 0L}, {"+2", -2L}, {" Europe/Paris", -2L}, {"-03:00", 3L}, {"Z", 0L}, {"", 7L}
        }) {
            String zoned = text + line[0];
            assertThat(timestamps.parse(inside(zoned), 1, length(zoned), 0)).isEqualTo(micros + (long) line[1] * hour);
            assertThat(timestamps.parsed()).isTrue();
        }
        for (String time : new String[] {"T12:00:00", "12:00:00", "12:00", " T12:00", "T12"}) {
            // today is still June in Los Angeles
            long now = LocalDateTime.parse("2024-07-01T06:00:00").toEpochSecond(ZoneOffset.UTC) * 1_000_000;
            assertThat(timestamps.parse(inside(time), 1, length(time), now)).isEqualTo(micros - 17 * hour);
            assertThat(timestamps.parsed()).as(time).isTrue();
        }
        String far = "294247-01-10 12:00:00";
        timestamps.parse(inside(far), 1, length(far), 0);
        assertThat(timestamps.parsed()).isFalse();
        local("294247-01-10 12:00:00");
        assertThat(timestamps.parsed()).isFalse();
        assertThat(TimestampText.format(micros, ZoneId.of("Europe/Paris"))).isEqualTo("2024-07-01 14:00:00");
        assertThat(TimestampText.format(-1, ZoneOffset.UTC)).isEqualTo("1969-12-31 23:59:59.999999");
    }

    @ParameterizedTest
    @CsvSource({"12:34:56.789, 12:34:56.789", "1:2, 01:02", "T1:2:3, 01:02:03", "23:59:59.999999, 23:59:59.999999"})
    void timesOfDay(String text, String time) {
        long micros = timestamps.parseTime(inside(text), 1, length(text));
        assertThat(timestamps.parsed()).isTrue();
        assertThat(micros * 1000).isEqualTo(LocalTime.parse(time).toNanoOfDay());
        LocalTime shown = LocalTime.parse(TimeText.format(micros * 1000));
        assertThat(shown).isEqualTo(LocalTime.parse(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01", "12:34:56Z", "24:00", "12", "", "2024-01-01 12:00:00"})
    void noTimesOfDay(String text) {
        assertThat(timestamps.parseTime(inside(text), 1, length(text))).isZero();
        assertThat(timestamps.parsed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00:00:00",
        "1, 00:00:00.000000001",
        "9000000000, 00:00:09",
        "10000000000, 00:00:10",
        "599000000000, 00:09:59",
        "600000000000, 00:10:00",
        "35999500000000, 09:59:59.5",
        "36000000000000, 10:00:00",
        "86399999999000, 23:59:59.999999"
    })
    void timesOfDayAreWritten(long nanos, String text) {
        assertThat(TimeText.format(nanos)).isEqualTo(text);
    }

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
