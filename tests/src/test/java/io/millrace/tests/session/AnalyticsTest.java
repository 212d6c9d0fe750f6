package io.millrace.tests.session;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.grouping_id;
import static io.millrace.Functions.lag;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.rank;
import static io.millrace.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.AnalysisException;
import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.expressions.Window;
import io.millrace.expressions.WindowSpec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows, grouping sets and pivots as the methods of Dataset and Column ask for them. */
class AnalyticsTest {
    private static Session session;
    private static Dataset<Row> sales;

    @BeforeAll
    static void open() {
        session = Session.builder().master("local[2]").create();
        sales = session.sql("SELECT * FROM VALUES ('x', 1, 10), ('x', 2, 20), ('x', 2, 5), ('y', 1, 7) AS t(k, q, v)");
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    private static List<String> rows(Dataset<Row> result) {
        return result.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    @Test
    void windows() {
        WindowSpec byKey = Window.partitionBy("k").orderBy(col("q"), col("v").desc());
        Dataset<Row> result = sales.select(
                col("k"),
                rank().over(Window.partitionBy("k").orderBy("q")),
                lag("v", 1, -1).over(byKey),
                sum("v").over(byKey.rowsBetween(Window.unboundedPreceding(), Window.currentRow())),
                count(lit(1)).over(Window.partitionBy("k").orderBy("q").rangeBetween(-1, 0)),
                sum("v").over());
        assertThat(rows(result))
                .containsExactly("[x,1,-1,10,1,42]", "[x,2,10,30,3,42]", "[x,2,20,35,3,42]", "[y,1,-1,7,1,42]");
    }

    @Test
    void rollupAndCube() {
        assertThat(rows(sales.rollup("k", "q").agg(sum("v"), grouping_id())))
                .containsExactly(
                        "[null,null,42,3]", "[x,1,10,0]", "[x,2,25,0]", "[x,null,35,1]", "[y,1,7,0]", "[y,null,7,1]");
        assertThat(rows(sales.cube(col("k"), col("q")).count()))
                .contains("[null,1,2]", "[null,2,2]", "[null,null,4]", "[x,null,3]")
                .hasSize(8);
    }

    @Test
    void pivots() {
        assertThat(rows(sales.groupBy("k").pivot("q").sum("v"))).containsExactly("[x,10,25]", "[y,7,null]");
        assertThat(sales.groupBy("k").pivot("q").sum("v").columns()).containsExactly("k", "1", "2");
        assertThat(rows(sales.groupBy("k")
                        .pivot("q", List.of(2, 3))
                        .agg(sum("v").as("s"), count(lit(1)).as("n"))))
                .containsExactly("[x,25,2,null,null]", "[y,null,null,null,null]");
    }

    @Test
    void differencesAndIntersectionsThatCount() {
        Dataset<Row> left = session.sql("SELECT * FROM VALUES (1), (1), (2) AS t(a)");
        Dataset<Row> right = session.sql("SELECT * FROM VALUES (1), (3) AS t(a)");
        assertThat(rows(left.exceptAll(right))).containsExactly("[1]", "[2]");
        assertThat(rows(left.intersectAll(right))).containsExactly("[1]");
    }

    /** Conditions of Spark 4.2, whose parameters hold a plan with ids and so cannot be recorded as a case. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(SELECT max(x) FROM VALUES (1) AS w(x) WHERE w.x = k)  | UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY",
                "EXISTS (SELECT 1 FROM VALUES (1) AS w(x) WHERE w.x = k) | UNSUPPORTED_IN_EXISTS_SUBQUERY",
                "k IN (SELECT x FROM VALUES (1) AS w(x) WHERE w.x = k)  | UNSUPPORTED_IN_EXISTS_SUBQUERY"
            })
    void correlatedSubqueriesAreNoOrder(String value, String condition) {
        assertThatThrownBy(() -> session.sql("SELECT k FROM VALUES (1) AS v(k) ORDER BY " + value))
                .isInstanceOfSatisfying(
                        AnalysisException.class,
                        error -> assertThat(error.getCondition())
                                .isEqualTo("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY." + condition));
    }

    /** As above. */
    @ParameterizedTest
    @ValueSource(strings = {"JOIN", "LEFT JOIN", "FULL JOIN"})
    void correlatedValuesAreNoConditionOfAJoin(String join) {
        assertThatThrownBy(() -> session.sql("SELECT * FROM VALUES (1) AS v(k) " + join
                        + " VALUES (1) AS u(j) ON j = (SELECT max(x) FROM VALUES (1) AS w(x) WHERE w.x = k)"))
                .isInstanceOfSatisfying(
                        AnalysisException.class,
                        error -> assertThat(error.getCondition())
                                .isEqualTo("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY"
                                        + ".UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY"));
    }
}
