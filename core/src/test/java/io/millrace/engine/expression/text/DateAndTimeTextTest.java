package io.millrace.engine.expression.text;

import static io.millrace.engine.expression.text.Slices.inside;
import static io.millrace.engine.expression.text.Slices.length;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a date, a moment or a time of day, and how they are written. */
class DateAndTimeTextTest {
    private final TimestampText timestamps = new TimestampText(ZoneId.of("America/Los_Angeles"));

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
}
