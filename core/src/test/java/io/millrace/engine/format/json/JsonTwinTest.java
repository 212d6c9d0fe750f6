package io.millrace.engine.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.Values;
import io.millrace.spi.json.Json;
import io.millrace.spi.option.Options;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The fast way and the strict way must agree on every record that the fast way accepts. */
class JsonTwinTest {
    private static final StructType SCHEMA = StructType.fromDDL(
            "i INT, l BIGINT, y TINYINT, d DOUBLE, f FLOAT, m DECIMAL(10,2), s STRING, b BOOLEAN, t TIMESTAMP, n TIMESTAMP_NTZ, "
                    + "e DATE, a ARRAY<INT>, o STRUCT<x:INT,u:STRING,v:ARRAY<STRUCT<w:DOUBLE>>>, k MAP<STRING,STRING>, "
                    + "_corrupt_record STRING");

    private final JsonOptions options = JsonOptions.of(Options.EMPTY, ZoneId.of("America/New_York"));

    /** One parser and its vectors. */
    private final class Parsing {
        final JsonRecordParser parser = new JsonRecordParser(SCHEMA, options);
        final List<ValueVector> columns = new ArrayList<>();

        Parsing(byte[] block) {
            for (StructField field : SCHEMA) {
                ValueVector column = ValueVector.create(field.dataType());
                column.reset(ColumnBatch.MAX_ROWS);
                columns.add(column);
            }
            parser.begin(columns, block);
        }

        List<Object> row(int row) {
            List<Object> values = new ArrayList<>();
            columns.forEach(column -> values.add(Values.get(column, row)));
            return values;
        }
    }

