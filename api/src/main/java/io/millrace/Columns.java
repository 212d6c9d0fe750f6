package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists of columns and names, as methods with variable arguments get them. */
final class Columns {
    private Columns() {}

    static List<UnresolvedExpression> expressions(Column... columns) {
        return Arrays.stream(columns).map(Column::expression).toList();
    }

    static List<UnresolvedExpression> expressions(Column first, Column... rest) {
        return Stream.concat(Stream.of(first), Arrays.stream(rest))
                .map(Column::expression)
                .toList();
    }

    static String[] names(String first, String... rest) {
        return Stream.concat(Stream.of(first), Arrays.stream(rest)).toArray(String[]::new);
    }

    static Column[] named(String first, String... rest) {
        return Arrays.stream(names(first, rest)).map(Column::new).toArray(Column[]::new);
    }

    /** The columns that stay, and a {@code stack} of pairs of name and value. */
    static List<UnresolvedExpression> unpivot(Column[] ids, Column[] values, String variable, String value) {
        List<UnresolvedExpression> pairs = new ArrayList<>();
        pairs.add(Literals.of(values.length));
        for (Column column : values) {
            pairs.add(Literals.of(column.toString()));
            pairs.add(column.expression());
        }
        List<UnresolvedExpression> output = new ArrayList<>(expressions(ids));
        output.add(new Alias(
                call("stack", pairs.toArray(UnresolvedExpression[]::new)),
                List.of(variable, value),
                Optional.empty(),
                Origin.NONE));
        return output;
    }
}
