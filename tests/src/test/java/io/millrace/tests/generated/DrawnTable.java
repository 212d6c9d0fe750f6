package io.millrace.tests.generated;

import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A table that gets its columns as expressions ask for them: {@code id} from 1 on, {@code g} of few values, and those. */
final class DrawnTable {
    /** How likely a column that is there already serves again. */
    private static final double REUSED = 0.6;

    private record Column(DataType type, List<String> values) {}

    private final RandomGenerator random;
    private final int size;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    DrawnTable(RandomGenerator random, int size) {
        this.random = random;
        this.size = size;
    }

    int size() {
        return size;
    }

    /** The name of a column of a type. */
    String column(DataType type) {
        List<String> same = columns.entrySet().stream()
                .filter(column -> column.getValue().type().equals(type))
                .map(Map.Entry::getKey)
                .toList();
        if (!same.isEmpty() && random.nextDouble() < REUSED) {
            return same.get(random.nextInt(same.size()));
        }
        List<String> values = new ArrayList<>();
        boolean nullable = random.nextInt(3) > 0;
        for (int row = 0; row < size; row++) {
            values.add(
                    nullable && random.nextInt(4) == 0
                            ? "CAST(NULL AS " + type.sql() + ")"
                            : Values.draw(type, random, Values.PLAIN_NESTING));
        }
        String name = "c" + (columns.size() + 1);
        columns.put(name, new Column(type, values));
        return name;
    }

    /** The statement that gives the rows. */
    String sql() {
        return sql(columns.keySet(), 0, size);
    }

    /** Some columns of the rows from {@code first} (counted from 0) to before {@code end}. */
    String sql(Set<String> kept, int first, int end) {
        List<String> rows = new ArrayList<>();
        for (int row = first; row < end; row++) {
            StringBuilder cells = new StringBuilder("(" + (row + 1) + ", " + row % 2);
            for (String column : kept) {
                cells.append(", ").append(columns.get(column).values().get(row));
            }
            rows.add(cells.append(')').toString());
        }
        StringBuilder names = new StringBuilder("id, g");
        kept.forEach(name -> names.append(", ").append(name));
        return "SELECT * FROM VALUES " + String.join(", ", rows) + " AS v(" + names + ")";
    }
}
