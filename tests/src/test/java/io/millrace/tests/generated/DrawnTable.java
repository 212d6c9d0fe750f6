package io.millrace.tests.generated;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of some expressions: a column {@code id} from 1 on, {@code g} of two values, and the columns they ask for. */
final class DrawnTable {
    private final Map<Column, String> names = new LinkedHashMap<>();
    private final List<Integer> rows;

    /**
     * @param rows which values of the columns are rows of the table, counted from 0
     */
    DrawnTable(Collection<Drawn> expressions, Collection<Integer> rows) {
        this.rows = List.copyOf(rows);
        for (Drawn expression : expressions) {
            expression.columns().forEach(column -> names.putIfAbsent(column, "c" + (names.size() + 1)));
        }
    }

    int size() {
        return rows.size();
    }

    /** An expression as SQL. */
    String text(Drawn expression) {
        return expression.text(names::get);
    }

    /** What stands behind FROM. */
    String relation() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.get(i);
            StringBuilder cells = new StringBuilder("(" + (i + 1) + ", " + i % 2);
            names.keySet().forEach(column -> cells.append(", ").append(column.values().get(row)));
            lines.add(cells.append(')').toString());
        }
        StringBuilder columns = new StringBuilder("id, g");
        names.values().forEach(name -> columns.append(", ").append(name));
        return "VALUES " + String.join(", ", lines) + " AS v(" + columns + ")";
    }

    /** The statement that gives the rows. */
    String sql() {
        return "SELECT * FROM " + relation();
    }
}
