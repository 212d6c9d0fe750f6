package io.millrace.tests.generated;

import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
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
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** Values of any type as SQL, the awkward ones more often than chance would have it. */
final class Values {
    /** How deep collections are that nobody asked to be deeper. */
    static final int PLAIN_NESTING = 2;

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

    /** A value that is not null, with nulls inside of collections at times. */
    static String draw(DataType type, RandomGenerator random, int nesting) {
        return switch (type) {
            case NullType ignored -> "NULL";
            case BooleanType ignored -> random.nextBoolean() ? "true" : "false";
            case ByteType ignored -> whole(random, Byte.MIN_VALUE, Byte.MAX_VALUE) + "Y";
            case ShortType ignored -> whole(random, Short.MIN_VALUE, Short.MAX_VALUE) + "S";
            case IntegerType ignored -> whole(random, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LongType ignored -> whole(random, Long.MIN_VALUE, Long.MAX_VALUE) + "L";
            case FloatType ignored -> floating("FLOAT", random);
            case DoubleType ignored -> floating("DOUBLE", random);
            case DecimalType decimal -> decimal(decimal, random);
            case StringType ignored -> quoted(text(random));
            case BinaryType ignored -> binary(random);
            case DateType ignored -> "DATE '" + date(random) + "'";
            case TimestampType ignored -> "TIMESTAMP '" + time(random) + (random.nextInt(4) == 0 ? "Z'" : "'");
            case TimestampNTZType ignored -> "TIMESTAMP_NTZ '" + time(random) + "'";
            case YearMonthIntervalType ignored -> yearMonth(type, random);
            case DayTimeIntervalType ignored -> dayTime(type, random);
            case ArrayType array -> array(array, random, nesting);
            case MapType map -> map(map, random, nesting);
            case StructType struct -> struct(struct, random, nesting);
            default -> throw new IllegalArgumentException("no values of " + type.sql());
        };
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

    private static <T> T pick(List<T> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    private static String whole(RandomGenerator random, long least, long greatest) {
        long value = switch (random.nextInt(8)) {
            case 0 -> least;
            case 1 -> greatest;
            case 2 -> random.nextLong(least / 2, greatest);
            case 3 -> 0;
            default -> random.nextInt(-3, 13);
        };
        return Long.toString(value);
    }

    private static String floating(String type, RandomGenerator random) {
        String suffix = type.substring(0, 1);
        return switch (random.nextInt(12)) {
            case 0 -> type.toLowerCase(java.util.Locale.ROOT) + "('NaN')";
            case 1 -> type.toLowerCase(java.util.Locale.ROOT) + "('-Infinity')";
            case 2 -> "-0.0" + suffix;
            case 3 -> "0.0" + suffix;
            case 4 -> "1e20" + suffix;
            case 5 -> "1.25e-10" + suffix;
            case 6 -> random.nextInt(-99_999, 99_999) / 100.0 + suffix;
            case 7 -> random.nextInt(-9, 9) + ".5" + suffix;
            case 8 -> "123456.789" + suffix;
            default -> random.nextInt(-3, 13) + suffix;
        };
    }

    private static String decimal(DecimalType type, RandomGenerator random) {
        BigInteger bound = BigInteger.TEN.pow(type.precision());
        BigInteger unscaled = switch (random.nextInt(6)) {
            case 0 -> bound.subtract(BigInteger.ONE);
            case 1 -> BigInteger.ONE.subtract(bound);
            case 2 -> BigInteger.ZERO;
            case 3 -> new BigInteger(bound.bitLength() - 1, new java.util.Random(random.nextLong()));
            default ->
                BigInteger.valueOf(random.nextInt(-30, 130))
                        .multiply(BigInteger.TEN.pow(type.scale()))
                        .divide(BigInteger.valueOf(4));
        };
        BigDecimal value = new BigDecimal(unscaled.remainder(bound), type.scale());
        return "CAST(" + value.toPlainString() + "BD AS " + type.sql() + ")";
    }

    private static String text(RandomGenerator random) {
        if (random.nextInt(5) > 0) {
            return pick(TEXTS, random);
        }
        return pick(TEXTS, random) + pick(TEXTS, random);
    }

    private static String binary(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return random.nextInt(3) == 0
                ? "CAST(" + quoted(text(random)) + " AS BINARY)"
                : "X'" + HexFormat.of().formatHex(bytes) + "'";
    }

    private static String date(RandomGenerator random) {
        return random.nextBoolean()
                ? pick(DATES, random)
                : LocalDate.ofEpochDay(random.nextInt(-25_000, 40_000)).toString();
    }

    private static String time(RandomGenerator random) {
        if (random.nextBoolean()) {
            return pick(TIMES, random);
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                random.nextLong(-2_000_000_000L, 4_000_000_000L), random.nextInt(1_000_000) * 1_000, ZoneOffset.UTC);
        return time.toString().replace('T', ' ');
    }

    private static String yearMonth(DataType type, RandomGenerator random) {
        int months = switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> Integer.MAX_VALUE / 12 * 12;
            default -> random.nextInt(-30, 30);
        };
        String sign = months < 0 ? "-" : "";
        String literal = "INTERVAL '" + sign + Math.abs(months) / 12 + "-" + Math.abs(months) % 12 + "' YEAR TO MONTH";
        return type.sql().equals("INTERVAL YEAR TO MONTH") ? literal : "CAST(" + literal + " AS " + type.sql() + ")";
    }

    private static String dayTime(DataType type, RandomGenerator random) {
        String days = switch (random.nextInt(5)) {
            case 0 -> "0 00:00:00";
            case 1 -> "106751991 04:00:54.775807";
            case 2 -> "-1 23:59:59.000001";
            default -> random.nextInt(100) + " 0" + random.nextInt(10) + ":3" + random.nextInt(10) + ":05.25";
        };
        String literal = "INTERVAL '" + days + "' DAY TO SECOND";
        return type.sql().equals("INTERVAL DAY TO SECOND") ? literal : "CAST(" + literal + " AS " + type.sql() + ")";
    }

    private static String element(DataType type, RandomGenerator random, int nesting) {
        return random.nextInt(5) == 0 ? "CAST(NULL AS " + type.sql() + ")" : draw(type, random, nesting - 1);
    }

    private static String array(ArrayType type, RandomGenerator random, int nesting) {
        int size = nesting <= 0 ? 1 : random.nextInt(5);
        StringJoiner elements = new StringJoiner(", ", "array(", ")");
        for (int i = 0; i < size; i++) {
            elements.add(element(type.elementType(), random, nesting));
        }
        return size == 0 ? "CAST(array() AS " + type.sql() + ")" : elements.toString();
    }

    private static String map(MapType type, RandomGenerator random, int nesting) {
        int size = nesting <= 0 ? 1 : random.nextInt(3);
        List<String> keys = new ArrayList<>();
        StringJoiner entries = new StringJoiner(", ", "map(", ")");
        for (int i = 0; i < size; i++) {
            String key = draw(type.keyType(), random, nesting - 1);
            // Keys that are equal would be refused; texts that differ may still be equal, and then the row is refused.
            if (!keys.contains(key)) {
                keys.add(key);
                entries.add(key).add(element(type.valueType(), random, nesting));
            }
        }
        return keys.isEmpty() ? "CAST(map() AS " + type.sql() + ")" : entries.toString();
    }

    private static String struct(StructType type, RandomGenerator random, int nesting) {
        StringJoiner fields = new StringJoiner(", ", "named_struct(", ")");
        for (StructField field : type.fields()) {
            fields.add(quoted(field.name())).add(element(field.dataType(), random, nesting));
        }
        return fields.toString();
    }
}
