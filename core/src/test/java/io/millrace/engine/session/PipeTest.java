package io.millrace.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipeTest {
    private final QueryTester tester = new QueryTester();

    @AfterAll
    void close() {
        tester.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT id + 1 AS a |> WHERE a > 2~[3]",
                "EXTEND id * 2 AS b, b + 1 AS c |> WHERE id = 2~[2, 4, 5]",
                "EXTEND 1 AS one |> DROP id |> LIMIT 1~[1]",
                "AS t |> WHERE t.id = 1~[1]",
                "AGGREGATE sum(id) AS s, count(*)~[3, 3]",
                "AGGREGATE count(*) AS n GROUP BY id > 0 AS positive |> WHERE positive~[true, 2]",
                "AS l |> JOIN range(2, 5) AS r ON l.id = r.id~[2, 2]",
                "UNION ALL VALUES (7L) |> ORDER BY id DESC |> LIMIT 1~[7]",
                "EXCEPT SELECT * FROM range(2)~[2]",
                "INTERSECT SELECT * FROM range(1)~[0]",
                "ORDER BY id DESC |> OFFSET 2~[0]",
                "SELECT DISTINCT id > 9 AS x~[false]"
            })
    void operatorsFollowOneAnother(String operators, String row) {
        assertThat(tester.rows("FROM range(3) |> " + operators)).containsExactly(row);
        assertThat(tester.rows("SELECT * FROM range(3) |> " + operators)).containsExactly(row);
    }

    @Test
    void namesOfTablesFurtherInsideDoNotShow() {
        assertThatThrownBy(() -> tester.rows("SELECT t.id AS a FROM range(3) AS t |> WHERE t.id = 1"))
                .hasMessageContaining("UNRESOLVED_COLUMN");
        assertThatThrownBy(() -> tester.rows("FROM range(3) |> DROP x")).hasMessageContaining("UNRESOLVED_COLUMN");
        assertThatThrownBy(() -> tester.rows("FROM range(3) |> AGGREGATE"))
                .hasMessageContaining("The AGGREGATE clause requires");
    }

    @Test
    void exceptLeavesFieldsOut() {
        String data = " FROM VALUES (1, named_struct('a', 2, 'b', named_struct('c', 3, 'd', 4))) AS t(k, s)";
        assertThat(tester.rows("SELECT * EXCEPT (s.a)" + data)).containsExactly("[1, [[3, 4]]]");
        assertThat(tester.rows("SELECT * EXCEPT (k, s.b.c)" + data)).containsExactly("[[2, [4]]]");
        assertThat(tester.rows("SELECT s.* EXCEPT (b.d)" + data)).containsExactly("[2, [3]]");
        assertThatThrownBy(() -> tester.rows("SELECT * EXCEPT (s, s.a)" + data))
                .hasMessageContaining("EXCEPT_OVERLAPPING_COLUMNS");
        assertThatThrownBy(() -> tester.rows("SELECT * EXCEPT (x)" + data)).hasMessageContaining("UNRESOLVED_COLUMN");
        assertThatThrownBy(() -> tester.rows("SELECT * EXCEPT (k.a)" + data))
                .hasMessageContaining("EXCEPT_NESTED_COLUMN_INVALID_TYPE");
    }

    @Test
    void joinsByUsingAndNatural() {
        String joined = " FROM VALUES (1, 'x') AS l(k, a) LEFT JOIN VALUES (1, 'y') AS r(k, b) USING (k)";
        assertThat(tester.rows("SELECT l.*, r.*" + joined)).containsExactly("[1, x, 1, y]");
        assertThat(tester.rows("SELECT *" + joined)).containsExactly("[1, x, y]");
        assertThat(tester.rows("SELECT * FROM VALUES (1) AS a(k) JOIN VALUES (1) AS b(k) ON a.k = b.k"
                        + " NATURAL JOIN VALUES (1) AS c(k)"))
                .containsExactly("[1, 1]");
    }
}
