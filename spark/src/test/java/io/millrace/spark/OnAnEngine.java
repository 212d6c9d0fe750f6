package io.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.RowFactory;
import io.millrace.Session;
import io.millrace.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The session, the data and the checks that tests on every engine share. */
interface OnAnEngine {
    /** The session of the engine. */
    Session session();

    /** A directory that no other test uses. */
    Path directory();

    default Dataset<Row> people() {
        return session()
                .createDataFrame(
                        List.of(
                                RowFactory.create(1, "Ada", "London"),
                                RowFactory.create(2, "Bob", "Paris"),
                                RowFactory.create(3, null, "London")),
                        StructType.fromDDL("id INT NOT NULL, name STRING, city STRING"));
    }

    default Dataset<Row> orders() {
        return session()
                .createDataFrame(
                        List.of(
                                RowFactory.create(10L, 1, 2.5),
                                RowFactory.create(11L, 1, 4.0),
                                RowFactory.create(12L, 2, 1.0),
                                RowFactory.create(13L, null, 9.0)),
                        StructType.fromDDL("number BIGINT NOT NULL, person INT, amount DOUBLE"));
    }

    static void assertRows(Dataset<?> actual, String schema, Object[]... rows) {
        assertThat(actual.schema().toDDL()).isEqualTo(schema);
        assertThat(actual.toDF().collectAsList())
                .map(OnAnEngine::cells)
                .containsExactlyElementsOf(
                        Arrays.stream(rows).map(Arrays::asList).toList());
    }

    private static List<Object> cells(Row row) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            cells.add(row.get(i));
        }
        return cells;
    }

    static Object[] row(Object... cells) {
        return cells;
    }
}
