package io.millrace.engine.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.session.QueryTester;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Correlated sub-queries over random rows, compared with running them for each row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubqueryTest {
    private final QueryTester tester = new QueryTester();

    private record Outer(int id, Integer a, Integer b) {}

    private record Inner(Integer k, Integer x) {}

    @AfterAll
    void close() {
        tester.close();
    }

    private static Integer number(Random random) {
        return random.nextInt(6) == 0 ? null : random.nextInt(8);
    }

    private void compare(int seed, String value, BiFunction<Outer, List<Inner>, Object> expected) {
        Random random = new Random(seed);
        List<Outer> outer = new ArrayList<>();
        for (int id = 0; id < 60; id++) {
            outer.add(new Outer(id, number(random), number(random)));
        }
        List<Inner> inner = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            inner.add(new Inner(number(random), number(random)));
        }
        inner.add(new Inner(null, 3));
        String o = outer.stream()
                .map(row -> "(" + row.id() + "," + row.a() + "," + row.b() + ")")
                .collect(Collectors.joining(",", "VALUES ", " AS o(id, a, b)"));
        String i = inner.stream()
                .map(row -> "(" + row.k() + "," + row.x() + ")")
                .collect(Collectors.joining(",", "(SELECT * FROM VALUES ", " AS i(k, x)) AS i"));
        String sql = "SELECT id, " + value.replace("INNER", i) + " FROM " + o;
        assertThat(tester.sorted(sql))
                .isEqualTo(outer.stream()
                        .map(row -> "[" + row.id() + ", " + expected.apply(row, inner) + "]")
                        .sorted()
                        .toList());
    }

    private static boolean equal(Integer left, Integer right) {
        return left != null && left.equals(right);
    }

    private static boolean less(Integer left, Integer right) {
        return left != null && right != null && left < right;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aggregatesByEquality(int seed) {
        compare(
                seed,
                "(SELECT count(x) FROM INNER WHERE i.k = o.a)",
                (row, inner) -> inner.stream()
                        .filter(i -> equal(i.k(), row.a()) && i.x() != null)
                        .count());
        compare(seed, "(SELECT max(x) + count(*) FROM INNER WHERE i.k = o.a)", (row, inner) -> {
            List<Inner> found =
                    inner.stream().filter(i -> equal(i.k(), row.a())).toList();
            return found.stream()
                    .map(Inner::x)
                    .filter(Objects::nonNull)
                    .max(Integer::compare)
                    .map(max -> (Object) (long) (max + found.size()))
                    .orElse(null);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aggregatesByOtherConditions(int seed) {
        compare(
                seed,
                "(SELECT count(*) FROM INNER WHERE i.k < o.a AND i.x <=> o.b)",
                (row, inner) -> inner.stream()
                        .filter(i -> less(i.k(), row.a()) && Objects.equals(i.x(), row.b()))
                        .count());
        compare(
                seed,
                "(SELECT count(DISTINCT x) FROM INNER WHERE i.k < o.a)",
                (row, inner) -> inner.stream()
                        .filter(i -> less(i.k(), row.a()))
                        .map(Inner::x)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void existence(int seed) {
        compare(
                seed,
                "EXISTS (SELECT 1 FROM INNER WHERE i.k = o.a AND i.x < o.b)",
                (row, inner) -> inner.stream().anyMatch(i -> equal(i.k(), row.a()) && less(i.x(), row.b())));
        compare(
                seed,
                "NOT EXISTS (SELECT x FROM INNER WHERE i.k < o.a GROUP BY x HAVING count(*) > 1)",
                (row, inner) -> inner.stream()
                        .filter(i -> less(i.k(), row.a()))
                        .collect(Collectors.groupingBy(i -> String.valueOf(i.x()), Collectors.counting()))
                        .values()
                        .stream()
                        .noneMatch(count -> count > 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void topRows(int seed) {
        compare(
                seed,
                "(SELECT sum(x) FROM (SELECT x FROM INNER WHERE i.k < o.a ORDER BY x DESC NULLS LAST LIMIT 2))",
                (row, inner) -> {
                    List<Integer> top = inner.stream()
                            .filter(i -> less(i.k(), row.a()))
                            .map(Inner::x)
                            .filter(Objects::nonNull)
                            .sorted((l, r) -> r - l)
                            .limit(2)
                            .toList();
                    return top.isEmpty()
                            ? null
                            : top.stream().mapToInt(Integer::intValue).sum();
                });
    }

    /** In WHERE, NOT IN keeps a row only if no null stands in the way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void notInKeepsWhatIsCertainlyNotThere(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            List<Integer> left = new ArrayList<>();
            List<Integer> right = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                left.add(number(random));
                if (random.nextBoolean()) {
                    right.add(random.nextInt(4) == 0 ? null : random.nextInt(8));
                }
            }
            String right1 = "(SELECT * FROM VALUES (9)"
                    + right.stream().map(v -> ",(" + v + ")").collect(Collectors.joining()) + " AS r(x)) AS r";
            String sql = "SELECT a FROM "
                    + left.stream().map(v -> "(" + v + ")").collect(Collectors.joining(",", "VALUES ", " AS l(a)"))
                    + " WHERE a NOT IN (SELECT x FROM " + right1 + ")";
            List<String> expected = left.stream()
                    .filter(v -> v != null && !right.contains(v) && !right.contains(null))
                    .map(v -> "[" + v + "]")
                    .sorted()
                    .toList();
            assertThat(tester.sorted(sql)).as(sql).isEqualTo(expected);
        }
    }

    @Test
    void lateralRowsOfEachRow() {
        assertThat(tester.sorted("SELECT o.id, t.y FROM range(3) AS o, LATERAL (SELECT id * 10 AS y FROM range(5)"
                        + " AS i WHERE i.id < o.id ORDER BY i.id DESC LIMIT 1) AS t"))
                .containsExactly("[1, 0]", "[2, 10]");
    }

    @Test
    void equalitiesBecomeKeysOfAJoin() {
        String plan = tester.optimized(
                "SELECT id FROM range(9) AS o WHERE EXISTS (SELECT 1 FROM range(3) AS i WHERE i.id = o.id)");
        assertThat(plan).contains("Join LEFT_SEMI").doesNotContain("Aggregate");
    }

    @Test
    void aScalarOfSeveralRowsIsAnError() {
        assertThatThrownBy(() -> tester.rows("SELECT (SELECT id FROM range(2))"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("SCALAR_SUBQUERY_TOO_MANY_ROWS");
        assertThatThrownBy(() ->
                        tester.rows("SELECT (SELECT i.id FROM range(4) AS i WHERE i.id % 2 = o.id) FROM range(2) AS o"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("SCALAR_SUBQUERY_TOO_MANY_ROWS");
    }
}
