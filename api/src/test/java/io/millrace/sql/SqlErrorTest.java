package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "selec 1~'selec'~~0~4",
                "select 1 +~end of input~~10~9",
                "SELECT 1 FROM t x WHERE~end of input~~23~22",
                "SELECT (1~end of input~~9~8",
                "SELECT 1)~')'~: extra input ')'~8~8",
                "SELECT 1 AS a b c~'b'~~14~14",
                "SELECT a b c~'c'~: extra input 'c'~11~11",
                "SELECT 'abc~'''~~7~7",
                "SELECT * FROM t JOIN~end of input~~20~19",
                "SELECT * FROM a JOIN b USING c~'c'~: missing '('~29~29",
                "SELECT CASE a END~'END'~~14~16",
                "SELECT #~'#'~~7~7",
                "SELECT 1 FROM \"t\"~'\"t\"'~~14~16",
                "SELECT * EXCEPT () FROM t~')'~~17~17",
                "SELECT 20181117 >>>> 2~'>'~~19~19"
            })
    void pointsAtTheToken(String sql, String token, String hint, int start, int stop) {
        MillraceException error = error(sql);
        assertThat(error.getCondition()).isEqualTo("PARSE_SYNTAX_ERROR");
        assertThat(error.getMessageParameters())
                .containsEntry("error", token)
                .containsEntry("hint", hint == null ? "" : hint);
        assertThat(error.position()).contains(new ErrorPosition(sql, start, stop));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT 128Y~INVALID_NUMERIC_LITERAL_RANGE~7~10",
                "SELECT -1E309~INVALID_NUMERIC_LITERAL_RANGE~7~12",
                "SELECT X'G'~INVALID_TYPED_LITERAL~7~10",
                "SELECT GEO '1'~UNSUPPORTED_TYPED_LITERAL~7~13",
                "SELECT INTERVAL 'x'~INVALID_TYPED_LITERAL~7~18",
                "SELECT CAST(a AS FOO)~UNSUPPORTED_DATATYPE~17~19",
                "SELECT CAST(a AS VARCHAR)~DATATYPE_MISSING_SIZE~17~23",
                "SELECT * FROM my-table~INVALID_IDENTIFIER~14~21",
                "CREATE TABLE t (a INT) LOCATION 'x'~UNSUPPORTED_FEATURE.SQL_SYNTAX~23~30",
                "SELECT 1 |> WINDOW w AS ()~UNSUPPORTED_FEATURE.CLAUSE_WITH_PIPE_OPERATORS~12~17",
                "''~PARSE_EMPTY_STATEMENT~0~-1",
                "' -- nothing'~PARSE_EMPTY_STATEMENT~11~10",
                "SELECT INTERVAL '1 2' DAY TO MINUTE~INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE~16~34",
                "SELECT INTERVAL 1 MONTH 1 DAY~_LEGACY_ERROR_TEMP_0029~7~28",
                "SELECT dateadd('DAY', 1, d)~INVALID_PARAMETER_VALUE.DATETIME_UNIT~7~26",
                "SELECT a NOT LIKE ANY ()~_LEGACY_ERROR_TEMP_0064~9~23",
                "SELECT 1 /* x~UNCLOSED_BRACKETED_COMMENT~9~12"
            })
    void hasTheConditionAndThePosition(String sql, String condition, int start, int stop) {
        MillraceException error = error(sql);
        assertThat(error.getCondition()).isEqualTo(condition);
        assertThat(error.position()).contains(new ErrorPosition(sql, start, stop));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "f(", "NOT ", "- ", "a[", "CASE WHEN ", "(SELECT ", "EXISTS (SELECT ", "x -> ", "ARRAY("})
    void refusesDepthBeforeTheStackEnds(String opening) {
        assertThat(error("SELECT " + opening.repeat(20_000))).isNotNull();
        assertThat(error("SELECT " + opening.repeat(20_000) + "1" + ")".repeat(20_000)))
                .isNotNull();
    }

    @Test
    void readsLongChainsWithoutDepth() {
        assertThat(SqlParser.parseExpression("a" + " + a".repeat(20_000))).isNotNull();
        assertThat(SqlParser.parseStatement("SELECT 1" + " UNION ALL SELECT 1".repeat(2_000)))
                .isNotNull();
    }

    @Test
    void refusesBadColumnNames() {
        for (String name : List.of("a..b", "a.", ".a", "`a", "a`b`", "`a`b")) {
            assertThat(catchThrowableOfType(MillraceException.class, () -> SqlParser.parseColumnName(name)))
                    .as(name)
                    .isNotNull();
        }
        assertThat(catchThrowableOfType(MillraceException.class, () -> SqlParser.parseTableIdentifier("a.b.c")))
                .isNotNull();
    }

    private static MillraceException error(String sql) {
        return catchThrowableOfType(MillraceException.class, () -> SqlParser.parseStatement(sql));
    }

    @Property(tries = 5_000)
    void noTokensRaiseAnythingElse(@ForAll("tokenSoup") String sql) {
        check(sql);
    }

    @Property
    void noTextRaisesAnythingElse(@ForAll String text) {
        check(text);
        check("SELECT " + text);
        check("SELECT * FROM t WHERE " + text);
    }

    private static void check(String sql) {
        try {
            SqlParser.parseStatement(sql);
        } catch (MillraceException refusal) {
            assertThat(refusal.position()).as(sql).isPresent();
            assertThat(refusal.getMessage()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> tokenSoup() {
        return Arbitraries.of(
                        "SELECT",
                        "FROM",
                        "WHERE",
                        "GROUP",
                        "BY",
                        "ORDER",
                        "(",
                        ")",
                        ",",
                        ".",
                        "*",
                        "a",
                        "`b c`",
                        "'x'",
                        "1",
                        "1.5",
                        "-",
                        "+",
                        "<",
                        ">",
                        "=",
                        "::",
                        "INT",
                        "ARRAY",
                        "CASE",
                        "WHEN",
                        "THEN",
                        "END",
                        "INTERVAL",
                        "DAY",
                        "TO",
                        "HOUR",
                        "JOIN",
                        "ON",
                        "UNION",
                        "ALL",
                        "WITH",
                        "AS",
                        "VALUES",
                        "OVER",
                        "WINDOW",
                        "PIVOT",
                        "FOR",
                        "IN",
                        "NOT",
                        "LIKE",
                        "/*+",
                        "*/",
                        "SET",
                        "SHOW",
                        "DESCRIBE",
                        "EXPLAIN",
                        "CREATE",
                        "VIEW",
                        "TRIM",
                        "EXTRACT",
                        "CAST",
                        "?",
                        ":",
                        "->",
                        "=>",
                        "[",
                        "]",
                        ";",
                        "/*",
                        "--",
                        "\n",
                        "LATERAL",
                        "TABLESAMPLE",
                        "IDENTIFIER",
                        "STREAM",
                        "ROLLUP",
                        "GROUPING",
                        "SETS",
                        "DISTINCT",
                        "'",
                        "1e9999999999",
                        "9999999999L")
                .list()
                .ofMaxSize(25)
                .map(words -> String.join(" ", words));
    }
}
