package io.millrace.engine.format.json;

import static io.millrace.engine.format.FormatFiles.read;
import static io.millrace.engine.format.FormatFiles.row;
import static io.millrace.engine.format.FormatFiles.settings;
import static io.millrace.engine.format.FormatFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat.FileRange;
import io.millrace.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
    private static final StructType SCHEMA = StructType.fromDDL("a INT, b STRING, c STRING");
    private static final Map<String, String> CORRUPT = Map.of("columnNameOfCorruptRecord", "c");
    private final JsonFormat format = new JsonFormat();

    @TempDir
    Path directory;

    private List<List<Object>> lines(String text, String schema, Map<String, String> options) {
        return read(format, write(directory, "f.json", text), StructType.fromDDL(schema), options);
    }

    private Object value(String json, String type, Map<String, String> options) {
        return lines("{\"v\":" + json + "}", "v " + type, options).getFirst().getFirst();
    }

    private Object value(String json, String type) {
        return value(json, type, Map.of());
    }

    /** The recorded table of Spark 4.2: line, a, b, whether the text is in the corrupt column, kept by DROPMALFORMED. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "NULL", textBlock = """
            {"a":1,"b":"x"}        | 1    | x       | false | true
            {"a":"bad","b":"y"}    | NULL | y       | true  | false
            not json               | NULL | NULL    | true  | false
            {"a":2                 | NULL | NULL    | true  | false
            null                   | NULL | NULL    | true  | false
            {"a":5.0,"b":6}        | NULL | 6       | true  | false
            {"A":7}                | NULL | NULL    | false | true
            {'a':8}                | 8    | NULL    | false | true
            {"a":9,"b":{"c":1}}    | 9    | {"c":1} | false | true
            {"a":1}{"a":2}         | 1    | NULL    | false | true
            {"a":1,"x":[1,{"y":2}]}| 1    | NULL    | false | true
            {"a":99999999999}      | NULL | NULL    | true  | false
            {"a":true,"b":true}    | NULL | true    | true  | false
            "text"                 | NULL | NULL    | true  | false
            """)
    void readsRecordsAsSparkDoes(String line, Integer a, String b, boolean corrupt, boolean kept) {
        Path file = write(directory, "f.json", line + "\n");
        assertThat(read(format, file, SCHEMA, CORRUPT)).containsExactly(row(a, b, corrupt ? line : null));
        Map<String, String> dropping = Map.of("columnNameOfCorruptRecord", "c", "mode", "dropMalformed");
        assertThat(read(format, file, SCHEMA, dropping)).isEqualTo(kept ? List.of(row(a, b, null)) : List.of());
    }

    @Test
    void readsAnArrayAsSeveralRowsAndLeavesBlankLinesOut() {
        String text = "[{\"a\":3,\"b\":\"p\"},{\"a\":4}]\r\n\n  \n  {\"a\":5}  \r\n[]\n[1]\n[{\"a\":\"x\"},{\"a\":6}]";
        assertThat(read(format, write(directory, "f.json", text), SCHEMA, CORRUPT))
                .containsExactly(
                        row(3, "p", null),
                        row(4, null, null),
                        row(5, null, null),
                        row(null, null, "[1]"),
                        row(null, null, "[{\"a\":\"x\"},{\"a\":6}]"),
                        row(6, null, "[{\"a\":\"x\"},{\"a\":6}]"));
    }

    @Test
    void endsTheQueryInModeFailFast() {
        Path file = write(directory, "f.json", "{\"a\":\"bad\",\"b\":\"y\"}\n");
        assertThatThrownBy(() -> read(format, file, SCHEMA, Map.of("mode", "FAILFAST")))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.getCondition()).isEqualTo("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION");
                    assertThat(e.getMessageParameters()).containsEntry("badRecord", "[null,y,null]");
                    assertThat(((MillraceException) e.getCause()).getCondition())
                            .isEqualTo("CANNOT_PARSE_JSON_FIELD");
                });
    }

    @Test
    void readsEveryType() {
        assertThat(value("true", "BOOLEAN")).isEqualTo(true);
        assertThat(value("-128", "TINYINT")).isEqualTo((byte) -128);
        assertThat(value("200", "TINYINT")).isEqualTo((byte) -56);
        assertThat(value("-32768", "SMALLINT")).isEqualTo((short) -32768);
        assertThat(value("-9223372036854775808", "BIGINT")).isEqualTo(Long.MIN_VALUE);
        assertThat(value("1e400", "DOUBLE")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value("0.1", "DOUBLE")).isEqualTo(0.1);
        assertThat(value("123456789.123456789", "DOUBLE")).isEqualTo(123456789.12345679);
        assertThat(value("\"NaN\"", "DOUBLE")).isEqualTo(Double.NaN);
        assertThat(value("NaN", "DOUBLE")).isEqualTo(Double.NaN);
        assertThat(value("\"-INF\"", "FLOAT")).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(value("3.4", "FLOAT")).isEqualTo(3.4f);
        assertThat(value("12.345", "DECIMAL(5,2)")).isEqualTo(new BigDecimal("12.35"));
        assertThat(value("12", "DECIMAL(5,2)")).isEqualTo(new BigDecimal("12.00"));
        assertThat(value("1234", "DECIMAL(5,2)")).isNull();
        assertThat(value("\"1e2\"", "DECIMAL(5,2)")).isEqualTo(new BigDecimal("100.00"));
        assertThat(value("1e999999999", "DECIMAL(38,10)")).isNull();
        assertThat(value("\"2020-01-02\"", "DATE")).isEqualTo(18263);
        assertThat(value("\"2020-1-2 later\"", "DATE")).isEqualTo(18263);
        assertThat(value("\"12\"", "DATE")).isEqualTo(12);
        assertThat(value("\"AQID\"", "BINARY")).isEqualTo(new byte[] {1, 2, 3});
        assertThat(value("[1,null,3]", "ARRAY<INT>")).isEqualTo(Arrays.asList(1, null, 3));
        assertThat(value("[[1],[],null]", "ARRAY<ARRAY<INT>>")).isEqualTo(Arrays.asList(List.of(1), List.of(), null));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k", 1);
        map.put("z", null);
        assertThat(value("{\"k\":1,\"z\":null}", "MAP<STRING,INT>")).isEqualTo(map);
        assertThat(value("{\"x\":{\"y\":\"z\"}}", "STRUCT<x:STRUCT<y:STRING>,w:INT>"))
                .isEqualTo(new Object[] {new Object[] {"z"}, null});
    }

    @ParameterizedTest
    @CsvSource({
        "\"2020-01-01T00:00:00Z\", 1577836800000000",
        "\"2020-01-01T01:00:00.5+01:00\", 1577836800500000",
        "\"2020-01-01 00:00:00.123456\", 1577836800123456",
        "\"2020-01-01 00:00\", 1577836800000000",
        "\"2020-01-01\", 1577836800000000",
        "\"2020-1-1\", 1577836800000000",
        "1577836800, 1577836800000000",
        "\"\",",
        "\"nonsense\",",
        "\"2020-02-30T00:00:00Z\",",
        "1.5,",
        "true,"
    })
    void readsTimestamps(String json, Long micros) {
        assertThat(value(json, "TIMESTAMP")).isEqualTo(micros);
    }

    @Test
    void readsTimestampsOfTheSessionZoneAroundAChangeOfClocks() {
        Map<String, String> berlin = Map.of("timeZone", "Europe/Berlin");
        assertThat(value("\"2020-03-29T01:59:59\"", "TIMESTAMP", berlin)).isEqualTo(1585443599000000L);
        assertThat(value("\"2020-03-29T03:00:00\"", "TIMESTAMP", berlin)).isEqualTo(1585443600000000L);
        assertThat(value("\"2020-07-01T00:00:00\"", "TIMESTAMP", berlin)).isEqualTo(1593554400000000L);
        assertThat(value("\"2020-07-01T00:00:00\"", "TIMESTAMP_NTZ", berlin)).isEqualTo(1593561600000000L);
        assertThat(value("\"01/02/2020 03:04\"", "TIMESTAMP", Map.of("timestampFormat", "dd/MM/yyyy HH:mm")))
                .isEqualTo(1580526240000000L);
        assertThat(value("\"02.01.2020\"", "DATE", Map.of("dateFormat", "dd.MM.yyyy")))
                .isEqualTo(18263);
    }

    @Test
    void takesOtherValuesAsTextOfJson() {
        assertThat(value("1.50", "STRING")).isEqualTo("1.50");
        assertThat(value("1e10", "STRING")).isEqualTo("1e10");
        assertThat(value("false", "STRING")).isEqualTo("false");
        assertThat(value("[ 1, \"a\\u00e9\\n\" ]", "STRING")).isEqualTo("[ 1, \"a\\u00e9\\n\" ]");
    }

    @Test
    void losesAWholeListToOneBadElementButKeepsPartsOfStructs() {
        assertThat(lines("{\"l\":[1,\"x\",{\"y\":[]},2],\"b\":7}", "l ARRAY<INT>, b INT", Map.of()))
                .containsExactly(row(null, 7));
        assertThat(value("[{\"x\":1,\"y\":\"bad\"},{\"x\":2}]", "ARRAY<STRUCT<x:INT,y:INT>>"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(new Object[] {1, null}, new Object[] {2, null});
    }

    @Test
    void unescapesStrings() {
        assertThat(value("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"", "STRING"))
                .isEqualTo("a\"\\/\b\f\n\r\té\uD83D\uDE00");
        assertThat(lines("{\"v\":\"bad\\q\"}", "v STRING", Map.of())).containsExactly(row((Object) null));
        assertThat(value("\"a\\qb\"", "STRING", Map.of("allowBackslashEscapingAnyCharacter", "true")))
                .isEqualTo("aqb");
    }

    @Test
    void replacesWhatIsNotUtf8() throws IOException {
        byte[] text = "{\"v\":\"aXb\"}\n".getBytes(StandardCharsets.UTF_8);
        text[7] = (byte) 0xFF;
        Path file = Files.write(directory.resolve("bad.json"), text);
        assertThat(read(format, file, StructType.fromDDL("v STRING"), Map.of())).containsExactly(row("a\uFFFDb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allowComments|{\"v\":/* c */1}",
                "allowUnquotedFieldNames|{v:1}",
                "allowNumericLeadingZeros|{\"v\":01}",
                "allowUnquotedControlChars|{\"v\":1,\"w\":\"a\tb\"}"
            })
    void takesLeniencyOnlyWhenAskedTo(String optionAndText) {
        String[] parts = optionAndText.split("\\|", 2);
        assertThat(lines(parts[1], "v INT", Map.of())).containsExactly(row((Object) null));
        assertThat(lines(parts[1], "v INT", Map.of(parts[0], "true"))).containsExactly(row(1));
    }

    @Test
    void takesTheLastOfEqualNames() {
        assertThat(lines("{\"v\":1,\"v\":2}\n{\"v\":3,\"v\":null}", "v INT", Map.of()))
                .containsExactly(row(2), row((Object) null));
    }

    @Test
    void findsFieldsInAnyOrder() {
        assertThat(lines(
                        "{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":4}\n{ \"z\" : 0 , \"a\" : 5 }\n{}",
                        "a INT, b INT",
                        Map.of()))
                .containsExactly(row(1, 2), row(4, 3), row(5, null), row(null, null));
    }

    @Test
    void givesEveryRecordToExactlyOneStretch() throws IOException {
        for (String separator : List.of("\n", "\r\n", "\r", "|x|")) {
            StringBuilder text = new StringBuilder();
            List<List<Object>> expected = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                text.append("{\"a\":")
                        .append(i)
                        .append(",\"b\":\"")
                        .append("y".repeat(i % 7))
                        .append("\"}");
                text.append(separator);
                expected.add(row(i, "y".repeat(i % 7)));
            }
            Map<String, String> options = separator.equals("|x|") ? Map.of("lineSep", separator) : Map.of();
            Path file = write(directory, "split.json", text.toString());
            long size = Files.size(file);
            StructType schema = StructType.fromDDL("a INT, b STRING");
            for (long step = 1; step < size; step += 3) {
                List<List<Object>> rows = new ArrayList<>();
                for (long start = 0; start < size; start += step) {
                    rows.addAll(
                            read(format, new FileRange(file, start, Math.min(step, size - start)), schema, options));
                }
                assertThat(rows).isEqualTo(expected);
            }
        }
    }

    @Test
    void readsRecordsLongerThanABlock() {
        String longText = "z".repeat(3_000_000);
        assertThat(lines("{\"a\":\"1\"}\n{\"a\":\"" + longText + "\"}\n{\"a\":\"2\"}", "a STRING", Map.of()))
                .containsExactly(row("1"), row(longText), row("2"));
    }

    @Test
    void readsManyBlocks() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append("{\"id\":")
                    .append(i)
                    .append(",\"name\":\"row ")
                    .append(i)
                    .append(i % 100 == 0 ? "\\n" : "");
            text.append("\",\"padding\":\"").append("p".repeat(i % 60)).append("\"}\n");
        }
        List<List<Object>> rows = lines(text.toString(), "id INT, name STRING", Map.of());
        assertThat(rows).hasSize(60_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).isEqualTo(row(i, "row " + i + (i % 100 == 0 ? "\n" : "")));
        }
    }

    @Test
    void readsADocumentOverSeveralLines() {
        Map<String, String> options = Map.of("multiLine", "true");
        assertThat(lines("[\n {\"a\":1},\n {\"a\":2}\n]", "a INT", options)).containsExactly(row(1), row(2));
        assertThat(lines("{\n\"a\":1\n}", "a INT", options)).containsExactly(row(1));
        StringBuilder many = new StringBuilder("[");
        for (int i = 0; i < 10_000; i++) {
            many.append(i == 0 ? "" : ",").append("{\"a\":").append(i).append('}');
        }
        List<List<Object>> rows = lines(many.append(']').toString(), "a INT", options);
        assertThat(rows).hasSize(10_000).startsWith(row(0)).endsWith(row(9_999));
    }

    @Test
    void readsPackedAndEncodedFiles() throws IOException {
        Path packed = directory.resolve("f.json.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(format, packed, StructType.fromDDL("a INT"), Map.of())).containsExactly(row(1), row(2));
        Path latin =
                Files.write(directory.resolve("latin.json"), "{\"a\":\"é\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read(format, latin, StructType.fromDDL("a STRING"), Map.of("encoding", "ISO-8859-1")))
                .containsExactly(row("é"));
        Path mark = Files.write(directory.resolve("bom.json"), "\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(read(format, mark, StructType.fromDDL("a INT"), Map.of())).containsExactly(row(1));
    }

    @Test
    void refusesACorruptColumnOfAnotherType() {
        assertThatThrownBy(() -> format.validateRead(StructType.fromDDL("a INT, c INT"), settings(CORRUPT)))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.getCondition()).isEqualTo("INVALID_CORRUPT_RECORD_TYPE"));
    }

    @Test
    void infersSchemas() throws IOException {
        Path file = write(directory, "i.json", """
                {"b":1,"a":"x","n":null,"s":{"z":1.5,"y":[1,2.5]},"e":{}}
                {"b":12345678901234567890,"a":2,"s":{"x":true}}
                """);
        assertThat(format.inferSchema(List.of(file), settings(Map.of())))
                .hasValueSatisfying(schema -> assertThat(schema.simpleString())
                        .isEqualTo("struct<a:string,b:decimal(20,0),n:string,"
                                + "s:struct<x:boolean,y:array<double>,z:double>>"));
        Path bad = write(directory, "j.json", "{\"a\":1}\nnonsense\n");
        assertThat(format.inferSchema(List.of(bad), settings(Map.of())))
                .hasValueSatisfying(schema ->
                        assertThat(schema.simpleString()).isEqualTo("struct<_corrupt_record:string,a:bigint>"));
        Path empty = write(directory, "k.json", "\n");
        assertThat(format.inferSchema(List.of(empty), settings(Map.of()))).isEmpty();
    }
}
