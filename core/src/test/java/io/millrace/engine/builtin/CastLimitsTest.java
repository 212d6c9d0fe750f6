package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.Calls.ANSI;
import static io.millrace.engine.builtin.Calls.BATCH;
import static io.millrace.engine.builtin.Calls.batch;
import static io.millrace.engine.builtin.Calls.call;
import static io.millrace.engine.builtin.Calls.cast;
import static io.millrace.engine.builtin.Calls.column;
import static io.millrace.engine.builtin.Calls.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion.Mode;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversions beside the limits of types, in all three modes. */
class CastLimitsTest {
    private static final DataType BOOLEAN = DataTypes.BooleanType;
    private static final DataType BYTE = DataTypes.ByteType;
    private static final DataType INT = DataTypes.IntegerType;
    private static final DataType LONG = DataTypes.LongType;
    private static final DataType FLOAT = DataTypes.FloatType;
    private static final DataType DOUBLE = DataTypes.DoubleType;
    private static final DataType STRING = DataTypes.StringType;
    private static final DataType DATE = DataTypes.DateType;
    private static final DataType TIMESTAMP = DataTypes.TimestampType;
    private static final DataType LOCAL = DataTypes.TimestampNTZType;
    private static final long DAY = 86_400_000_000L;

    private static DataType type(String ddl) {
        return DataType.fromDDL(ddl);
    }

    private static Expression typed(Object value, String ddl) {
        return constant(value, type(ddl));
    }

