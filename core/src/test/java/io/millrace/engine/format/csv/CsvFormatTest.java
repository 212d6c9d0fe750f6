package io.millrace.engine.format.csv;

import static io.millrace.engine.format.FormatFiles.read;
import static io.millrace.engine.format.FormatFiles.row;
import static io.millrace.engine.format.FormatFiles.settings;
import static io.millrace.engine.format.FormatFiles.write;
import static io.millrace.engine.format.FormatFiles.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.format.text.TextFormat;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormatTest {
    private final CsvFormat format = new CsvFormat();

    @TempDir
    Path directory;

    private List<List<Object>> rows(String text, String schema, Map<String, String> options) {
        return read(format, write(directory, "f.csv", text), StructType.fromDDL(schema), options);
    }

    private String text(String schema, List<List<Object>> rows, Map<String, String> options) {
        return written(format, StructType.fromDDL(schema), rows, options);
    }

    /** The recorded table of Spark 4.2: line, a, b, whether it counts as malformed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "NULL",
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock = """
            bad,y|NULL|y|true
            3|3|NULL|true
            4,z,extra|4|z|true
            "5","q,r"|5|q,r|false
            7,|7|NULL|false
             10 , sp |NULL| sp |true
            9,"a\\"b"|9|a"b|false
            8,"a""b"|8|"a""b"|false
            6,"a\\\\b" |6|a\\b|false
            11,""|11|NULL|false
            """)
    void readsRecordsAsSparkDoes(String line, Integer a, String b, boolean malformed) {
        Map<String, String> corrupt = Map.of("columnNameOfCorruptRecord", "c");
        assertThat(rows(line + "\n\n", "a INT, b STRING, c STRING", corrupt))
                .containsExactly(row(a, b, malformed ? line : null));
        assertThat(rows(line, "a INT, b STRING", Map.of("mode", "DROPMALFORMED")))
                .isEqualTo(malformed ? List.of() : List.of(row(a, b)));
        if (malformed) {
            assertThatThrownBy(() -> rows(line, "a INT, b STRING", Map.of("mode", "FAILFAST")))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.getCondition())
                                    .isEqualTo("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION"));
        }
    }

    @Test
    void keepsToItsOptions() {
        assertThat(rows("a,b\n#no\n1,x\r\n2,y", "a INT, b STRING", Map.of("header", "true", "comment", "#")))
                .containsExactly(row(1, "x"), row(2, "y"));
        assertThat(rows("1||x", "a INT, b STRING", Map.of("sep", "||"))).containsExactly(row(1, "x"));
        assertThat(rows("1\tx", "a INT, b STRING", Map.of("sep", "\\t"))).containsExactly(row(1, "x"));
        assertThat(rows("1,'x,y'", "a INT, b STRING", Map.of("quote", "'"))).containsExactly(row(1, "x,y"));
        assertThat(rows("1,\"x\"", "a INT, b STRING", Map.of("quote", ""))).containsExactly(row(1, "\"x\""));
        assertThat(rows("1,\"x\"\"y\"", "a INT, b STRING", Map.of("escape", "\"")))
                .containsExactly(row(1, "x\"y"));
        assertThat(rows("-,x", "a INT, b STRING", Map.of("nullValue", "-"))).containsExactly(row(null, "x"));
        assertThat(rows(
                        " 1 , x ",
                        "a INT, b STRING",
                        Map.of("ignoreLeadingWhiteSpace", "true", "ignoreTrailingWhiteSpace", "true")))
                .containsExactly(row(1, "x"));
        assertThat(rows("1,\"x\ny\"\n2,z", "a INT, b STRING", Map.of("multiLine", "true")))
                .containsExactly(row(1, "x\ny"), row(2, "z"));
        assertThatThrownBy(() -> rows("1", "a INT", Map.of("enforceSchema", "false")))
                .hasMessageContaining("enforceSchema");
    }

    @Test
    void readsEveryType() {
        String schema = "b BOOLEAN, y TINYINT, l BIGINT, f FLOAT, d DOUBLE, m DECIMAL(5,2), e DATE, t TIMESTAMP";
        assertThat(rows(
                        "TRUE,-128,9223372036854775807,1.5,Inf,1.005,2020-01-02,2020-01-01T00:00:00Z\n",
                        schema,
                        Map.of()))
                .containsExactly(row(
                        true,
                        (byte) -128,
                        Long.MAX_VALUE,
                        1.5f,
                        Double.POSITIVE_INFINITY,
                        new BigDecimal("1.01"),
                        18263,
                        1577836800000000L));
        assertThat(rows("x,128,9223372036854775808,x,x,1e9,x,x", schema, Map.of()))
                .containsExactly(Arrays.asList(new Object[8]));
    }

    @Test
    void infersNamesAndTypes() throws IOException {
        Path file = write(directory, "i.csv", """
                i,i,,d,t,b,m
                1,x,1.5,2020-01-01,2020-01-01 10:00:00,true,12345678901234567890
                3000000000,,2,2020-01-02,,false,1
                """);
        assertThat(format.inferSchema(List.of(file), settings(Map.of("header", "true", "inferSchema", "true"))))
                .hasValueSatisfying(schema -> assertThat(schema.simpleString())
                        .isEqualTo(
                                "struct<i0:bigint,i1:string,_c2:double,d:date,t:timestamp,b:boolean,m:decimal(20,0)>"));
        assertThat(format.inferSchema(List.of(file), settings(Map.of())))
                .hasValueSatisfying(schema ->
                        assertThat(schema.fieldNames()).startsWith("_c0", "_c1").hasSize(7));
        assertThat(format.inferSchema(List.of(write(directory, "e.csv", "")), settings(Map.of())))
                .isEmpty();
    }

    @Test
    void writesAsSparkDoes() {
        List<List<Object>> rows =
                List.of(row(1, " x "), row(2, ""), row(null, null), row(3, "q,r\"t"), row(4, "a\nb"), row(5, "a\\b"));
        assertThat(text("a INT, b STRING", rows, Map.of()))
                .isEqualTo("1,x\n2,\"\"\n,\n3,\"q,r\\\"t\"\n4,\"a\nb\"\n5,a\\b\n");
        assertThat(text(
                        "a INT, b STRING",
                        rows.subList(0, 1),
                        Map.of(
                                "header",
                                "true",
                                "quoteAll",
                                "true",
                                "ignoreLeadingWhiteSpace",
                                "false",
                                "ignoreTrailingWhiteSpace",
                                "false")))
                .isEqualTo("\"a\",\"b\"\n\"1\",\" x \"\n");
        assertThat(text("t TIMESTAMP", List.of(row(1577836800400000L)), Map.of()))
                .isEqualTo("2020-01-01T00:00:00.400Z\n");
    }

    @Test
    void readsBackWhatItWrites() {
        List<List<Object>> rows = List.of(row(1, "q,r\"t\\"), row(2, "\"\"a"), row(3, "é\n,"), row(4, null));
        String written = text("a INT, b STRING", rows, Map.of());
        assertThat(rows(written, "a INT, b STRING", Map.of("multiLine", "true")))
                .isEqualTo(rows);
    }

    @Test
    void refusesValuesThatAreTooLong() {
        assertThat(rows("aé😀,b\n", "a STRING, b STRING", Map.of("maxCharsPerColumn", "4")))
                .containsExactly(row("aé😀", "b"));
        assertThat(rows("abcde\n", "a STRING", Map.of("maxCharsPerColumn", "-1")))
                .containsExactly(row("abcde"));
        assertThatThrownBy(() -> rows("b,aé😀\n", "a STRING, b STRING", Map.of("maxCharsPerColumn", "3")))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("maxCharsPerColumn");
        assertThatThrownBy(() -> rows("a\n", "a STRING", Map.of("maxCharsPerColumn", "0")))
                .isInstanceOf(MillraceIllegalArgumentException.class)
                .hasMessageContaining("maxCharsPerColumn");
    }

    @Test
    void timesThatDoNotFitThePatternMayBeReadAsCastReadsThem() {
        String text = "01/02/2024,01/02/2024 03:04\n2024-02-01,2024-02-01 03:04:05GMT+01:00\nx,x\n";
        Map<String, String> patterns = Map.of("dateFormat", "dd/MM/yyyy", "timestampFormat", "dd/MM/yyyy HH:mm");
        Map<String, String> lenient = new HashMap<>(patterns);
        lenient.put("enableDateTimeParsingFallback", "true");
        lenient.put("timeZone", "UTC");
        String schema = "d DATE, t TIMESTAMP";
        assertThat(rows(text, schema, patterns).subList(1, 3)).containsExactly(row(null, null), row(null, null));
        List<List<Object>> read = rows(text, schema, lenient);
        assertThat(read.get(1).get(0)).isNotNull().isEqualTo(read.get(0).get(0));
        long seconds = Instant.parse("2024-02-01T02:04:05Z").getEpochSecond();
        assertThat(read.get(1).get(1)).isEqualTo(seconds * 1_000_000);
        assertThat(read.get(2)).isEqualTo(row(null, null));
    }

    @Test
    void refusesToReadVariants() {
        assertThatThrownBy(() -> rows("1", "a INT", Map.of("singleVariantColumn", "v")))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("singleVariantColumn");
    }

    @Test
    void readsAndWritesText() {
        TextFormat text = new TextFormat();
        StructType schema = StructType.fromDDL("value STRING");
        Path file = write(directory, "f.txt", "a\n\nb\r\nc");
        assertThat(read(text, file, schema, Map.of())).containsExactly(row("a"), row(""), row("b"), row("c"));
        assertThat(read(text, file, schema, Map.of("wholetext", "true"))).containsExactly(row("a\n\nb\r\nc"));
        assertThat(read(text, file, schema, Map.of("lineSep", "b"))).containsExactly(row("a\n\n"), row("\r\nc"));
        assertThat(written(text, schema, List.of(row("a"), row((Object) null), row("b")), Map.of()))
                .isEqualTo("a\n\nb\n");
        assertThatThrownBy(() -> text.validateRead(StructType.fromDDL("a INT"), settings(Map.of())))
                .isInstanceOf(MillraceException.class);
    }
}
