package io.millrace.engine.physical;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.session.QueryTester;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators over more rows than a batch holds, compared with loops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelationalTest {
    private static final int ROWS = 10_000;

    private final QueryTester tester = new QueryTester();

    @AfterAll
    void close() {
        tester.close();
    }

    @Test
    void groupsManyRows() {
        TreeMap<String, long[]> expected = new TreeMap<>();
        for (long id = 0; id < ROWS; id++) {
            long[] group = expected.computeIfAbsent(id % 7 == 0 ? "null" : Long.toString(id % 1000), k -> new long[2]);
            group[0]++;
            group[1] += id;
        }
        List<String> rows = new ArrayList<>();
        expected.forEach((key, group) -> rows.add("[" + key + ", " + group[0] + ", " + group[1] + "]"));
        assertThat(tester.rows("""
                SELECT if(id % 7 = 0, NULL, id % 1000) AS k, count(*), sum(id) FROM range(10000) GROUP BY 1""")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void givesMemoryBack() {
        tester.rows("SELECT id % 1000, count(*) FROM range(50000) GROUP BY 1");
        tester.rows("SELECT id % 1000, count(*) FROM range(50000) GROUP BY 1 LIMIT 1");
        tester.rows("SELECT sum(id) OVER (PARTITION BY id % 10) FROM range(50000) LIMIT 1");
        assertThat(tester.reservedBytes()).isZero();
    }

    @Test
    void sortsManyRowsAndKeepsEqualOnesInOrder() {
        List<String> rows = tester.rows("SELECT id % 10, id FROM range(10000) ORDER BY id % 10 DESC");
        List<String> expected = new ArrayList<>();
        for (long digit = 9; digit >= 0; digit--) {
            for (long id = digit; id < ROWS; id += 10) {
                expected.add("[" + digit + ", " + id + "]");
            }
        }
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void ordersNullsAsAsked() {
        String values = " FROM VALUES (2), (NULL), (1) AS t(a) ORDER BY a ";
        assertThat(tester.rows("SELECT a" + values + "ASC")).containsExactly("[null]", "[1]", "[2]");
        assertThat(tester.rows("SELECT a" + values + "DESC")).containsExactly("[2]", "[1]", "[null]");
        assertThat(tester.rows("SELECT a" + values + "ASC NULLS LAST")).containsExactly("[1]", "[2]", "[null]");
        assertThat(tester.rows("SELECT a" + values + "DESC NULLS FIRST")).containsExactly("[null]", "[2]", "[1]");
    }

    @Test
    void limitsAndOffsetsKeepTheOrderOfRows() {
        assertThat(tester.rows("SELECT id FROM range(200000) LIMIT 3 OFFSET 99999"))
                .containsExactly("[99999]", "[100000]", "[100001]");
        assertThat(tester.rows("SELECT id FROM range(5) LIMIT 0")).isEmpty();
        assertThat(tester.rows("SELECT id FROM range(5) OFFSET 7")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JOIN            | [2, 2]",
                "LEFT JOIN       | [1, null] [2, 2] [null, null]",
                "RIGHT JOIN      | [2, 2] [null, 3] [null, null]",
                "FULL JOIN       | [1, null] [2, 2] [null, 3] [null, null] [null, null]",
            })
    void joinsByKeyAndNullsFindNothing(String kind, String expected) {
        List<String> rows = tester.sorted("SELECT l.a, r.b FROM VALUES (1), (2), (NULL) AS l(a) " + kind
                + " VALUES (2), (3), (NULL) AS r(b) ON l.a = r.b");
        assertThat(String.join(" ", rows)).isEqualTo(expected.trim());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LEFT SEMI JOIN | [2] [2]",
                "LEFT ANTI JOIN | [1] [null]",
            })
    void semiAndAntiJoinsGiveTheLeftRows(String kind, String expected) {
        List<String> rows = tester.sorted("SELECT a FROM VALUES (1), (2), (2), (NULL) AS l(a) " + kind
                + " VALUES (2), (2), (NULL) AS r(b) ON l.a = r.b");
        assertThat(String.join(" ", rows)).isEqualTo(expected.trim());
    }

    @Test
    void joinsWithConditionsBeyondEquality() {
        assertThat(tester.sorted("""
                SELECT l.id, r.id FROM range(6) l LEFT JOIN range(6) r ON l.id % 3 = r.id % 3 AND l.id < r.id"""))
                .containsExactly("[0, 3]", "[1, 4]", "[2, 5]", "[3, null]", "[4, null]", "[5, null]");
        assertThat(tester.rows("SELECT count(*) FROM range(300) l, range(200) r WHERE l.id < r.id"))
                .containsExactly("[19900]");
    }

    @Test
    void oneHotKeyJoinsEveryRow() {
        assertThat(tester.rows("SELECT count(*), sum(r.id) FROM (SELECT 1 AS k FROM range(300)) l "
                        + "JOIN (SELECT 1 AS k, id FROM range(100)) r USING (k)"))
                .containsExactly("[30000, 1485000]");
    }

    @Test
    void keysOfUsingAppearOnceAndCanBeNamedByTable() {
        assertThat(tester.rows("SELECT *, l.id, r.id FROM range(2) l FULL JOIN range(1, 3) r USING (id) ORDER BY 1"))
                .containsExactly("[0, 0, null]", "[1, 1, 1]", "[2, null, 2]");
    }

    @Test
    void aggregatesDistinctValuesBesideOthers() {
        assertThat(tester.sorted("""
                SELECT k, count(DISTINCT v), count(*), sum(DISTINCT w), max(v)
                FROM VALUES (1, 2, 3), (1, 2, 4), (1, 3, 4), (NULL, 1, 1) AS t(k, v, w) GROUP BY k""")).containsExactly("[1, 2, 3, 7, 3]", "[null, 1, 1, 1, 1]");
        assertThat(tester.rows("SELECT count(DISTINCT v), count(*) FROM VALUES (1) AS t(v) WHERE v > 1"))
                .containsExactly("[0, 0]");
    }

    @Test
    void setOperations() {
        assertThat(tester.sorted("SELECT 1 AS a UNION ALL SELECT 1 UNION ALL SELECT NULL"))
                .containsExactly("[1]", "[1]", "[null]");
        assertThat(tester.sorted("VALUES (1), (1), (NULL) INTERSECT VALUES (1), (NULL), (2)"))
                .containsExactly("[1]", "[null]");
        assertThat(tester.sorted("VALUES (1), (1), (NULL), (3) EXCEPT VALUES (1), (NULL)"))
                .containsExactly("[3]");
    }

    @Test
    void havingAndOrderSeeAggregatesThatTheListLacks() {
        assertThat(tester.rows("""
                SELECT id % 3 AS k FROM range(10) GROUP BY id % 3 ORDER BY sum(id) DESC""")).containsExactly("[0]", "[2]", "[1]");
        assertThat(tester.rows("""
                SELECT id % 3 AS k FROM range(10) GROUP BY id % 3 HAVING count(*) > 3 ORDER BY k""")).containsExactly("[0]");
    }
}