    private static void fails(Object value, DataType to, String condition) {
        assertThatThrownBy(() -> cast(value, to))
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo(condition));
        assertThat(cast(value, to, Mode.TRY)).isNull();
    }

    /** The values of one conversion for two batches, one after the other. */
    private static List<Object> second(DataType from, DataType to, List<Object> first, List<Object> second) {
        Evaluator conversion =
                Evaluators.compile(new Expression.Conversion(column(0, from), to, Mode.ANSI, ANSI.zone(), false));
        var before = batch(Values.vector(from, first));
        conversion.evaluate(before, before.selection(), BATCH);
        var after = batch(Values.vector(from, second));
        ColumnVector result = conversion.evaluate(after, after.selection(), BATCH);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < second.size(); i++) {
            values.add(Values.get(result, i));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "TINYINT, 127, -128",
        "SMALLINT, 32767, -32768",
        "INT, 2147483647, -2147483648",
        "BIGINT, 9223372036854775807, -9223372036854775808"
    })
    void wholeNumbersUpToTheLastOne(String name, BigDecimal largest, BigDecimal smallest) {
        DataType to = type(name);
        DataType decimal = DataTypes.createDecimalType(21, 1);
        for (BigDecimal limit : List.of(largest, smallest)) {
            BigDecimal beyond = limit.add(BigDecimal.valueOf(limit.signum()));
            BigDecimal nearlyBeyond = limit.add(new BigDecimal("0.9").multiply(BigDecimal.valueOf(limit.signum())));
            assertThat(((Number) cast(limit.toPlainString(), to)).longValue()).isEqualTo(limit.longValue());
            fails(beyond.toPlainString(), to, "CAST_INVALID_INPUT");
            for (BigDecimal fits : List.of(limit, nearlyBeyond)) {
                assertThat(((Number) cast(constant(fits.setScale(1), decimal), to)).longValue())
                        .isEqualTo(limit.longValue());
            }
            fails(constant(beyond.setScale(1), decimal), to, "CAST_OVERFLOW");
            if (to.equals(LONG)) {
                continue;
            }
            assertThat(((Number) cast(limit.longValue(), to)).longValue()).isEqualTo(limit.longValue());
            fails(beyond.longValue(), to, "CAST_OVERFLOW");
            assertThat(((Number) cast(beyond.longValue(), to, Mode.LEGACY)).longValue())
                    .isEqualTo(limit.signum() > 0 ? smallest.longValue() : largest.longValue());
            for (BigDecimal fits : List.of(limit, nearlyBeyond)) {
                assertThat(((Number) cast(fits.doubleValue(), to)).longValue()).isEqualTo(limit.longValue());
            }
            fails(beyond.doubleValue(), to, "CAST_OVERFLOW");
            Expression moment = constant(limit.longValue() * 1_000_000, TIMESTAMP);
            assertThat(((Number) cast(moment, to)).longValue()).isEqualTo(limit.longValue());
            Expression later = constant(beyond.longValue() * 1_000_000, TIMESTAMP);
            fails(later, to, "CAST_OVERFLOW");
            assertThat(((Number) cast(later, to, Mode.LEGACY)).longValue())
                    .isEqualTo(limit.signum() > 0 ? smallest.longValue() : largest.longValue());
        }
    }

    @Test
    void doublesToWholeNumbersAsTheJvmNarrows() {
        assertThat(cast(9.3e18, LONG, Mode.LEGACY)).isEqualTo(Long.MAX_VALUE);
        assertThat(cast(9.223372036854776e18, LONG)).isEqualTo(Long.MAX_VALUE);
        assertThat(cast(-9.223372036854776e18, LONG)).isEqualTo(Long.MIN_VALUE);
        fails(9.3e18, LONG, "CAST_OVERFLOW");
        fails(-9.3e18, LONG, "CAST_OVERFLOW");
        fails(Double.NEGATIVE_INFINITY, LONG, "CAST_OVERFLOW");
        fails(Float.NaN, INT, "CAST_OVERFLOW");
        assertThat(cast(Double.NaN, INT, Mode.LEGACY)).isEqualTo(0);
        assertThat(cast(300.7, BYTE, Mode.LEGACY)).isEqualTo((byte) 44);
        assertThat(cast(-300.7f, BYTE, Mode.LEGACY)).isEqualTo((byte) -44);
        assertThat(cast(new BigDecimal("300.7"), BYTE, Mode.LEGACY)).isEqualTo((byte) 44);
    }

    @Test
    void floats() {
        assertThat(cast(" 1.1 ", FLOAT)).isEqualTo(1.1f);
        fails("1.1.1", FLOAT, "CAST_INVALID_INPUT");
        assertThat(cast(new BigDecimal("1.1"), FLOAT)).isEqualTo(1.1f);
        // by way of a double this one would be rounded twice
        assertThat(cast(9_007_199_791_611_905L, FLOAT)).isEqualTo((float) 9_007_199_791_611_905L);
        assertThat(cast(16_777_217, FLOAT)).isEqualTo(16_777_216f);
        assertThat(cast(1.1, FLOAT)).isEqualTo(1.1f);
        assertThat(cast(1e300, FLOAT)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(cast(true, FLOAT)).isEqualTo(1f);
        assertThat(cast(constant(1_500_000L, TIMESTAMP), FLOAT)).isEqualTo(1.5f);
        assertThat(cast(1.1f, DOUBLE)).isEqualTo((double) 1.1f);
        assertThat(cast(new BigDecimal("-1.25"), DOUBLE)).isEqualTo(-1.25);
        assertThat(cast(constant(-1_500_000L, TIMESTAMP), DOUBLE)).isEqualTo(-1.5);
        assertThat(cast(false, DOUBLE)).isEqualTo(0.0);
        assertThat(cast((byte) -3, DOUBLE)).isEqualTo(-3.0);
    }

    @Test
    void booleans() {
        assertThat(cast(0.0, BOOLEAN)).isEqualTo(false);
        assertThat(cast(-0.1, BOOLEAN)).isEqualTo(true);
        assertThat(cast(Double.NaN, BOOLEAN)).isEqualTo(true);
        assertThat(cast(0f, BOOLEAN)).isEqualTo(false);
        assertThat(cast(0.5f, BOOLEAN)).isEqualTo(true);
        assertThat(cast(0L, BOOLEAN)).isEqualTo(false);
        assertThat(cast(-1L, BOOLEAN)).isEqualTo(true);
        DataType decimal = DataTypes.createDecimalType(38, 0);
        assertThat(cast(constant(BigDecimal.ZERO, decimal), BOOLEAN)).isEqualTo(false);
        assertThat(cast(constant(BigDecimal.ONE, decimal), BOOLEAN)).isEqualTo(true);
        // 2 to the 64th has no bit among the lower 64
        assertThat(cast(constant(new BigDecimal("18446744073709551616"), decimal), BOOLEAN))
                .isEqualTo(true);
        assertThat(cast(constant(5, DATE), BOOLEAN, Mode.LEGACY)).isNull();
        assertThat(cast(constant(5L, TIMESTAMP), BOOLEAN, Mode.LEGACY)).isEqualTo(true);
        fails("yess", BOOLEAN, "CAST_INVALID_INPUT");
        fails("falsee", BOOLEAN, "CAST_INVALID_INPUT");
        fails("", BOOLEAN, "CAST_INVALID_INPUT");
    }

    @Test
    void nothingIsLeftOverFromTheBatchBefore() {
        assertThat(second(STRING, BOOLEAN, List.of("true", "true"), List.of("false", "no")))
                .containsExactly(false, false);
        DataType decimal = DataTypes.createDecimalType(5, 2);
        assertThat(second(STRING, decimal, List.of("1.5", "2"), List.of("1e-100", "0")))
                .containsExactly(new BigDecimal("0.00"), new BigDecimal("0.00"));
        assertThat(second(STRING, INT, List.of("1", "2"), Arrays.asList("0", null)))
                .containsExactly(0, null);
        assertThat(second(STRING, DATE, List.of("2024-01-01"), List.of("1970-01-01")))
                .containsExactly(0);
        assertThat(second(LONG, BOOLEAN, List.of(1L), List.of(0L))).containsExactly(false);
        assertThat(second(DOUBLE, TIMESTAMP, List.of(1.0), List.of(0.0))).containsExactly(0L);
    }

    @Test
    void decimals() {
        DataType small = DataTypes.createDecimalType(5, 2);
        DataType tiny = DataTypes.createDecimalType(38, 38);
        String nines = "9".repeat(38);
        assertThat(cast(nines, DataTypes.createDecimalType(38, 0))).isEqualTo(new BigDecimal(nines));
        fails("9" + nines, DataTypes.createDecimalType(38, 0), "NUMERIC_OUT_OF_SUPPORTED_RANGE");
        assertThat(cast("1e39", small, Mode.LEGACY)).isNull();
        assertThat(cast("0e100", small)).isEqualTo(new BigDecimal("0.00"));
        assertThat(cast("5e-39", tiny)).isEqualTo(new BigDecimal("1E-38"));
        assertThat(cast("4e-39", tiny)).isEqualTo(BigDecimal.ZERO.setScale(38));
        assertThat(cast("5e-40", tiny)).isEqualTo(BigDecimal.ZERO.setScale(38));
        fails("x", small, "CAST_INVALID_INPUT");
        fails("999.995", small, "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION");
        assertThat(cast("999.994", small)).isEqualTo(new BigDecimal("999.99"));
        fails(new BigDecimal("1000.00"), small, "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION");
        assertThat(cast(new BigDecimal("-0.005"), small)).isEqualTo(new BigDecimal("-0.01"));
        assertThat(cast(new BigDecimal("12.5"), DataTypes.createDecimalType(3, 2), Mode.LEGACY))
                .isNull();
        fails(1000, small, "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION");
        assertThat(cast(-999, small)).isEqualTo(new BigDecimal("-999.00"));
        assertThat(cast(true, small)).isEqualTo(new BigDecimal("1.00"));
        assertThat(cast(2.345f, small)).isEqualTo(new BigDecimal("2.35"));
        assertThat(cast(constant(new BigDecimal("-1.50"), small), DataTypes.createDecimalType(38, 2)))
                .isEqualTo(new BigDecimal("-1.50"));
        for (Object none : new Object[] {Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThat(cast(none, small)).isNull();
            assertThat(cast(none, small, Mode.LEGACY)).isNull();
        }
        assertThat(cast(constant(1_500_000L, TIMESTAMP), small)).isEqualTo(new BigDecimal("1.50"));
        assertThat(cast(typed(43_200_500_000_000L, "TIME(6)"), DataTypes.createDecimalType(20, 9)))
                .isEqualTo(new BigDecimal("43200.500000000"));
        assertThat(cast(typed(90_000_000_000L, "INTERVAL DAY TO HOUR"), small)).isEqualTo(new BigDecimal("25.00"));
        assertThat(cast(typed(90_500_000L, "INTERVAL DAY TO SECOND"), small)).isEqualTo(new BigDecimal("90.50"));
        assertThat(cast(typed(36, "INTERVAL YEAR"), small)).isEqualTo(new BigDecimal("3.00"));
        assertThat(cast(typed(37, "INTERVAL YEAR TO MONTH"), small)).isEqualTo(new BigDecimal("37.00"));
    }

    @Test
    void textAndBytes() {
        byte[] bytes = "h\u00e9".getBytes(StandardCharsets.UTF_8);
        assertThat((byte[]) cast("h\u00e9", DataTypes.BinaryType)).isEqualTo(bytes);
        assertThat(cast(constant(bytes, DataTypes.BinaryType), STRING)).isEqualTo("h\u00e9");
        assertThat(cast("", DataTypes.BinaryType)).isEqualTo(new byte[0]);
        assertThat((byte[]) cast(-2L, DataTypes.BinaryType, Mode.LEGACY))
                .containsExactly(-1, -1, -1, -1, -1, -1, -1, -2);
        assertThat((byte[]) cast((short) 258, DataTypes.BinaryType, Mode.LEGACY))
                .containsExactly(1, 2);
        assertThat((byte[]) cast((byte) -1, DataTypes.BinaryType, Mode.LEGACY)).containsExactly(-1);
        // one buffer serves all rows
        assertThat(second(INT, STRING, List.of(1234, 5), List.of(6, 78))).containsExactly("6", "78");
    }

    @Test
    void momentsFromNumbers() {
        assertThat(cast(1.5f, TIMESTAMP)).isEqualTo(1_500_000L);
        assertThat(cast(-0.0000015, TIMESTAMP)).isEqualTo(-1L);
        assertThat(cast(constant(new BigDecimal("1.1234567"), DataTypes.createDecimalType(10, 7)), TIMESTAMP))
                .isEqualTo(1_123_456L);
        assertThat(cast(-3, TIMESTAMP)).isEqualTo(-3_000_000L);
        assertThat(cast(true, TIMESTAMP, Mode.LEGACY)).isEqualTo(1L);
        fails(Double.NaN, TIMESTAMP, "CAST_INVALID_INPUT");
        fails(Double.POSITIVE_INFINITY, TIMESTAMP, "CAST_INVALID_INPUT");
        assertThat(cast(Double.NaN, TIMESTAMP, Mode.LEGACY)).isNull();
        fails(1e13, TIMESTAMP, "CAST_OVERFLOW");
        fails(-1e13, TIMESTAMP, "CAST_OVERFLOW");
        fails(1e305, TIMESTAMP, "CAST_OVERFLOW");
        assertThat(cast(1e305, TIMESTAMP, Mode.LEGACY)).isEqualTo(Long.MAX_VALUE);
        assertThat(cast(9_223_372_036_854.775, TIMESTAMP)).isEqualTo(9_223_372_036_854_775_807L);
        assertThat(cast(-9_223_372_036_854.775, TIMESTAMP)).isEqualTo(Long.MIN_VALUE);
        // whole seconds that do not fit stop at the end of time
        assertThat(cast(Long.MAX_VALUE, TIMESTAMP)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void momentsFromMoments() {
        long moment = LocalDateTime.of(1969, 12, 31, 23, 30).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertThat(cast(constant(moment, LOCAL), DATE)).isEqualTo(-1);
        assertThat(cast(constant(-1L, LOCAL), DATE)).isEqualTo(-1);
        assertThat(cast(constant(DAY, LOCAL), DATE)).isEqualTo(1);
        assertThat(cast(constant(moment, LOCAL), TIMESTAMP)).isEqualTo(moment + 8 * 3_600_000_000L);
        assertThat(cast(constant(moment + 8 * 3_600_000_000L, TIMESTAMP), LOCAL))
                .isEqualTo(moment);
        assertThat(cast(constant(moment, TIMESTAMP), DATE)).isEqualTo(-1);
        assertThat(cast(constant(0L, TIMESTAMP), DATE)).isEqualTo(-1);
        assertThat(cast(constant(3, DATE), LOCAL)).isEqualTo(3 * DAY);
        assertThat(cast(constant(-3, DATE), LOCAL)).isEqualTo(-3 * DAY);
        assertThat(cast("2024-03-10 02:30:00", LOCAL))
                .isEqualTo(LocalDateTime.of(2024, 3, 10, 2, 30).toEpochSecond(ZoneOffset.UTC) * 1_000_000);
        fails("2024-03-10 02:60", LOCAL, "CAST_INVALID_INPUT");
        // a moment that the clocks of Los Angeles leave out, and one that they show twice
        assertThat(cast(
                        cast("2024-03-10 02:30:00", LOCAL) instanceof Long gap ? constant(gap, LOCAL) : null,
                        TIMESTAMP))
                .isEqualTo(LocalDateTime.of(2024, 3, 10, 10, 30).toEpochSecond(ZoneOffset.UTC) * 1_000_000);
        assertThat(cast(constant((int) LocalDate.of(2024, 7, 1).toEpochDay(), DATE), TIMESTAMP))
                .isEqualTo(LocalDateTime.of(2024, 7, 1, 7, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000);
    }

    @Test
    void timesOfDay() {
        long nanos = 45_296_789_123_000L;
        assertThat(cast("12:34:56.789123", type("TIME(6)"))).isEqualTo(nanos);
        assertThat(cast("12:34:56.789123", type("TIME(3)"))).isEqualTo(45_296_789_000_000L);
        assertThat(cast("12:34:56.789123", type("TIME(0)"))).isEqualTo(45_296_000_000_000L);
        assertThat(cast(typed(nanos, "TIME(6)"), type("TIME(2)"))).isEqualTo(45_296_780_000_000L);
        assertThat(cast(typed(nanos, "TIME(6)"), type("TIME(5)"))).isEqualTo(45_296_789_120_000L);
        assertThat(cast(typed(45_296_780_000_000L, "TIME(2)"), type("TIME(6)"))).isEqualTo(45_296_780_000_000L);
        fails("25:00:00", type("TIME(6)"), "CAST_INVALID_INPUT");
        assertThat(cast(typed(nanos, "TIME(6)"), INT)).isEqualTo(45_296);
    }

    @Test
    void intervals() {
        DataType seconds = type("INTERVAL DAY TO SECOND");
        long value = -(DAY + 7_384_500_000L);
        Expression interval = constant(value, seconds);
        assertThat(cast(interval, type("INTERVAL DAY"))).isEqualTo(-DAY);
        assertThat(cast(interval, type("INTERVAL DAY TO HOUR"))).isEqualTo(-(DAY + 7_200_000_000L));
        assertThat(cast(interval, type("INTERVAL DAY TO MINUTE"))).isEqualTo(-(DAY + 7_380_000_000L));
        assertThat(cast(typed(value, "INTERVAL DAY TO MINUTE"), seconds)).isEqualTo(value);
        assertThat(cast(interval, type("INTERVAL SECOND"))).isEqualTo(value);
        assertThat(cast(typed(37, "INTERVAL YEAR TO MONTH"), type("INTERVAL YEAR")))
                .isEqualTo(36);
        assertThat(cast(typed(-37, "INTERVAL YEAR TO MONTH"), type("INTERVAL YEAR")))
                .isEqualTo(-36);
        assertThat(cast(typed(-37, "INTERVAL YEAR TO MONTH"), type("INTERVAL MONTH")))
                .isEqualTo(-37);
        assertThat(cast(new BigDecimal("1.5"), type("INTERVAL HOUR"))).isEqualTo(5_400_000_000L);
        assertThat(cast(new BigDecimal("0.0000005"), seconds)).isEqualTo(1L);
        assertThat(cast(new BigDecimal("1.5"), type("INTERVAL MONTH"))).isEqualTo(2);
        assertThat(cast(new BigDecimal("1.5"), type("INTERVAL YEAR"))).isEqualTo(18);
        assertThat(cast(-2, type("INTERVAL MINUTE"))).isEqualTo(-120_000_000L);
        assertThat(cast(typed(120_000_000L, "INTERVAL MINUTE"), INT)).isEqualTo(2);
        assertThat(cast(typed(-36, "INTERVAL YEAR"), LONG)).isEqualTo(-3L);
        assertThat(cast(typed(-37, "INTERVAL MONTH"), LONG)).isEqualTo(-37L);
        assertThat(cast(typed(-1_500_000L, "INTERVAL SECOND"), LONG)).isEqualTo(-1L);
        fails(Long.MAX_VALUE, seconds, "CAST_OVERFLOW");
        fails(Integer.MIN_VALUE, type("INTERVAL YEAR"), "CAST_OVERFLOW");
        fails(typed(Integer.MAX_VALUE * 1_000_000L, "INTERVAL SECOND"), BYTE, "CAST_OVERFLOW");
        assertThatThrownBy(() -> cast("1 parsec", seconds)).isInstanceOf(MillraceThrowable.class);
        assertThatThrownBy(() -> cast("1 parsec", type("INTERVAL YEAR"))).isInstanceOf(MillraceThrowable.class);
        assertThat(cast("1 parsec", seconds, Mode.TRY)).isNull();
        assertThat(cast("1 parsec", type("INTERVAL YEAR"), Mode.TRY)).isNull();
        assertThat(cast("1 parsec", DataTypes.CalendarIntervalType, Mode.TRY)).isNull();
    }

    @Test
    void nestedValuesOfSeveralRows() {
        DataType maps = type("MAP<STRING, STRING>");
        Map<Object, Object> first = new LinkedHashMap<>(Map.of("1", "1.5"));
        Map<Object, Object> second = new LinkedHashMap<>();
        second.put("2", "2.5");
        second.put("3", null);
        Map<Object, Object> expected = new LinkedHashMap<>();
        expected.put(2, 2.5);
        expected.put(3, null);
        assertThat(second(maps, type("MAP<INT, DOUBLE>"), List.of(first), List.of(first, second)))
                .containsExactly(Map.of(1, 1.5), expected);
        DataType lists = type("ARRAY<STRING>");
        assertThat(second(lists, type("ARRAY<INT>"), List.of(List.of("7")), List.of(List.of("8", "9"), List.of("10"))))
                .containsExactly(List.of(8, 9), List.of(10));
        DataType structs = type("STRUCT<a: STRING, b: STRING, c: INT>");
        List<Object> values = second(
                structs,
                type("STRUCT<x: INT, y: STRING, z: BIGINT>"),
                List.of((Object) new Object[] {"1", "one", 1}),
                Arrays.asList(new Object[] {"2", "two", 2}, null, new Object[] {null, null, 3}));
        assertThat((Object[]) values.get(0)).containsExactly(2, "two", 2L);
        assertThat(values.get(1)).isNull();
        assertThat((Object[]) values.get(2)).containsExactly(null, null, 3L);
        assertThat(cast(5, INT)).isEqualTo(5);
        assertThat(cast(call(ANSI, "array"), type("ARRAY<INT>"))).isEqualTo(List.of());
        assertThat(cast(constant(null), INT)).isNull();
    }

    /** Which conversions there are: a row for each source; columns in the order of the rows; a for ANSI, l only older. */
    @Test
    void thereAreSparksConversions() {
        String[] types = {
            "INT",
            "DECIMAL(10,2)",
            "DOUBLE",
            "STRING",
            "BINARY",
            "BOOLEAN",
            "DATE",
            "TIMESTAMP",
            "TIMESTAMP_NTZ",
            "TIME(6)",
            "INTERVAL DAY",
            "INTERVAL MONTH",
            "INTERVAL"
        };
        String[] expected = {
            "aaaala-a--aa-",
            "aaaa-a-a--aa-",
            "aaaa-a-a-----",
            "aaaaaaaaaaaaa",
            "---aa--------",
            "aaaa-a-l-----",
            "llla-laaa----",
            "aaaa-laaa----",
            "---a--aaa----",
            "aa-a-----a---",
            "aa-a------a--",
            "aa-a-------a-",
            "---a--------a"
        };
        for (int from = 0; from < types.length; from++) {
            StringBuilder line = new StringBuilder();
            for (String to : types) {
                boolean ansi = Casts.canCast(type(types[from]), type(to), true);
                boolean legacy = Casts.canCast(type(types[from]), type(to), false);
                line.append(ansi ? "a" : legacy ? "l" : "-");
            }
            assertThat(line.toString()).as(types[from]).isEqualTo(expected[from]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ARRAY<INT>; ARRAY<STRING>; a",
                "ARRAY<INT>; ARRAY<DATE>; -",
                "ARRAY<INT>; MAP<INT, INT>; -",
                "ARRAY<INT>; INT; -",
                "ARRAY<INT>; STRING; a",
                "INT; ARRAY<INT>; -",
                "MAP<INT, INT>; MAP<BIGINT, DOUBLE>; a",
                "MAP<DATE, INT>; MAP<INT, INT>; -",
                "MAP<STRING, INT>; MAP<INT, INT>; A",
                "MAP<INT, DATE>; MAP<INT, BINARY>; -",
                "STRUCT<a: INT>; STRUCT<b: STRING>; a",
                "STRUCT<a: INT>; STRUCT<b: STRING, c: STRING>; -",
                "STRUCT<a: INT, b: DATE>; STRUCT<b: STRING, c: BINARY>; -",
                "STRUCT<a: INT>; STRUCT<b: INT NOT NULL>; -",
                "STRUCT<a: INT NOT NULL>; STRUCT<b: BIGINT NOT NULL>; a",
                "STRUCT<a: STRING NOT NULL>; STRUCT<b: INT NOT NULL>; A",
                "STRUCT<a: INT NOT NULL>; STRUCT<b: INT>; a"
            })
    void nestedConversions(String from, String to, String expected) {
        boolean ansi = Casts.canCast(type(from), type(to), true);
        boolean legacy = Casts.canCast(type(from), type(to), false);
        // A stands for ANSI mode alone: there a value that cannot be converted is an error and no NULL
        assertThat(ansi ? legacy ? "a" : "A" : "-").isEqualTo(expected);
    }

    @Test
    void listsKeepTheirNulls() {
        DataType nulls = DataTypes.createArrayType(INT, true);
        DataType noNulls = DataTypes.createArrayType(INT, false);
        DataType texts = DataTypes.createArrayType(STRING, false);
        assertThat(Casts.canCast(nulls, noNulls, true)).isFalse();
        assertThat(Casts.canCast(noNulls, nulls, true)).isTrue();
        assertThat(Casts.canCast(texts, noNulls, true)).isTrue();
        assertThat(Casts.canCast(texts, noNulls, false)).isFalse();
        assertThat(Casts.canCast(texts, nulls, false)).isTrue();
        assertThat(Casts.canCast(noNulls, texts, false)).isTrue();
    }

    @Test
    void refusalsSayWhatToDo() {
        assertThatThrownBy(() -> cast(1, DATE)).isInstanceOfSatisfying(MillraceThrowable.class, error -> {
            assertThat(error.getCondition()).isEqualTo("DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION");
            assertThat(error.getMessageParameters())
                    .containsEntry("functionNames", "`DATE_FROM_UNIX_DATE`")
                    .containsEntry("srcType", "\"INT\"")
                    .containsEntry("targetType", "\"DATE\"");
        });
        assertThatThrownBy(() -> cast(constant(1, DATE), INT))
                .isInstanceOfSatisfying(
                        MillraceThrowable.class,
                        error ->
                                assertThat(error.getMessageParameters()).containsEntry("functionNames", "`UNIX_DATE`"));
        assertThatThrownBy(() -> cast(true, DATE)).hasMessageContaining("CAST_WITHOUT_SUGGESTION");
        assertThatThrownBy(() -> cast(constant(1, DATE), BOOLEAN)).hasMessageContaining("CAST_WITH_CONF_SUGGESTION");
        assertThatThrownBy(() -> cast(1, DataTypes.BinaryType, Mode.TRY))
                .hasMessageContaining("CAST_WITHOUT_SUGGESTION");
        assertThatThrownBy(() -> cast(1, DATE, Mode.LEGACY)).hasMessageContaining("CAST_WITHOUT_SUGGESTION");
    }
}
