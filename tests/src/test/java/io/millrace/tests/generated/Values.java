package io.millrace.tests.generated;

import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Values of any type as SQL, the awkward ones more often than chance would have it; each shrinks to a plain one. */
final class Values {
    /** How deep collections are that nobody asked to be deeper. */
    private static final int PLAIN_NESTING = 2;

    private static final RandomDistribution AWKWARD = (size, least, greatest, center) -> awkward(least, greatest);

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "A",
            "b",
            "ab",
            "abc",
            "Spark SQL",
            "  trimmed  ",
            "straße",
            "ﬁn ſ",
            "e\u0301te\u0301",
            "😀",
            "日本語",
            "İıǅ",
            "Ωμέγα",
            "1",
            "-7",
            " 12 ",
            "1.5",
            "-0.0",
            "1e3",
            "NaN",
            "Infinity",
            "9223372036854775808",
            "true",
            "f",
            "null",
            "2024-02-29",
            "2023-02-29",
            "2024-03-10 02:30:00",
            "2024-03-10T02:30:00.123456Z",
            "12:34",
            "1 day",
            "%",
            "a_c",
            "a\\b",
            "it's",
            "a\tb",
            "a,b;c",
            "abcabcabcabc",
            "{\"a\":1}",
            "[1,2]",
            "UTC",
            "YEAR",
            "\u0000",
            "\u200b",
            "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz");
    private static final List<String> DATES = List.of(
            "0001-01-01",
            "1582-10-04",
            "1582-10-15",
            "1883-11-18",
            "1969-12-31",
            "1970-01-01",
            "2000-02-29",
            "2024-02-29",
            "2024-03-31",
            "2024-12-30",
            "9999-12-31");
    private static final List<String> TIMES = List.of(
            "0001-01-01 00:00:00",
            "1582-10-10 12:00:00",
            "1883-11-18 12:00:00.5",
            "1969-12-31 23:59:59.999999",
            "1970-01-01 00:00:00",
            "2024-02-29 23:59:59.000001",
            "2024-03-10 02:30:00",
            "2024-03-31 02:30:00",
            "2024-10-27 02:30:00",
            "2024-11-03 01:30:00",
            "2024-12-31 23:59:59.999",
            "9999-12-31 23:59:59.999999");

    private Values() {}

    /** Values that are not null, with nulls inside of collections at times. */
    static Arbitrary<String> of(DataType type) {
        return of(type, PLAIN_NESTING);
    }

    private static Arbitrary<String> of(DataType type, int nesting) {
        return switch (type) {
            case NullType ignored -> Arbitraries.just("NULL");
            case BooleanType ignored -> Arbitraries.of("false", "true");
            case ByteType ignored -> whole(Byte.MIN_VALUE, Byte.MAX_VALUE, "Y");
            case ShortType ignored -> whole(Short.MIN_VALUE, Short.MAX_VALUE, "S");
            case IntegerType ignored -> whole(Integer.MIN_VALUE, Integer.MAX_VALUE, "");
            case LongType ignored -> whole(Long.MIN_VALUE, Long.MAX_VALUE, "L");
            case FloatType ignored -> floating("float", "F");
            case DoubleType ignored -> floating("double", "D");
            case DecimalType decimal -> decimal(decimal);
            case StringType ignored -> text().map(Values::quoted);
            case BinaryType ignored -> binary();
            case DateType ignored -> date().map(date -> "DATE '" + date + "'");
            case TimestampType ignored ->
                Combinators.combine(timestamp(), Arbitraries.of("", "", "", "Z"))
                        .as((time, zone) -> "TIMESTAMP '" + time + zone + "'");
            case TimestampNTZType ignored -> timestamp().map(time -> "TIMESTAMP_NTZ '" + time + "'");
            case YearMonthIntervalType ignored -> yearMonth(type);
            case DayTimeIntervalType ignored -> dayTime(type);
            case CalendarIntervalType ignored -> calendar();
            case TimeType ignored -> time(type);
            case ArrayType array -> array(array, nesting);
            case MapType map -> map(map, nesting);
            case StructType struct -> struct(struct, nesting);
            default -> throw new IllegalArgumentException("no values of " + type.sql());
        };
    }

    /** The null of a type. */
    static String missing(DataType type) {
        return "CAST(NULL AS " + type.sql() + ")";
    }

    /** A string literal. */
    static String quoted(String text) {
        StringBuilder literal = new StringBuilder("'");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\'' -> literal.append("\\'");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\t' -> literal.append("\\t");
                case 0 -> literal.append("\\0");
                default -> literal.appendCodePoint(point);
            }
        });
        return literal.append('\'').toString();
    }

    private static Arbitrary<String> whole(long least, long greatest, String suffix) {
        return Arbitraries.longs()
                .between(least, greatest)
                .withDistribution(AWKWARD)
                .map(value -> value + suffix);
    }

    /** Bounds, small numbers and some between. */
    private static RandomDistribution.RandomNumericGenerator awkward(BigInteger least, BigInteger greatest) {
        return random -> switch (random.nextInt(8)) {
            case 0 -> least;
            case 1 -> greatest;
            case 2 -> new BigInteger(greatest.bitLength(), random).min(greatest);
            case 3 -> BigInteger.ZERO;
            default -> BigInteger.valueOf(random.nextInt(16) - 3L).max(least).min(greatest);
        };
    }

    private static Arbitrary<String> floating(String function, String suffix) {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(-3, 12).map(value -> value + suffix)),
                Tuple.of(1, Arbitraries.integers().between(-9, 9).map(value -> value + ".5" + suffix)),
                Tuple.of(1, Arbitraries.integers().between(-99_999, 99_999).map(value -> value / 100.0 + suffix)),
                Tuple.of(5, Arbitraries.of("0.0", "-0.0", "1e20", "1.25e-10", "123456.789")
                        .map(value -> value + suffix)),
                Tuple.of(2, Arbitraries.of("NaN", "-Infinity").map(value -> function + "('" + value + "')")));
    }

    private static Arbitrary<String> decimal(DecimalType type) {
        BigInteger bound = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        Arbitrary<BigInteger> quarters = Arbitraries.integers()
                .between(-30, 130)
                .map(value -> BigInteger.valueOf(value)
                        .multiply(BigInteger.TEN.pow(type.scale()))
                        .divide(BigInteger.valueOf(4))
                        .remainder(bound));
        Arbitrary<BigInteger> any =
                Arbitraries.bigIntegers().between(bound.negate(), bound).withDistribution(AWKWARD);
        return Arbitraries.frequencyOf(Tuple.of(1, quarters), Tuple.of(2, any))
                .map(unscaled -> "CAST(" + new BigDecimal(unscaled, type.scale()).toPlainString() + "BD AS "
                        + type.sql() + ")");
    }

    private static Arbitrary<String> text() {
        Arbitrary<String> plain = Arbitraries.of(TEXTS);
        Arbitrary<String> pairs = Combinators.combine(plain, plain).as((first, second) -> first + second);
        return Arbitraries.frequencyOf(Tuple.of(4, plain), Tuple.of(1, pairs));
    }

    private static Arbitrary<String> binary() {
        Arbitrary<String> bytes = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(4)
                .map(value -> "X'" + HexFormat.of().formatHex(value) + "'");
        Arbitrary<String> texts = text().map(text -> "CAST(" + quoted(text) + " AS BINARY)");
        return Arbitraries.frequencyOf(Tuple.of(2, bytes), Tuple.of(1, texts));
    }

    private static Arbitrary<String> date() {
        Arbitrary<String> any = Arbitraries.integers()
                .between(-25_000, 40_000)
                .map(day -> LocalDate.ofEpochDay(day).toString());
        return Arbitraries.oneOf(Arbitraries.of(DATES), any);
    }

    private static Arbitrary<String> timestamp() {
        Arbitrary<String> any = Combinators.combine(
                        Arbitraries.longs().between(-2_000_000_000L, 4_000_000_000L),
                        Arbitraries.integers().between(0, 999_999))
                .as((seconds, micros) -> LocalDateTime.ofEpochSecond(seconds, micros * 1_000, ZoneOffset.UTC)
                        .toString()
                        .replace('T', ' '));
        return Arbitraries.oneOf(Arbitraries.of(TIMES), any);
    }

    private static Arbitrary<String> yearMonth(DataType type) {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.of(0, Integer.MAX_VALUE / 12 * 12)),
                        Tuple.of(2, Arbitraries.integers().between(-30, 30)))
                .map(months -> {
                    String text = (months < 0 ? "-" : "") + Math.abs(months) / 12 + "-" + Math.abs(months) % 12;
                    return cast("INTERVAL '" + text + "' YEAR TO MONTH", type, "INTERVAL YEAR TO MONTH");
                });
    }

    private static Arbitrary<String> dayTime(DataType type) {
        Arbitrary<String> plain = Combinators.combine(
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(30, 39))
                .as((days, hours, minutes) -> days + " 0" + hours + ":" + minutes + ":05.25");
        Arbitrary<String> awkward =
                Arbitraries.of("0 00:00:00", "106751991 04:00:54.775807", "-1 23:59:59.000001");
        return Arbitraries.frequencyOf(Tuple.of(3, awkward), Tuple.of(2, plain))
                .map(text -> cast("INTERVAL '" + text + "' DAY TO SECOND", type, "INTERVAL DAY TO SECOND"));
    }

    private static Arbitrary<String> calendar() {
        Arbitrary<Integer> few = Arbitraries.of(0, 0, 1, 2, -3, 14);
        return Combinators.combine(few, few, few, few, Arbitraries.of("0", "1.5", "-0.000001", "100000"))
                .as((years, months, days, hours, seconds) -> "make_interval("
                        + String.join(", ", years + "", months + "", "0", days + "", hours + "", "0", seconds)
                        + ")");
    }

    private static Arbitrary<String> time(DataType type) {
        return Arbitraries.of("00:00:00", "12:34:56", "23:59:59.999999", "01:02:03.4", "12:00:00.000001")
                .map(text -> cast("TIME '" + text + "'", type, "TIME(6)"));
    }

    private static String cast(String literal, DataType type, String own) {
        return type.sql().equals(own) ? literal : "CAST(" + literal + " AS " + type.sql() + ")";
    }

    private static Arbitrary<String> element(DataType type, int nesting) {
        return of(type, nesting - 1).injectNull(0.2).map(value -> value == null ? missing(type) : value);
    }

    private static Arbitrary<String> array(ArrayType type, int nesting) {
        return element(type.elementType(), nesting)
                .list()
                .ofMinSize(nesting <= 0 ? 1 : 0)
                .ofMaxSize(nesting <= 0 ? 1 : 4)
                .withSizeDistribution(RandomDistribution.uniform())
                .map(elements -> elements.isEmpty()
                        ? "CAST(array() AS " + type.sql() + ")"
                        : "array(" + String.join(", ", elements) + ")");
    }

    /** Keys that are equal would be refused; texts that differ may still be equal, and then the row is refused. */
    private static Arbitrary<String> map(MapType type, int nesting) {
        return Arbitraries.maps(of(type.keyType(), nesting - 1), element(type.valueType(), nesting))
                .ofMinSize(nesting <= 0 ? 1 : 0)
                .ofMaxSize(nesting <= 0 ? 1 : 2)
                .withSizeDistribution(RandomDistribution.uniform())
                .map(entries -> entries.isEmpty()
                        ? "CAST(map() AS " + type.sql() + ")"
                        : entries.entrySet().stream()
                                .map(entry -> entry.getKey() + ", " + entry.getValue())
                                .collect(Collectors.joining(", ", "map(", ")")));
    }

    private static Arbitrary<String> struct(StructType type, int nesting) {
        List<Arbitrary<String>> fields = new ArrayList<>();
        for (StructField field : type.fields()) {
            fields.add(element(field.dataType(), nesting).map(value -> quoted(field.name()) + ", " + value));
        }
        return Combinators.combine(fields).as(values -> "named_struct(" + String.join(", ", values) + ")");
    }
}