    @Property(tries = 400)
    void bothWaysAgree(@ForAll long seed, @ForAll @IntRange(max = 3) int damage) {
        Random random = new Random(seed);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] record = record(random).getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j < damage; j++) {
                record[random.nextInt(record.length)] = (byte) random.nextInt(256);
            }
            records.add(record);
        }
        int length = records.stream().mapToInt(record -> record.length).sum();
        byte[] block = new byte[length + JsonRecordParser.PADDING];
        Arrays.fill(block, length, block.length, (byte) '}');
        int at = 0;
        Parsing fast = new Parsing(block);
        Parsing strict = new Parsing(null);
        int row = 0;
        for (byte[] record : records) {
            System.arraycopy(record, 0, block, at, record.length);
            at += record.length;
        }
        at = 0;
        for (byte[] record : records) {
            int stop = fast.parser.fast(block, at, at + record.length, row);
            int rows = strict.parser.strict(record, 0, record.length, row);
            if (stop >= 0) {
                assertThat(stop).isLessThanOrEqualTo(at + record.length);
                assertThat(rows).isEqualTo(1);
                assertThat(fast.row(row)).usingRecursiveComparison().isEqualTo(strict.row(row));
            }
            row += rows;
            at += record.length;
        }
        assertThat(row).isLessThan(ColumnBatch.MAX_ROWS);
    }

    @Test
    void theUsualFormIsReadFast() {
        String record =
                "{\"i\":1,\"l\": -2,\"d\":0.25,\"m\":1.5,\"s\":\"é\",\"b\":false,\"t\":\"2020-01-01T00:00:00.5Z\","
                        + "\"e\":\"2020-01-01\",\"a\":[1, 2],\"o\":{\"x\":1},\"k\":{\"p\":\"q\"},\"more\":[{},\"x\"]}";
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(bytes, bytes.length + JsonRecordParser.PADDING);
        assertThat(new Parsing(block).parser.fast(block, 0, bytes.length, 0)).isEqualTo(bytes.length);
    }

    /** After the fast way gave up, the strict one reads the same row as if nothing had happened. */
    @Property(tries = 200)
    void strictOverwritesWhatFastLeftBehind(@ForAll long seed) {
        Random random = new Random(seed);
        Parsing used = new Parsing(null);
        Parsing fresh = new Parsing(null);
        for (int row = 0; row < 20; row++) {
            byte[] broken = Arrays.copyOf((record(random) + "        ").getBytes(StandardCharsets.UTF_8), 300);
            used.parser.fast(broken, 0, random.nextInt(200), row);
            byte[] record = record(random).getBytes(StandardCharsets.UTF_8);
            used.parser.strict(record, 0, record.length, row);
            fresh.parser.strict(record, 0, record.length, row);
            assertThat(used.row(row)).usingRecursiveComparison().isEqualTo(fresh.row(row));
        }
    }

    @Property(tries = 500)
    void garbageIsCountedAndNeverHarms(@ForAll byte[] garbage) {
        Parsing parsing = new Parsing(null);
        byte[] block = Arrays.copyOf(garbage, garbage.length + JsonRecordParser.PADDING);
        int stop = parsing.parser.fast(block, 0, garbage.length, 0);
        int rows = parsing.parser.strict(garbage, 0, garbage.length, 0);
        boolean blank = new String(garbage, StandardCharsets.ISO_8859_1).matches("[ \\t\\r\\n]*");
        boolean emptyArray =
                new String(garbage, StandardCharsets.ISO_8859_1).strip().startsWith("[");
        if (stop < 0 && !blank && !emptyArray) {
            assertThat(rows).isEqualTo(1);
            assertThat(parsing.parser.malformed()).isEqualTo(1);
        }
    }

    @Property(tries = 300)
    void readsWhatANaiveWriterWrote(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            map.put(text(random) + i, text(random));
        }
        String string = text(random);
        long number = random.nextLong();
        String json = "{\"l\":" + number + ",\"s\":" + Json.write(string) + ",\"k\":" + Json.write(map) + "}";
        byte[] record = json.getBytes(StandardCharsets.UTF_8);
        Parsing parsing = new Parsing(null);
        assertThat(parsing.parser.strict(record, 0, record.length, 0)).isEqualTo(1);
        assertThat(parsing.row(0).get(1)).isEqualTo(number);
        assertThat(parsing.row(0).get(6)).isEqualTo(string);
        assertThat(parsing.row(0).get(13)).isEqualTo(map);
    }

    private static String record(Random random) {
        List<String> fields = new ArrayList<>();
        for (StructField field : SCHEMA) {
            if (random.nextInt(6) > 0) {
                fields.add('"' + field.name() + "\":" + blank(random) + value(field.name(), random));
            }
        }
        if (random.nextInt(3) == 0) {
            fields.add("\"other" + random.nextInt(4) + "\":"
                    + value("oakis".substring(random.nextInt(5)).charAt(0) + "", random));
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(fields, random);
        }
        return "{" + blank(random) + String.join(blank(random) + "," + blank(random), fields) + "}";
    }

    private static String blank(Random random) {
        return random.nextInt(5) == 0 ? " ".repeat(random.nextInt(3)) : "";
    }

    private static String value(String field, Random random) {
        if (random.nextInt(12) == 0) {
            return "null";
        }
        if (random.nextInt(150) == 0) {
            return List.of("\"x\"", "1", "-0.0", "[]", "{}", "true", "1e5", "007", "\"\"")
                    .get(random.nextInt(9));
        }
        String time = String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d",
                1900 + random.nextInt(200),
                1 + random.nextInt(12),
                1 + random.nextInt(random.nextInt(10) == 0 ? 31 : 28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60));
        return switch (field) {
            case "i" -> Integer.toString(random.nextInt());
            case "l" -> Long.toString(random.nextLong() >> random.nextInt(64));
            case "y" -> Integer.toString(random.nextInt(260) - 128);
            case "d", "f" ->
                random.nextBoolean() ? Double.toString(random.nextGaussian()) : random.nextInt(99999) / 100.0 + "";
            case "m" ->
                (random.nextInt() >> random.nextInt(32)) + "." + random.nextInt(random.nextInt(9) == 0 ? 1000 : 100);
            case "b" -> Boolean.toString(random.nextBoolean());
            case "t" ->
                '"'
                        + time
                        + List.of("", "Z", ".5Z", ".123456", "+05:30", "-11:00", ".1234567Z")
                                .get(random.nextInt(random.nextInt(9) == 0 ? 7 : 6))
                        + '"';
            case "n" -> '"' + time + List.of("", ".5", ".25", "", "", "Z").get(random.nextInt(6)) + '"';
            case "e" -> '"' + time.substring(0, 10) + '"';
            case "a" -> random.nextInt(5) == 0 ? "[]" : "[" + random.nextInt(9) + ", null," + random.nextInt() + "]";
            case "o" ->
                "{\"x\":" + random.nextInt(5) + ",\"v\":[{\"w\":1.5},{\"w\":null},{}],\"u\":" + quoted(random) + "}";
            case "k" -> "{" + quoted(random) + ":" + quoted(random) + ",\"n\":null}";
            default -> quoted(random);
        };
    }

    private static String quoted(Random random) {
        return Json.write(text(random));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(300);
            text.appendCodePoint(
                    kind == 0
                            ? random.nextInt(32)
                            : kind == 1
                                    ? "\"\\/".charAt(random.nextInt(3))
                                    : kind == 2
                                            ? 0x1F600 + random.nextInt(40)
                                            : kind == 3 ? 0xE9 : 'a' + random.nextInt(26));
        }
        return text.toString();
    }
}
