package io.millrace.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.session.QueryTester;
import io.millrace.spi.error.MillraceThrowable;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptimizerTest {
    private final QueryTester tester = new QueryTester();

    @AfterAll
    void close() {
        tester.close();
    }

    @Test
    void foldsConstantsButKeepsWhatFailsInABranch() {
        assertThat(tester.optimized("SELECT 1 + 2 AS a, if(x, 1 / 0, 2D) AS b FROM VALUES (true) AS t(x)"))
                .isEqualTo("""
                Project [3 AS a, (IF(col1, (1 / 0), 2.0)) AS b]
                +- Scan local rows [col1]
                """);
    }

    @Test
    void refusesConstantsThatFail() {
        for (String query : List.of("SELECT 1 / 0 AS b", "SELECT x AND 1 / 0 > 1 FROM VALUES (true) AS t(x)")) {
            assertThatThrownBy(() -> tester.optimized(query))
                    .satisfies(error -> assertThat(((MillraceThrowable) error).getCondition())
                            .isEqualTo("DIVIDE_BY_ZERO"));
        }
        assertThat(tester.optimized("SELECT 1 / 0 AS b LIMIT 0")).contains("1 / 0");
    }

    @Test
    void dropsNullsBeforeWhatCouldFail() {
        String rows = "SELECT a FROM VALUES (1, 'x'), (null, null) AS t(a, b) ";
        assertThat(tester.optimized(rows + "WHERE CAST(b AS INT) > a"))
                .contains("Filter (((col2 IS NOT NULL) AND (col1 IS NOT NULL)) AND (CAST(col2 AS INT) > col1))");
        assertThat(tester.optimized(rows + "WHERE 2 > a")).contains("Filter (2 > col1)");
        String grouped = tester.optimized(rows + "GROUP BY a HAVING max(CAST(b AS INT)) > a");
        assertThat(grouped.indexOf("(col1 IS NOT NULL)")).isGreaterThan(grouped.indexOf("Aggregate"));
    }

    @Test
    void showsKeysThatAreKnownAsTheyWereBeforeRowsWereCompared() {
        assertThat(tester.optimized("SELECT z, max(id) FROM (SELECT -0.0D AS z, id FROM range(5)) GROUP BY z"))
                .startsWith("""
                Project [-0.0 AS z, max(id) AS max(id)]
                +- Aggregate [z], [max(id) AS max(id)]
                """);
        assertThat(tester.optimized("SELECT DISTINCT a FROM VALUES (1) AS t(a) ORDER BY a"))
                .isEqualTo("""
                Project [col1 AS a]
                +- Scan local rows [col1]
                """);
    }

    @Test
    void computesArgumentsOfAggregatesInTheirOrder() {
        assertThat(tester.optimized("""
                SELECT count(x, 1 / y), regr_slope(1 / y, x), regr_avgx(DISTINCT x, y), count(id), count(x)
                FROM VALUES (1, null, null), (2, null, null) AS t(id, x, y)"""))
                .contains("count(x, (IF((x IS NULL), NULL, (1.0 / y)))) AS")
                .contains("regr_slope((IF((x IS NULL), NULL, (1.0 / y))), x) AS")
                .contains("regr_avgx(DISTINCT (IF(((x IS NULL) OR (y IS NULL)), NULL, y)), (IF((")
                .contains("count(1) AS count(id), count(x) AS count(x)");
    }

    @Test
    void movesFiltersBelowProjectionsAndPrunesColumns() {
        assertThat(tester.optimized("""
                SELECT a FROM (SELECT a, b + 1 AS w, c FROM VALUES (1, 2, 3) AS t(a, b, c)) WHERE w > 2""")).isEqualTo("""
                Project [col1 AS a]
                +- Filter ((col2 + 1) > 2)
                   +- Scan local rows [col1, col2]
                """);
    }

    @Test
    void movesFiltersIntoTheSidesOfAJoin() {
        assertThat(tester.optimized("""
                SELECT l.id FROM range(5) l JOIN range(9) r ON l.id = r.id WHERE l.id > 1 AND r.id < 4""")).isEqualTo("""
                Project [id]
                +- Join INNER, (id = id)
                   +- Filter (id > 1)
                      +- Scan range [id]
                   +- Filter (id < 4)
                      +- Scan range [id]
                """);
    }

    @Test
    void whatAFilterAsksOfBothSidesBecomesTheConditionOfAnInnerJoin() {
        assertThat(tester.optimized("SELECT l.id FROM range(5) l, range(9) r WHERE l.id = r.id AND l.id > 1"))
                .isEqualTo("""
                Project [id]
                +- Join INNER, (id = id)
                   +- Filter (id > 1)
                      +- Scan range [id]
                   +- Scan range [id]
                """);
    }

    @Test
    void keepsFiltersAboveTheSideThatAnOuterJoinFillsWithNulls() {
        assertThat(tester.optimized("""
                SELECT l.id FROM range(5) l LEFT JOIN range(9) r ON l.id = r.id WHERE r.id IS NULL""")).isEqualTo("""
                Project [id]
                +- Filter (id IS NULL)
                   +- Join LEFT_OUTER, (id = id)
                      +- Scan range [id]
                      +- Scan range [id]
                """);
    }

    @Test
    void filtersOnGroupsMoveBelowTheAggregate() {
        assertThat(tester.optimized("""
                SELECT k, n FROM (SELECT id % 3 AS k, count(*) AS n FROM range(9) GROUP BY id % 3) WHERE k = 1 AND n > 1""")).isEqualTo("""
                        Project [(id % 3) AS k, count(1) AS n]
                        +- Filter (count(1) > 1)
                           +- Aggregate [(id % 3) AS (id % 3)], [count(1) AS count(1)]
                              +- Filter ((id % 3) = 1)
                                 +- Scan range [id]
                        """);
    }
}
