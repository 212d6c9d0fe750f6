package io.millrace.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("b", List.of(1L, -0.5, true, false));
        expected.put("a", null);
        expected.put("text", "\"\\/\b\f\n\r\t\u00e9");
        assertThat(
                        Json.parse(
                                " { \"b\" : [1, -0.5, true, false], \"a\":null, \"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\" } "))
                .isEqualTo(expected);
        assertThat(((Map<?, ?>) Json.parse("{\"z\":1,\"a\":2}")).keySet().toArray())
                .containsExactly("z", "a");
    }

    @Test
    void keepsNumbersExact() {
        assertThat(Json.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(Json.parse("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(Json.parse("0.1")).isEqualTo(0.1);
        assertThat(Json.parse("0.1234567890123456789")).isEqualTo(new BigDecimal("0.1234567890123456789"));
        assertThat(Json.parse("1e400")).isEqualTo(new BigDecimal("1e400"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "''~0",
                "[1,]~3",
                "{\"a\":1,}~7",
                "01~1",
                "1.~2",
                "[1 2]~3",
                "{\"a\":1,\"a\":2}~7",
                "tru~0",
                "\"a~2",
                "\"\\x\"~2",
                "1 1~2",
                "{a:1}~1",
                "-~1",
                "NaN~0",
                "1e99999999999~0"
            })
    void refusesWhatIsNoJson(String text, int position) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOfSatisfying(
                        JsonException.class,
                        error -> assertThat(error.position()).isEqualTo(position));
    }

    @Test
    void refusesDepthBeforeTheStackEnds() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(JsonException.class);
    }

    @Test
    void writesCompactAndPretty() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("x", "a\"b\u0001");
        inner.put("none", null);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", 1);
        value.put("list", List.of(inner, 2L));
        value.put("empty", List.of());
        value.put("nothing", Map.of());
        assertThat(Json.write(value))
                .isEqualTo(
                        "{\"id\":1,\"list\":[{\"x\":\"a\\\"b\\u0001\",\"none\":null},2],\"empty\":[],\"nothing\":{}}");
        assertThat(Json.writePretty(value)).isEqualTo("""
                        {
                          "id" : 1,
                          "list" : [ {
                            "x" : "a\\"b\\u0001",
                            "none" : null
                          }, 2 ],
                          "empty" : [ ],
                          "nothing" : { }
                        }""");
    }

    @Test
    void refusesValuesWithoutAForm() {
        assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.write(Map.of(1, 2))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(JsonException.class);
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll List<String> texts, @ForAll long number, @ForAll double fraction) {
        List<Object> value = new ArrayList<>(texts);
        value.add(number);
        value.add(fraction);
        assertThat(Json.parse(Json.write(value))).isEqualTo(value);
        assertThat(Json.parse(Json.writePretty(value))).isEqualTo(value);
    }

    @Property
    void noTextRaisesAnythingElse(@ForAll String text) {
        try {
            Json.parse(text);
        } catch (JsonException refusal) {
            assertThat(refusal.position()).isBetween(0, text.length());
        }
    }
}
