package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.FunctionTester.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceThrowable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StringFunctionsTest {
    private final FunctionTester functions = new FunctionTester(
            new StringFunctions(),
            new StringBuildingFunctions(),
            new StringSearchFunctions(),
            new LikeFunctions(),
            new PatternFunctions(),
            new EncodingFunctions());

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static FunctionTester.Typed nullText() {
        return typed(null, "STRING");
    }

    @Test
    void cases() {
        functions.check(new Object[][] {
            {"upper", "Spark", "SPARK"},
            {"upper", "straße", "STRASSE"},
            {"upper", "", ""},
            {"upper", nullText(), null},
            {"lower", "ÄÖÜ𝄞", "äöü𝄞"},
            {"lower", "ΑΣ", "ας"},
            {"initcap", "sPark sql", "Spark Sql"},
            {"initcap", "  a-b\tc", "  A-b\tc"},
            {"initcap", "ﬀi", "Ffi"},
            {"initcap", "ßa ŉb ᾳ ᾲ ǆx İS ΑΣ", "Ssa ʼNb ᾼ \u1fba\u0345 ǅx İs Ας"},
        });
    }

    @Test
    void lengths() {
        functions.check(new Object[][] {
            {"length", "Spark SQL ", 10},
            {"length", "𝄞e\u0301", 3},
            {"length", bytes(1, 2, 3), 3},
            {"char_length", "", 0},
            {"octet_length", "𝄞", 4},
            {"bit_length", "ä", 16},
        });
    }

    @Test
    void parts() {
        functions.check(new Object[][] {
            {"substring", "Spark SQL", 5, "k SQL"},
            {"substring", "Spark SQL", -3, "SQL"},
            {"substring", "Spark SQL", 5, 1, "k"},
            {"substring", "abc", 0, 2, "ab"},
            {"substring", "abc", -5, 3, "a"},
            {"substring", "abc", -5, 2, ""},
            {"substring", "abc", 4, 2, ""},
            {"substring", "abc", 2, 0, ""},
            {"substring", "abc", 2, -1, ""},
            {"substring", "abc", Integer.MIN_VALUE, Integer.MAX_VALUE, "ab"},
            {"substring", "abc", Integer.MAX_VALUE, Integer.MAX_VALUE, ""},
            {"substring", "ä𝄞ö", 2, 1, "𝄞"},
            {"substring", bytes(1, 2, 3, 4), 2, 2, "0203"},
            {"substring", "abc", typed(null, "INT"), null},
            {"left", "Spark SQL", 3, "Spa"},
            {"left", "ab", 5, "ab"},
            {"left", "ab", -1, ""},
            {"right", "Spark SQL", 3, "SQL"},
            {"right", "ä𝄞", 1, "𝄞"},
            {"right", "ab", 0, ""},
            {"right", "ab", 5, "ab"},
            {"substring_index", "www.apache.org", ".", 2, "www.apache"},
            {"substring_index", "www.apache.org", ".", -2, "apache.org"},
            {"substring_index", "www.apache.org", ".", -1, "org"},
            {"substring_index", "www.apache.org", ".", 9, "www.apache.org"},
            {"substring_index", "www.apache.org", ".", 0, ""},
            {"substring_index", "a||b||c", "||", -1, "c"},
            {"substring_index", "", ".", -1, ""},
            {"split_part", "11.12.13", ".", 3, "13"},
            {"split_part", "11.12.13", ".", -3, "11"},
            {"split_part", "11.12.13", ".", 4, ""},
            {"split_part", "11.12.13", "", 1, "11.12.13"},
        });
        assertThatThrownBy(() -> functions.call("split_part", "a", ".", 0))
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("INVALID_INDEX_OF_ZERO"));
    }

    @Test
    void edges() {
        functions.check(new Object[][] {
            {"trim", "  a b  ", "a b"},
            {"trim", "\ta ", "\ta"},
            {"trim", "xyz", "yxTomxx", "Tom"},
            {"ltrim", "xyz", "zzzytest", "test"},
            {"rtrim", "xyz", "testxxzx", "test"},
            {"ltrim", "  a ", "a "},
            {"rtrim", " a  ", " a"},
            {"btrim", "xyxtrimyyx", "xy", "trim"},
            {"btrim", "ääxä", "ä", "x"},
            {"trim", "", ""},
            {"trim", "x", "", ""},
            {"trim", "", " a ", " a "},
            {"lpad", "hi", 5, "??", "???hi"},
            {"lpad", "hi", 1, "??", "h"},
            {"lpad", "hi", 5, "   hi"},
            {"lpad", "hi", 5, "", "hi"},
            {"lpad", "hi", -1, "x", ""},
            {"rpad", "hi", 5, "ab", "hiaba"},
            {"rpad", "ä", 3, "𝄞", "ä𝄞𝄞"},
            {"lpad", bytes(1), 3, "000001"},
            {"rpad", bytes(1), 3, bytes(9), "010909"},
        });
    }

    @Test
    void changes() {
        functions.check(new Object[][] {
            {"replace", "ABCabc", "abc", "DEF", "ABCDEF"},
            {"replace", "aXbX", "X", "ab"},
            {"replace", "aaa", "", "x", "aaa"},
            {"repeat", "123", 2, "123123"},
            {"repeat", "a", -1, ""},
            {"space", 2, "  "},
            {"translate", "AaBbCc", "abc", "123", "A1B2C3"},
            {"translate", "translate", "rnlt", "123", "1a2s3ae"},
            {"translate", "ä𝄞a", "𝄞ä", "xy", "yxa"},
            {"overlay", "Spark SQL", "_", 6, "Spark_SQL"},
            {"overlay", "Spark SQL", "CORE", 7, "Spark CORE"},
            {"overlay", "Spark SQL", "ANSI ", 7, 0, "Spark ANSI SQL"},
            {"overlay", "Spark SQL", "tructured", 2, 4, "Structured SQL"},
            {"char", 65L, "A"},
            {"char", 256L, "\u0000"},
            {"char", -1L, ""},
            {"chr", 228L, "ä"},
            {"ascii", "ä", 228},
            {"ascii", "", 0},
            {"soundex", "Miller", "M460"},
            {"soundex", "Robert", "R163"},
            {"soundex", "Ashcraft", "A261"},
            {"soundex", "1a", "1a"},
            {"concat_ws", " ", "Spark", nullText(), "SQL", "Spark SQL"},
            {"concat_ws", "/", "a", typed(List.of("b", "c"), "ARRAY<STRING>"), "a/b/c"},
            {"concat_ws", nullText(), "a", null},
            {"concat_ws", ",", ""},
            {"format_string", "%d is %s", 5, "x", "5 is x"},
            {"elt", 2, "a", "b", "b"},
        });
        assertThatThrownBy(() -> functions.call("elt", 3, "a", "b"))
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("INVALID_ARRAY_INDEX"));
    }

    @Test
    void searches() {
        functions.check(new Object[][] {
            {"instr", "SparkSQL", "SQL", 6},
            {"instr", "ä𝄞x", "x", 3},
            {"instr", "a", "b", 0},
            {"locate", "bar", "foobarbar", 5, 7},
            {"locate", "", "abc", 1},
            {"locate", "a", "abc", 0, 0},
            {"locate", "a", "abc", typed(null, "INT"), 0},
            {"position", "bar", "foobarbar", 4},
            {"startswith", "Spark SQL", "Spark", true},
            {"startswith", "S", "Spark", false},
            {"endswith", "Spark SQL", "SQL", true},
            {"contains", "Spark SQL", "k S", true},
            {"contains", "Spark", "", true},
            {"contains", nullText(), "", null},
            {"find_in_set", "ab", "abc,b,ab,c,def", 3},
            {"find_in_set", "", ",a", 1},
            {"find_in_set", "a,b", "a,b", 0},
            {"levenshtein", "kitten", "sitting", 3},
            {"levenshtein", "kitten", "sitting", 2, -1},
        });
    }

    @Test
    void like() {
        functions.check(new Object[][] {
            {"like", "Spark", "_park", true},
            {"like", "Spark", "S%k", true},
            {"like", "𝄞", "_", true},
            {"like", "ab", "_", false},
            {"like", "", "%", true},
            {"like", "", "_", false},
            {"like", "a%b", "a\\%b", true},
            {"like", "axb", "a\\%b", false},
            {"like", "a%b", "a/%b", "/", true},
            {"like", "mississippi", "%iss%ip%", true},
            {"like", "aaa", "%aab%", false},
            {"like", "a\nb", "a%b", true},
            {"like", nullText(), "a", null},
            {"ilike", "SPÄRK", "_pär%", true},
            {"likeall", "foo", "%foo%", "%oo", true},
            {"likeall", "foo", "%foo%", nullText(), null},
            {"likeall", "foo", "x%", nullText(), false},
            {"likeany", "foo", "x%", "f%", true},
            {"likeany", "foo", "x%", nullText(), null},
            {"notlikeall", "foo", "x%", "y%", true},
            {"notlikeany", "foo", "f%", "fo%", false},
            {"ilikeany", "FOO", "f%", true},
        });
        assertThatThrownBy(() -> functions.call("like", "a", "a\\"))
                .satisfies(e ->
                        assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("INVALID_FORMAT.ESC_AT_THE_END"));
        assertThatThrownBy(() -> functions.call("like", "a", "\\a"))
                .satisfies(e -> assertThat(((MillraceThrowable) e).getCondition())
                        .isEqualTo("INVALID_FORMAT.ESC_IN_THE_MIDDLE"));
        assertThatThrownBy(() -> functions.call("like", "a", "a", "xx"))
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("INVALID_ESCAPE_CHAR"));
    }

    @Test
    void regularExpressions() {
        functions.check(new Object[][] {
            {"rlike", "ab12", "[0-9]+", true},
            {"rlike", "ab", "^b", false},
            {"regexp_replace", "100-200", "(\\d+)", "num", "num-num"},
            {"regexp_replace", "100-200", "(\\d+)-(\\d+)", "$2-$1", "200-100"},
            {"regexp_replace", "healthy, wealthy", "\\w+thy", "something", 2, "hsomething, something"},
            {"regexp_extract", "100-200", "(\\d+)-(\\d+)", 1, "100"},
            {"regexp_extract", "foo", "(\\d+)", ""},
            {"regexp_extract_all", "100-200, 300-400", "(\\d+)-(\\d+)", 1, List.of("100", "300")},
            {"regexp_count", "1a 2b 14m", "\\d+", 3},
            {"regexp_substr", "1a 2b 14m", "\\d+(a|b|m)", "1a"},
            {"regexp_substr", "x", "\\d", null},
            {"regexp_instr", "x1a 2b", "\\d", 2},
            {"split", "aa1cc2ee3", "[1-9]+", List.of("aa", "cc", "ee", "")},
            {"split", "aa1cc2ee3", "[1-9]+", 2, List.of("aa", "cc2ee3")},
            {"split", "hello", "", List.of("h", "e", "l", "l", "o")},
            {"split", "", "x", List.of("")},
        });
        assertThatThrownBy(() -> functions.call("rlike", "a", "["))
                .satisfies(e -> assertThat(((MillraceThrowable) e).getCondition())
                        .isEqualTo("INVALID_PARAMETER_VALUE.PATTERN"));
        assertThatThrownBy(() -> functions.call("regexp_extract", "a", "a", 3))
                .satisfies(e -> assertThat(((MillraceThrowable) e).getCondition())
                        .isEqualTo("INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX"));
    }

    @Test
    void encodings() {
        functions.check(new Object[][] {
            {"base64", utf8("Spark SQL"), "U3BhcmsgU1FM"},
            {"unbase64", "U3BhcmsgU1FM", "537061726b2053514c"},
            {"hex", 17L, "11"},
            {"hex", 0L, "0"},
            {"hex", -1L, "FFFFFFFFFFFFFFFF"},
            {"hex", "Spark SQL", "537061726B2053514C"},
            {"unhex", "123", "0123"},
            {"unhex", "", ""},
            {"unhex", "0g", null},
            {"md5", utf8("Spark"), "8cde774d6f7333752ed72cacddb05126"},
            {"sha1", utf8("Spark"), "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c"},
            {"sha2", utf8("Spark"), 256, "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b"},
            {"sha2", utf8("Spark"), 1, null},
            {"crc32", utf8("Spark"), 1557323817L},
            {"hash", "Spark", typed(List.of(123), "ARRAY<INT>"), 2, -1321691492},
            {"xxhash64", "Spark", typed(List.of(123), "ARRAY<INT>"), 2, 5602566077635097486L},
        });
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "B", "ä", "ß", "𝄞", " ", "%", "_", "é", "İ")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 200)
    void agreesWithJava(
            @ForAll("texts") String text, @ForAll("texts") String other, @ForAll @IntRange(min = -9, max = 9) int n) {
        FunctionTester tester = functions;
        assertThat(tester.call("upper", text)).isEqualTo(text.toUpperCase(Locale.ROOT));
        assertThat(tester.call("lower", text)).isEqualTo(text.toLowerCase(Locale.ROOT));
        assertThat(tester.call("length", text)).isEqualTo(text.codePointCount(0, text.length()));
        assertThat(tester.call("octet_length", text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(tester.call("contains", text, other)).isEqualTo(text.contains(other));
        assertThat(tester.call("replace", text, other.isEmpty() ? "q" : other, "x"))
                .isEqualTo(text.replace(other.isEmpty() ? "q" : other, "x"));
        int[] points = text.codePoints().toArray();
        int start = Math.max(0, n > 0 ? n - 1 : n < 0 ? points.length + n : 0);
        String expected = start >= points.length ? "" : new String(points, start, points.length - start);
        assertThat(tester.call("substring", text, n)).isEqualTo(expected);
        String regex = text.replaceAll("([\\\\.\\[{(*+?^$|])", "\\\\$1")
                .replace("%", "(?s:.*)")
                .replace("_", "(?s:.)");
        assertThat(tester.call("like", other, text)).isEqualTo(other.matches(regex));
    }
}
