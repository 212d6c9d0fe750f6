package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.FunctionTester.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceThrowable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DateFunctionsTest {
    private final FunctionTester functions =
            new FunctionTester(new DateFunctions(), new TimestampFunctions(), new DateTextFunctions());

    private static FunctionTester.Typed date(String text) {
        return typed((int) LocalDate.parse(text).toEpochDay(), "DATE");
    }

    private static int days(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    private static long micros(String text) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    }

    private static FunctionTester.Typed time(String text) {
        return typed(micros(text), "TIMESTAMP");
    }

    private static FunctionTester.Typed local(String text) {
        return typed(micros(text), "TIMESTAMP_NTZ");
    }

    private void fails(String condition, String name, Object... arguments) {
        assertThatThrownBy(() -> functions.call(name, arguments))
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo(condition));
    }

    @Test
    void parts() {
        functions.check(new Object[][] {
            {"year", date("2016-07-30"), 2016},
            {"quarter", date("2016-08-31"), 3},
            {"month", date("2016-07-30"), 7},
            {"day", date("2009-07-30"), 30},
            {"dayofmonth", typed(null, "DATE"), null},
            {"dayofweek", date("2009-07-30"), 5},
            {"weekday", date("2009-07-30"), 3},
            {"dayofyear", date("2016-04-09"), 100},
            {"weekofyear", date("2008-02-20"), 8},
            {"weekofyear", date("2021-01-03"), 53},
            {"hour", time("2009-07-30T19:58:59Z"), 12},
            {"minute", time("2009-07-30T19:58:59Z"), 58},
            {"second", time("2009-07-30T19:58:59.999Z"), 59},
            {"hour", local("2009-07-30T19:58:59Z"), 19},
            {"hour", time("1960-01-01T00:00:00Z"), 16},
            {"hour", typed(3_600_000_000_000L, "TIME(6)"), 1},
            {"extract", "YEAR", time("2019-08-12T08:00:00.123456Z"), 2019},
            {"extract", "seconds", time("2019-08-12T08:00:07.123456Z"), new BigDecimal("7.123456")},
            {"date_part", "doy", date("2019-08-12"), 224},
            {"date_part", "yearofweek", date("2021-01-03"), 2020},
            {"extract", "month", typed(-14, "INTERVAL YEAR TO MONTH"), (byte) -2},
            {"extract", "day", typed(90_000_000_000L, "INTERVAL DAY TO SECOND"), 1},
            {"extract", "hour", typed(90_000_000_000L, "INTERVAL DAY TO SECOND"), (byte) 1},
            {"extract", "second", typed(1_500_000L, "INTERVAL DAY TO SECOND"), new BigDecimal("1.500000")},
            {"dayname", date("2024-11-01"), "Fri"},
            {"monthname", date("2024-11-01"), "Nov"},
        });
    }

    @Test
    void datesFromDates() {
        functions.check(new Object[][] {
            {"date_add", date("2016-07-30"), 1, days("2016-07-31")},
            {"date_sub", date("2016-07-30"), 30, days("2016-06-30")},
            {"datediff", date("2009-07-31"), date("2009-07-30"), 1},
            {"add_months", date("2016-08-31"), 1, days("2016-09-30")},
            {"add_months", date("2016-02-29"), 12, days("2017-02-28")},
            {"add_months", date("2016-01-31"), -2, days("2015-11-30")},
            {"last_day", date("2012-02-01"), days("2012-02-29")},
            {"next_day", date("2015-07-23"), "Mon", days("2015-07-27")},
            {"next_day", date("2015-07-27"), " monday", days("2015-08-03")},
            {"trunc", date("2019-08-04"), "week", days("2019-07-29")},
            {"trunc", date("2019-08-04"), "quarter", days("2019-07-01")},
            {"trunc", date("2019-08-04"), "yy", days("2019-01-01")},
            {"trunc", date("2019-08-04"), "day", null},
            {"make_date", 2013, 7, 15, days("2013-07-15")},
            {"make_date", -1, 2, 28, days("-0001-02-28")},
            {"unix_date", date("1970-01-02"), 1},
            {"date_from_unix_date", -1, days("1969-12-31")},
            {"date_add", date("1970-01-02"), Integer.MAX_VALUE, Integer.MIN_VALUE},
        });
        fails("DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION", "make_date", 2019, 2, 29);
        fails("DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION", "make_date", Integer.MAX_VALUE, 2, 29);
        fails("ILLEGAL_DAY_OF_WEEK", "next_day", date("2015-07-23"), "xx");
        fails("INVALID_TIMEZONE", "from_utc_timestamp", time("2016-04-08T07:00:00Z"), "Mars/Base");
        functions.ansi(false).check(new Object[][] {
            {"make_date", 2019, 13, 1, null},
            {"next_day", date("2015-07-23"), "xx", null},
        });
    }

    @Test
    void clocks() {
        functions.check(new Object[][] {
            {"now", FunctionTester.NOW},
            {"current_date", days("2020-06-15")},
            {"localtimestamp", micros("2020-06-15T05:00:00Z")},
            {"current_timezone", "America/Los_Angeles"},
            {"unix_timestamp", FunctionTester.NOW / 1_000_000},
        });
    }

    @Test
    void timesAndNumbers() {
        functions.check(new Object[][] {
            {"timestamp_seconds", 1230219000L, micros("2008-12-25T15:30:00Z")},
            {"timestamp_seconds", 1.5, 1_500_000L},
            {"timestamp_seconds", new BigDecimal("1230219000.123"), micros("2008-12-25T15:30:00.123Z")},
            {"timestamp_millis", -1L, -1000L},
            {"timestamp_micros", 7L, 7L},
            {"unix_seconds", time("1969-12-31T23:59:59.5Z"), -1L},
            {"unix_millis", time("1970-01-01T00:00:01Z"), 1000L},
            {"unix_micros", time("1970-01-01T00:00:01Z"), 1_000_000L},
            {"from_utc_timestamp", time("2016-08-31T00:00:00Z"), "Asia/Seoul", micros("2016-08-31T09:00:00Z")},
            {"to_utc_timestamp", time("2016-08-31T00:00:00Z"), "Asia/Seoul", micros("2016-08-30T15:00:00Z")},
            {
                "convert_timezone",
                "Europe/Brussels",
                "America/Los_Angeles",
                local("2021-12-06T00:00:00Z"),
                micros("2021-12-05T15:00:00Z")
            },
            {"convert_timezone", "Europe/Brussels", local("2021-12-05T15:00:00Z"), micros("2021-12-06T00:00:00Z")},
        });
        assertThatThrownBy(() -> functions.call("timestamp_seconds", Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void arithmeticOnTheWallClock() {
        functions.check(new Object[][] {
            {"date_trunc", "HOUR", time("2015-03-05T17:32:05.359Z"), micros("2015-03-05T17:00:00Z")},
            {"date_trunc", "day", time("2015-03-05T07:32:05Z"), micros("2015-03-04T08:00:00Z")},
            {"date_trunc", "week", local("2015-03-05T07:32:05Z"), micros("2015-03-02T08:00:00Z")},
            {"date_trunc", "MILLISECOND", time("1960-03-05T17:32:05.123456Z"), micros("1960-03-05T17:32:05.123Z")},
            {"date_trunc", "DECADE", time("2015-03-05T17:32:05Z"), null},
            // 2019-03-10 has no 02:30 in Los Angeles.
            {"timestampadd", "DAY", 1L, time("2019-03-09T10:30:00Z"), micros("2019-03-10T10:30:00Z")},
            {"timestampadd", "DAY", 1L, time("2019-03-09T20:00:00Z"), micros("2019-03-10T19:00:00Z")},
            {"timestampadd", "HOUR", 24L, time("2019-03-09T20:00:00Z"), micros("2019-03-10T20:00:00Z")},
            {"timestampadd", "MONTH", 1L, local("2019-01-31T00:00:00Z"), micros("2019-02-28T00:00:00Z")},
            {"timestampadd", "QUARTER", -1L, local("2019-01-31T00:00:00Z"), micros("2018-10-31T00:00:00Z")},
            {"date_add", "WEEK", 1L, local("2019-01-31T00:00:00Z"), micros("2019-02-07T00:00:00Z")},
            {"timestampdiff", "MONTH", time("2019-01-31T08:00:00Z"), time("2019-02-28T08:00:00Z"), 0L},
            {"timestampdiff", "QUARTER", time("2019-01-01T08:00:00Z"), time("2020-01-01T08:00:00Z"), 4L},
            {"datediff", "HOUR", time("2022-02-11T20:30:00Z"), time("2022-02-12T04:30:00Z"), 8L},
            {"months_between", time("1997-02-28T18:30:00Z"), time("1996-10-30T08:00:00Z"), 3.94959677},
            {"months_between", time("2019-03-31T19:00:00Z"), time("2019-02-28T08:00:00Z"), 1.0},
            // 15 days, 12:14:30 of 31 days
            {"months_between", local("2024-03-20T18:30:15Z"), local("2024-01-05T06:15:45Z"), 2.50032482},
            {"months_between", local("2024-01-05T06:15:45Z"), local("2024-03-20T18:30:15Z"), -2.50032482},
            {"timestampdiff", "MICROSECOND", time("2019-01-01T08:00:00Z"), time("2019-01-01T08:00:00.999999Z"), 999_999L
            },
            {"timestampdiff", "SECOND", time("2019-01-01T08:00:00.5Z"), time("2019-01-01T08:00:02.4Z"), 1L},
        });
        fails("DATETIME_OVERFLOW", "timestampadd", "YEAR", 1_000_000L, time("2019-03-09T10:30:00Z"));
        fails("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "timestampadd", "FORTNIGHT", 1L, time("2019-03-09T10:30:00Z"));
    }

    @Test
    void text() {
        functions.check(new Object[][] {
            {"date_format", time("2016-04-08T07:00:00Z"), "y", "2016"},
            {"date_format", time("2018-11-17T21:33:33.123456Z"), "yyyy-MM-dd HH:mm:ss", "2018-11-17 13:33:33"},
            {
                "date_format",
                time("2018-11-17T21:33:33.123456Z"),
                "E MMM d, yyyy h:mm a SSSSSS z",
                "Sat Nov 17, 2018 1:33 PM 123456 PST"
            },
            {"date_format", time("2018-11-17T21:33:33.123456Z"), "''yy'y'", "'18y"},
            {"date_format", time("2018-11-17T21:33:33Z"), "QQQ D e".substring(0, 5), "Q4 321"},
            {"to_timestamp", "2019-10-06 10:11:12", "yyyy-MM-dd HH:mm:ss", micros("2019-10-06T17:11:12Z")},
            {"to_timestamp", "2019-10-06 10:11:12.5", "yyyy-MM-dd HH:mm:ss.SSS", micros("2019-10-06T17:11:12.5Z")},
            {"to_timestamp", "2019-10-06 10:11:12 +02:00", "yyyy-MM-dd HH:mm:ss XXX", micros("2019-10-06T08:11:12Z")},
            {"to_timestamp", "11:12", "HH:mm", micros("1970-01-01T19:12:00Z")},
            {"to_timestamp", "01 PM", "hh a", micros("1970-01-01T21:00:00Z")},
            {"to_timestamp", "365", "D", micros("1970-12-31T08:00:00Z")},
            // in the gap: an hour later
            {"to_timestamp", "2019-03-10 02:30:00", "yyyy-MM-dd HH:mm:ss", micros("2019-03-10T10:30:00Z")},
            {"to_timestamp_ntz", "2019-03-10 02:30:00", "yyyy-MM-dd HH:mm:ss", micros("2019-03-10T02:30:00Z")},
            {"try_to_timestamp", "x", "yyyy", null},
            {"to_date", "2016-12-31", "yyyy-MM-dd", days("2016-12-31")},
            {"to_date", "12/2016", "MM/yyyy", days("2016-12-01")},
            {"try_to_date", "2016-02-30", "yyyy-MM-dd", null},
            {"unix_timestamp", "2016-04-08", "yyyy-MM-dd", 1460098800L},
            {"unix_timestamp", date("2016-04-08"), 1460098800L},
            {"to_unix_timestamp", time("2016-04-08T07:00:00Z"), 1460098800L},
            {"from_unixtime", 0L, "1969-12-31 16:00:00"},
            {"from_unixtime", 0L, "HH", "16"},
        });
        fails("CANNOT_PARSE_TIMESTAMP", "to_timestamp", "1", "yy");
        fails("CANNOT_PARSE_TIMESTAMP", "to_timestamp", "366", "D");
        fails("CANNOT_PARSE_TIMESTAMP", "to_date", "2016-02-30", "yyyy-MM-dd");
        for (String pattern : new String[] {"bad%", "'"}) {
            fails("INVALID_DATETIME_PATTERN.WITH_SUGGESTION", "date_format", time("2016-04-08T07:00:00Z"), pattern);
        }
        String oncePattern = "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION";
        for (String pattern : new String[] {"YYYY", "yyyyyyy", "MMMMM"}) {
            fails(oncePattern, "date_format", time("2016-04-08T07:00:00Z"), pattern);
        }
        fails(
                "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN",
                "date_format",
                time("2016-04-08T07:00:00Z"),
                "ee");
        fails("INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER", "date_format", time("2016-04-08T07:00:00Z"), "ApB");
        fails("INVALID_DATETIME_PATTERN.LENGTH", "date_format", time("2016-04-08T07:00:00Z"), "QQQQQ");
        fails(oncePattern, "to_timestamp", "Sat", "E");
        functions.ansi(false).check(new Object[][] {{"to_timestamp", "1", "yy", null}});
    }

    @Property(tries = 300)
    void partsAreThoseOfJava(@ForAll @IntRange(min = -800_000, max = 3_000_000) int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        FunctionTester.Typed value = typed(days, "DATE");
        assertThat(functions.call("year", value)).isEqualTo(date.getYear());
        assertThat(functions.call("quarter", value)).isEqualTo(date.get(IsoFields.QUARTER_OF_YEAR));
        assertThat(functions.call("dayofyear", value)).isEqualTo(date.getDayOfYear());
        assertThat(functions.call("weekofyear", value)).isEqualTo(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        assertThat(functions.call("weekday", value))
                .isEqualTo(date.getDayOfWeek().getValue() - 1);
        assertThat(functions.call("date_part", "yearofweek", value)).isEqualTo(date.get(IsoFields.WEEK_BASED_YEAR));
        assertThat(functions.call("last_day", value))
                .isEqualTo((int) date.withDayOfMonth(date.lengthOfMonth()).toEpochDay());
    }

    @Property(tries = 300)
    void textGoesThereAndBack(@ForAll @LongRange(min = -2_000_000_000L, max = 4_000_000_000L) long seconds) {
        ZoneId zone = ZoneId.of("America/Los_Angeles");
        LocalDateTime wall = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), zone);
        String expected = wall.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.US));
        FunctionTester.Typed value = typed(seconds * 1_000_000, "TIMESTAMP");
        assertThat(functions.call("date_format", value, "yyyy-MM-dd HH:mm:ss")).isEqualTo(expected);
        long back = wall.atZone(zone).toInstant().toEpochMilli() * 1000;
        assertThat(functions.call("to_timestamp", expected, "yyyy-MM-dd HH:mm:ss"))
                .isEqualTo(back);
        assertThat(functions.call("to_timestamp_ntz", expected, "yyyy-MM-dd HH:mm:ss"))
                .isEqualTo(wall.toEpochSecond(ZoneOffset.UTC) * 1_000_000);
    }
}
