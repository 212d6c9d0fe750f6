package io.millrace.engine.physical;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.session.QueryTester;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Window functions over random rows and frames, compared with loops over each row's frame. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowTest {
    private static final int ROWS = 1_500;

    private final QueryTester tester = new QueryTester();

    private record Row(int id, int part, Integer order, Integer value) {}

    @AfterAll
    void close() {
        tester.close();
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < ROWS; id++) {
            rows.add(new Row(
                    id,
                    random.nextInt(4),
                    random.nextInt(10) == 0 ? null : random.nextInt(300),
                    random.nextInt(5) == 0 ? null : random.nextInt(1000) - 500));
        }
        return rows;
    }

    private static String table(List<Row> rows) {
        return rows.stream()
                .map(row -> "(" + row.id() + "," + row.part() + "," + row.order() + "," + row.value() + ")")
                .collect(Collectors.joining(",", "VALUES ", " AS t(id, p, o, v)"));
    }

    /** The rows of a row's partition in the order of the window: o, then id. */
    private static List<Row> window(List<Row> rows, Row current, boolean ascending) {
        Comparator<Row> order = Comparator.comparing(Row::order, Comparator.nullsFirst(Comparator.naturalOrder()));
        return rows.stream()
                .filter(row -> row.part() == current.part())
                .sorted((ascending ? order : order.reversed()).thenComparingInt(Row::id))
                .toList();
    }

    private static String aggregated(List<Row> frame) {
        List<Integer> values =
                frame.stream().map(Row::value).filter(Objects::nonNull).toList();
        String sum = values.isEmpty()
                ? "null"
                : Long.toString(values.stream().mapToLong(Integer::longValue).sum());
        String max = values.stream()
                .max(Comparator.naturalOrder())
                .map(String::valueOf)
                .orElse("null");
        String first =
                frame.isEmpty() ? "null" : String.valueOf(frame.getFirst().value());
        String last = values.isEmpty() ? "null" : String.valueOf(values.getLast());
        return sum + ", " + max + ", " + frame.size() + ", " + first + ", " + last;
    }

    private static final String CALLS = Stream.of("sum(v)", "max(v)", "count(*)", "first(v)", "last(v) IGNORE NULLS")
            .map(call -> call + " OVER w")
            .collect(Collectors.joining(", "));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void framesOfRows(int seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random);
        // Some frames are short, some so long that aggregates of stretches are merged.
        int width = seed % 2 == 0 ? 10 : 250;
        int from = random.nextInt(width) - width / 2;
        int to = from + random.nextInt(width);
        String sql = "SELECT id, " + CALLS + " FROM " + table(rows)
                + " WINDOW w AS (PARTITION BY p ORDER BY o, id ROWS BETWEEN " + bound(from) + " AND " + bound(to) + ")";
        List<String> expected = rows.stream()
                .map(row -> {
                    List<Row> window = window(rows, row, true);
                    int at = window.indexOf(row);
                    int start = Math.clamp(at + from, 0, window.size());
                    int end = Math.clamp(at + to + 1, start, window.size());
                    return "[" + row.id() + ", " + aggregated(window.subList(start, end)) + "]";
                })
                .sorted()
                .toList();
        assertThat(tester.sorted(sql)).isEqualTo(expected);
    }

    private static String bound(int distance) {
        return distance == 0 ? "CURRENT ROW" : Math.abs(distance) + (distance < 0 ? " PRECEDING" : " FOLLOWING");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void framesOfValues(int seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random);
        boolean ascending = seed % 2 == 0;
        int from = random.nextInt(40) - 60;
        int to = random.nextInt(80);
        String sql = "SELECT id, sum(v) OVER w, max(v) OVER w, count(*) OVER w FROM " + table(rows)
                + " WINDOW w AS (PARTITION BY p ORDER BY o" + (ascending ? "" : " DESC") + " RANGE BETWEEN "
                + bound(from) + " AND " + bound(to) + ")";
        List<String> expected = rows.stream()
                .map(row -> {
                    List<Row> frame = window(rows, row, ascending).stream()
                            .filter(other -> inRange(row, other, ascending, d -> d >= from && d <= to))
                            .toList();
                    String[] figures = aggregated(frame).split(", ");
                    return "[" + row.id() + ", " + figures[0] + ", " + figures[1] + ", " + figures[2] + "]";
                })
                .sorted()
                .toList();
        assertThat(tester.sorted(sql)).isEqualTo(expected);
    }

    private static boolean inRange(Row row, Row other, boolean ascending, IntPredicate distance) {
        if (row.order() == null || other.order() == null) {
            return Objects.equals(row.order(), other.order());
        }
        int away = other.order() - row.order();
        return distance.test(ascending ? away : -away);
    }

    @Test
    void growingFramesOfManyRows() {
        String sql = "SELECT sum(s), max(r), min(c) FROM (SELECT sum(id) OVER (ORDER BY id) AS s,"
                + " row_number() OVER (ORDER BY id DESC) AS r, count(*) OVER (PARTITION BY id % 100) AS c"
                + " FROM range(100000))";
        long total = 0;
        long sum = 0;
        for (long id = 0; id < 100_000; id++) {
            sum += id;
            total += sum;
        }
        assertThat(tester.rows(sql)).containsExactly("[" + total + ", 100000, 1000]");
    }

    @Test
    void longMovingFramesOfManyRows() {
        String sql = "SELECT sum(s), sum(m) FROM (SELECT sum(id) OVER w AS s, max(id % 1000) OVER w AS m"
                + " FROM range(100000) WINDOW w AS (ORDER BY id ROWS BETWEEN 9999 PRECEDING AND CURRENT ROW))";
        long sums = 0;
        long sum = 0;
        long greatest = 0;
        for (long id = 0; id < 100_000; id++) {
            sum += id - (id >= 10_000 ? id - 10_000 : 0);
            sums += sum;
            greatest += Math.min(id, 999);
        }
        assertThat(tester.rows(sql)).containsExactly("[" + sums + ", " + greatest + "]");
    }

    @Test
    void overflowOutsideOfAllFramesIsNone() {
        // Two neighbours overflow together, and so would a stretch of rows that no frame has.
        String sql =
                "SELECT count(s) FROM (SELECT sum(v) OVER (ORDER BY id ROWS BETWEEN 130 FOLLOWING AND 260 FOLLOWING)"
                        + " AS s FROM (SELECT id, if(id < 2, 9223372036854775807L, 1L) AS v FROM range(1000)))";
        assertThat(tester.rows(sql)).containsExactly("[870]");
    }

    @Test
    void noRowsAndOneRow() {
        assertThat(tester.rows("SELECT rank() OVER (ORDER BY id) FROM range(0)"))
                .isEmpty();
        assertThat(tester.rows(
                        "SELECT lag(id) OVER (ORDER BY id), ntile(3) OVER (ORDER BY id), percent_rank() OVER (ORDER BY id)"
                                + " FROM range(1)"))
                .containsExactly("[null, 1, 0.0]");
    }
}
