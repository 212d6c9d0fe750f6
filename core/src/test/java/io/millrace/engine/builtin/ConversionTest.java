package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.Calls.ANSI;
import static io.millrace.engine.builtin.Calls.batch;
import static io.millrace.engine.builtin.Calls.call;
import static io.millrace.engine.builtin.Calls.cast;
import static io.millrace.engine.builtin.Calls.column;
import static io.millrace.engine.builtin.Calls.constant;
import static io.millrace.engine.builtin.Calls.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion.Mode;
import io.millrace.engine.expression.Values;
import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.error.MillraceNumberFormatException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
    private static final DataType INT = DataTypes.IntegerType;
    private static final DataType STRING = DataTypes.StringType;
    private static final DataType DATE = DataTypes.DateType;
    private static final DataType TIMESTAMP = DataTypes.TimestampType;

    private static long micros(String instant) {
        Instant moment = Instant.parse(instant);
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
    }

    @Test
    void textToWholeNumbers() {
        assertThat(cast(" 42 ", INT)).isEqualTo(42);
        assertThat(cast("-128", DataTypes.ByteType)).isEqualTo((byte) -128);
        assertThat(cast("-9223372036854775808", DataTypes.LongType)).isEqualTo(Long.MIN_VALUE);
        assertThat(cast("+7", INT)).isEqualTo(7);
        assertThat(cast("1.9", INT, Mode.LEGACY)).isEqualTo(1);
        for (String wrong : List.of("", " ", "-", "abc", "1.0", "1e3", "2147483648", "9223372036854775808", "1 2")) {
            assertThatThrownBy(() -> cast(wrong, INT))
                    .as(wrong)
                    .isInstanceOfSatisfying(MillraceNumberFormatException.class, error -> {
                        assertThat(error.getCondition()).isEqualTo("CAST_INVALID_INPUT");
                        assertThat(error.getMessageParameters())
                                .containsEntry("expression", "'" + wrong + "'")
                                .containsEntry("sourceType", "\"STRING\"")
                                .containsEntry("targetType", "\"INT\"")
                                .containsEntry("ansiConfig", "\"spark.sql.ansi.enabled\"");
                    });
            assertThat(cast(wrong, INT, Mode.TRY)).isNull();
        }
        assertThatThrownBy(() -> cast("9223372036854775808", DataTypes.LongType))
                .isInstanceOf(MillraceNumberFormatException.class);
    }

    @Test
    void textToFractions() {
        assertThat(cast("1.5", DataTypes.DoubleType)).isEqualTo(1.5);
        assertThat(cast("-0", DataTypes.DoubleType)).isEqualTo(-0.0);
        assertThat(cast(" 1e-3 ", DataTypes.DoubleType)).isEqualTo(0.001);
        assertThat(cast("-Infinity", DataTypes.DoubleType)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(cast("inf", DataTypes.FloatType)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(cast("NaN", DataTypes.DoubleType)).isEqualTo(Double.NaN);
        assertThat(cast("1.", DataTypes.DoubleType)).isEqualTo(1.0);
        assertThat(cast(".5", DataTypes.DoubleType)).isEqualTo(0.5);
        assertThatThrownBy(() -> cast(".", DataTypes.DoubleType)).hasMessageContaining("CAST_INVALID_INPUT");
        assertThat(cast("123.456", DataTypes.createDecimalType(5, 2))).isEqualTo(new BigDecimal("123.46"));
        assertThat(cast("1E+2", DataTypes.createDecimalType(5, 2))).isEqualTo(new BigDecimal("100.00"));
        assertThat(cast("1e-100", DataTypes.createDecimalType(5, 2))).isEqualTo(new BigDecimal("0.00"));
        assertThatThrownBy(() -> cast("1234.5", DataTypes.createDecimalType(5, 2)))
                .hasMessageContaining("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION");
        assertThatThrownBy(() -> cast("1e1000000000", DataTypes.createDecimalType(38, 2)))
                .hasMessageContaining("NUMERIC_OUT_OF_SUPPORTED_RANGE");
    }

    @Test
    void numbersNarrow() {
        assertThatThrownBy(() -> cast(300, DataTypes.ByteType))
                .isInstanceOfSatisfying(MillraceArithmeticException.class, error -> {
                    assertThat(error.getCondition()).isEqualTo("CAST_OVERFLOW");
                    assertThat(error.getMessageParameters()).containsEntry("value", "300");
                });
        assertThatThrownBy(() -> cast(2147483648L, INT)).hasMessageContaining("2147483648L");
        assertThat(cast(300, DataTypes.ByteType, Mode.LEGACY)).isEqualTo((byte) 44);
        assertThat(cast(300, DataTypes.ByteType, Mode.TRY)).isNull();
        assertThat(cast(2.9, INT)).isEqualTo(2);
        assertThat(cast(1e20, INT, Mode.LEGACY)).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> cast(Double.NaN, INT)).hasMessageContaining("CAST_OVERFLOW");
        assertThat(cast(new BigDecimal("2.99"), INT)).isEqualTo(2);
        assertThatThrownBy(() -> cast(new BigDecimal("9223372036854775808"), DataTypes.LongType))
                .hasMessageContaining("9223372036854775808BD");
        assertThat(cast(1.005, DataTypes.createDecimalType(4, 2))).isEqualTo(new BigDecimal("1.01"));
        assertThat(cast(7, DataTypes.createDecimalType(4, 2))).isEqualTo(new BigDecimal("7.00"));
        assertThat(cast(5, DataTypes.LongType)).isEqualTo(5L);
        assertThat(cast(5L, DataTypes.DoubleType)).isEqualTo(5.0);
    }

    @Test
    void booleans() {
        for (String word : List.of("t", "TRUE", " yes ", "y", "1")) {
            assertThat(cast(word, DataTypes.BooleanType)).isEqualTo(true);
        }
        for (String word : List.of("f", "False", "no", "n", "0")) {
            assertThat(cast(word, DataTypes.BooleanType)).isEqualTo(false);
        }
        assertThatThrownBy(() -> cast("tr", DataTypes.BooleanType)).hasMessageContaining("CAST_INVALID_INPUT");
        assertThat(cast(2, DataTypes.BooleanType)).isEqualTo(true);
        assertThat(cast(true, INT)).isEqualTo(1);
        assertThat(cast(false, STRING)).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01",
        "2024-2, 2024-02-01",
        "2024-02-9, 2024-02-09",
        "' 2024-02-29 ', 2024-02-29",
        "2024-02-29T12:00:00, 2024-02-29",
        "2024-02-29 anything, 2024-02-29",
        "-0001-01-01, -0001-01-01",
        "+10000-01-01, +10000-01-01"
    })
    void textToDates(String text, String expected) {
        assertThat(cast(text, DATE)).isEqualTo((int) LocalDate.parse(expected).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "202", "2024-13-01", "2023-02-29", "2024-02-30", "2024-1-1x", "2024-", "12345678-01-01", "x"
            })
    void textThatIsNoDate(String text) {
        assertThatThrownBy(() -> cast(text, DATE))
                .isInstanceOfSatisfying(
                        MillraceDateTimeException.class,
                        error -> assertThat(error.getCondition()).isEqualTo("CAST_INVALID_INPUT"));
        assertThat(cast(text, DATE, Mode.LEGACY)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01T08:00:00Z",
        "2024-03-05, 2024-03-05T08:00:00Z",
        "2024-03-05 01:02:03, 2024-03-05T09:02:03Z",
        "2024-03-05T01:02:03.5, 2024-03-05T09:02:03.5Z",
        "2024-03-05 1:2:3.123456789, 2024-03-05T09:02:03.123456Z",
        "2024-03-05 01:02, 2024-03-05T09:02:00Z",
        "2024-03-05 01:02:03Z, 2024-03-05T01:02:03Z",
        "2024-03-05 01:02:03+1:30, 2024-03-04T23:32:03Z",
        "2024-03-05 01:02:03.5 UTC-07:00, 2024-03-05T08:02:03.5Z",
        "2024-03-05 01:02:03 Europe/Paris, 2024-03-05T00:02:03Z",
        "2024-03-05 01:02:03PST, 2024-03-05T09:02:03Z",
        "2024-03-10 02:30:00, 2024-03-10T10:30:00Z",
        "2024-11-03 01:30:00, 2024-11-03T08:30:00Z"
    })
    void textToTimestamps(String text, String expected) {
        assertThat(cast(text, TIMESTAMP)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "2024-03-05 25:00:00",
                "2024-03-05 01:60:00",
                "2024-03-05 ab",
                "2024-03-05 01:02:03 Nowhere/City",
                "2024-03-05 010203",
                "2024-03-05 01:02.03",
                "20240305",
                "2024-03-05 01:02:03+25:00"
            })
    void textThatIsNoTimestamp(String text) {
        assertThatThrownBy(() -> cast(text, TIMESTAMP)).hasMessageContaining("CAST_INVALID_INPUT");
        assertThat(cast(text, TIMESTAMP, Mode.TRY)).isNull();
    }

    @Test
    void aTimeAloneMeansToday() {
        ColumnBatch batch = batch(Values.vector(STRING, List.of("T01:02:03", "4:05")));
        Expression conversion = new Expression.Conversion(column(0, STRING), TIMESTAMP, Mode.ANSI, ANSI.zone(), false);
        LocalDate today = Instant.ofEpochSecond(Calls.BATCH.timestampMicros() / 1_000_000)
                .atZone(ANSI.zone())
                .toLocalDate();
        assertThat(evaluate(conversion, batch))
                .containsExactly(
                        today.atTime(1, 2, 3).atZone(ANSI.zone()).toEpochSecond() * 1_000_000,
                        today.atTime(4, 5).atZone(ANSI.zone()).toEpochSecond() * 1_000_000);
    }

    @Property
    void timestampsSurviveText(
            @ForAll @LongRange(min = -62_135_596_800_000_000L, max = 253_402_300_799_999_999L) long value) {
        Expression timestamp = constant(value, TIMESTAMP);
        Object text = cast(timestamp, STRING);
        ZonedDateTime wall = Instant.EPOCH
                .plusNanos(0)
                .plusSeconds(Math.floorDiv(value, 1_000_000L))
                .plusNanos(Math.floorMod(value, 1_000_000L) * 1000)
                .atZone(ZoneId.of("America/Los_Angeles"));
        String expected = wall.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", java.util.Locale.ROOT));
        assertThat((String) text).startsWith(expected);
        assertThat(cast(text + " " + wall.getOffset().getId().replaceAll("(:\\d\\d):\\d\\d$", "$1"), DATE))
                .isEqualTo((int) wall.toLocalDate().toEpochDay());
        assertThat(cast(timestamp, DATE)).isEqualTo((int) wall.toLocalDate().toEpochDay());
        LocalDateTime local = wall.toLocalDateTime();
        assertThat(cast(text, TIMESTAMP))
                .isEqualTo(micros(local.atZone(ZoneId.of("America/Los_Angeles"))
                        .toInstant()
                        .toString()));
    }

    @Property
    void datesSurviveText(@ForAll @IntRange(min = -800_000_000, max = 800_000_000) int days) {
        Object text = cast(constant(days, DATE), STRING);
        assertThat(text).isEqualTo(DateTimeFormatter.ISO_LOCAL_DATE.format(LocalDate.ofEpochDay(days)));
        assertThat(cast(text, DATE)).isEqualTo(days);
    }

    @Property
    void numbersSurviveText(@ForAll long whole, @ForAll double fraction, @ForAll int cents) {
        assertThat(cast(whole, STRING)).isEqualTo(Long.toString(whole));
        assertThat(cast(Long.toString(whole), DataTypes.LongType)).isEqualTo(whole);
        assertThat(cast(fraction, STRING)).isEqualTo(Double.toString(fraction));
        assertThat(cast(Double.toString(fraction), DataTypes.DoubleType)).isEqualTo(fraction);
        double money = cents / 100.0;
        assertThat(cast(money, STRING)).isEqualTo(Double.toString(money));
        BigDecimal decimal = BigDecimal.valueOf(cents, 2);
        assertThat(cast(constant(decimal, DataTypes.createDecimalType(12, 2)), STRING))
                .isEqualTo(decimal.toPlainString());
    }

    @Test
    void timestampsAndNumbers() {
        Expression moment = constant(micros("2024-03-05T09:02:03.5Z"), TIMESTAMP);
        assertThat(cast(moment, DataTypes.LongType))
                .isEqualTo(Instant.parse("2024-03-05T09:02:03Z").getEpochSecond());
        assertThat(cast(constant(-1L, TIMESTAMP), DataTypes.LongType)).isEqualTo(-1L);
        assertThat(cast(moment, DataTypes.TimestampNTZType)).isEqualTo(micros("2024-03-05T01:02:03.5Z"));
        assertThat(cast(10L, TIMESTAMP)).isEqualTo(10_000_000L);
        assertThat(cast(1.5, TIMESTAMP)).isEqualTo(1_500_000L);
        assertThat(cast(constant(0, DATE), TIMESTAMP)).isEqualTo(micros("1970-01-01T08:00:00Z"));
    }

    @Test
    void intervals() {
        DataType day = DataTypes.createDayTimeIntervalType();
        DataType days = DataTypes.createDayTimeIntervalType(DayTimeIntervalType.DAY, DayTimeIntervalType.DAY);
        DataType years = DataTypes.createYearMonthIntervalType();
        assertThat(cast(constant(259_201_000_000L, day), STRING)).isEqualTo("INTERVAL '3 00:00:01' DAY TO SECOND");
        assertThat(cast(constant(37, years), STRING)).isEqualTo("INTERVAL '3-1' YEAR TO MONTH");
        assertThat(cast("-1 02:03:04.5", day)).isEqualTo(-(86_400_000_000L + 7_384_500_000L));
        assertThat(cast("INTERVAL '3-1' YEAR TO MONTH", years)).isEqualTo(37);
        assertThat(cast(10, days)).isEqualTo(864_000_000_000L);
        assertThat(cast(constant(864_000_000_000L, days), DataTypes.LongType)).isEqualTo(10L);
        assertThat(cast("3 months 1 hour -2 days", DataTypes.CalendarIntervalType))
                .isEqualTo(new CalendarInterval(3, -2, 3_600_000_000L));
        assertThat(cast("3 parsecs", DataTypes.CalendarIntervalType)).isNull();
        assertThatThrownBy(() -> cast(Integer.MAX_VALUE, DataTypes.createYearMonthIntervalType((byte) 0, (byte) 0)))
                .hasMessageContaining("CAST_OVERFLOW");
    }

    @Test
    void nestedValues() {
        Expression array = call(ANSI, "array", "1", null, "3");
        DataType ints = DataTypes.createArrayType(INT, true);
        assertThat(cast(array, ints)).isEqualTo(Arrays.asList(1, null, 3));
        assertThat(cast(array, STRING)).isEqualTo("[1, null, 3]");
        Expression struct = call(ANSI, "named_struct", "a", 1, "b", call(ANSI, "map", "k", null));
        assertThat(cast(struct, STRING)).isEqualTo("{1, {k -> null}}");
        assertThatThrownBy(() -> cast(array, INT)).hasMessageContaining("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION");
        assertThatThrownBy(() -> cast(1, DataTypes.BinaryType))
                .isInstanceOfSatisfying(MillraceThrowable.class, error -> {
                    assertThat(error.getCondition()).isEqualTo("DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION");
                    assertThat(error.getMessageParameters()).containsEntry("sqlExpr", "\"CAST(1 AS BINARY)\"");
                });
        assertThat((byte[]) cast(258, DataTypes.BinaryType, Mode.LEGACY)).containsExactly(0, 0, 1, 2);
        assertThat(Casts.canCast(DATE, INT, true)).isFalse();
        assertThat(cast(constant(5, DATE), INT, Mode.LEGACY)).isNull();
    }

    @Test
    void rowsThatAreNotSelectedNeverFail() {
        ColumnBatch batch = batch(Values.vector(STRING, Arrays.asList("1", "x", null, "4")));
        Expression conversion = new Expression.Conversion(column(0, STRING), INT, Mode.ANSI, ANSI.zone(), false);
        assertThat(evaluate(conversion, batch, new Selection(new int[] {0, 2, 3}, 3)))
                .containsExactly(1, null, 4);
        assertThatThrownBy(() -> evaluate(conversion, batch)).hasMessageContaining("'x'");
    }

    @Test
    void prettyText() {
        assertThat(Calls.ansi("pretty-string", constant(new byte[] {0x1F, 0x20}, DataTypes.BinaryType)))
                .isEqualTo("[1F 20]");
        assertThat(Calls.ansi("pretty-string", constant(null, INT))).isEqualTo("NULL");
        assertThat(Calls.ansi("int", "12")).isEqualTo(12);
    }
}
