package io.millrace.tests.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.AnalysisException;
import io.millrace.Session;
import io.millrace.catalyst.parser.ParseException;
import io.millrace.spi.error.ErrorPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Statements that must fail, and how: the paragraphs of {@code errors/sql.txt}.
 *
 * <pre>
 * select «1 / 0»                          the statement; \n is the end of a line in it
 * ArithmeticException DIVIDE_BY_ZERO 22012      a class that users may catch it by, the condition, its SQLSTATE or -
 *   config = "spark.sql.ansi.enabled"     values in the message; others may be there
 * </pre>
 *
 * <p>The place at fault is marked as {@code «so»}; statements without a mark are those where Spark names no place, or the
 * whole statement.
 */
class SqlErrorTest {
    private static final Path FILE = Path.of("src", "test", "resources", "errors", "sql.txt");
    private static final Map<String, Class<? extends Throwable>> FAMILIES = Stream.<Class<? extends Throwable>>of(
                    AnalysisException.class,
                    ParseException.class,
                    ArithmeticException.class,
                    ArrayIndexOutOfBoundsException.class,
                    DateTimeException.class,
                    Exception.class,
                    IllegalArgumentException.class,
                    NumberFormatException.class,
                    RuntimeException.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static Session session;

    @BeforeAll
    static void open() {
        session = Session.builder()
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .create();
        session.sql("create temporary view people as select * from values "
                + "(1, 'ada', timestamp'2026-01-01 00:00:00', named_struct('city', 'Ulm', 'zip', 89073)) "
                + "as t(id, name, at, address)");
        session.sql("create temporary view orders as select * from values (1, 2, 9.5d) as t(id, person, amount)");
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    record Row(String marked, Expected expected) {
        /** @param lines of a paragraph */
        static Row of(List<String> lines) {
            String[] error = lines.get(1).split(" ");
            assertThat(FAMILIES).as(lines.get(1)).containsKey(error[0]);
            List<String> parameters = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] parts = line.strip().split(" = ?", 2);
                assertThat(line).startsWith("  ").contains(" =");
                parameters.addAll(List.of(parts));
            }
            return new Row(
                    lines.getFirst().replace("\\n", "\n"),
                    Expected.error(
                            FAMILIES.get(error[0]),
                            error[1],
                            error[2].equals("-") ? null : error[2],
                            parameters.toArray(String[]::new)));
        }

        String sql() {
            return marked.replace("«", "").replace("»", "");
        }

        Expected atMark() {
            int start = marked.indexOf('«');
            int stop = marked.indexOf('»') - 2;
            return start < 0 ? expected : expected.at(new ErrorPosition(sql(), start, stop));
        }

        @Override
        public String toString() {
            return marked.replace('\n', ' ');
        }
    }

    static List<Row> rows() throws IOException {
        return Stream.of(Files.readString(FILE).split("\n\n+"))
                .map(paragraph ->
                        paragraph.lines().filter(line -> !line.startsWith("#")).toList())
                .filter(lines -> !lines.isEmpty())
                .map(Row::of)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void failsAsItShould(Row row) {
        Throwable thrown = catchThrowable(() -> session.sql(row.sql()).collectAsList());
        row.atMark().verify(thrown);
    }
}
