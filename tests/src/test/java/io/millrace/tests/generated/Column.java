package io.millrace.tests.generated;

import io.millrace.types.DataType;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * A column of a table.
 *
 * @param values as SQL, one for each row
 */
record Column(DataType type, List<String> values) {
    /** Columns of a type, two thirds of them with nulls. */
    static Arbitrary<Column> of(DataType type, int rows) {
        Arbitrary<String> values = Values.of(type);
        Arbitrary<String> nullable =
                values.injectNull(0.25).map(value -> value == null ? Values.missing(type) : value);
        return Arbitraries.oneOf(
                        values.list().ofSize(rows),
                        nullable.list().ofSize(rows),
                        nullable.list().ofSize(rows))
                .map(cells -> new Column(type, cells));
    }
}
