package io.millrace.engine.analysis;

import io.millrace.engine.analysis.StarExpansion.Named;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code * EXCEPT (a, b.c)}: leaves columns out, and fields out of columns. */
final class StarExceptions {
    private final NameResolver names;
    private final Calls calls;
    private final Star star;

    /** Makes typed expressions. */
    interface Calls {
        Expression call(String function, Expression... arguments);

        Expression field(Expression struct, String name);
    }

    StarExceptions(NameResolver names, Calls calls, Star star) {
        this.names = names;
        this.calls = calls;
        this.star = star;
    }

    List<Named> apply(List<Named> columns) {
        if (star.except().isEmpty()) {
            return columns;
        }
        List<List<String>> paths =
                star.except().stream().map(path -> within(path, columns)).toList();
        refuseOverlap(paths);
        List<Named> kept = new ArrayList<>();
        for (Named column : columns) {
            List<List<String>> inside = inside(paths, column.name());
            if (inside.isEmpty()) {
                kept.add(column);
            } else if (inside.stream().noneMatch(List::isEmpty)) {
                kept.add(new Named(column.name(), without(column.value(), inside)));
            }
        }
        return kept;
    }

    /** The path from a column on; the name of a table may stand before it. */
    private List<String> within(List<String> path, List<Named> columns) {
        for (int start = 0; start < path.size(); start++) {
            String first = path.get(start);
            if (columns.stream().anyMatch(column -> names.sameName(column.name(), first))) {
                return path.subList(start, path.size());
            }
        }
        List<Attribute> known = columns.stream()
                .map(column -> Attribute.create(
                        column.name(), column.value().type(), column.value().nullable()))
                .toList();
        throw names.unresolved(path, star.origin(), Scope.of(known));
    }

    private void refuseOverlap(List<List<String>> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < paths.size(); j++) {
                if (i != j && startsWith(paths.get(i), paths.get(j))) {
                    throw new MillraceException(ErrorDetail.of(
                                    ErrorCondition.EXCEPT_OVERLAPPING_COLUMNS,
                                    "columns",
                                    star.except().stream()
                                            .map(path -> String.join(".", path))
                                            .collect(Collectors.joining(", ")))
                            .at(star.origin().position()));
                }
            }
        }
    }

    private boolean startsWith(List<String> path, List<String> start) {
        if (path.size() < start.size()) {
            return false;
        }
        for (int i = 0; i < start.size(); i++) {
            if (!names.sameName(path.get(i), start.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What of the paths lies in a column or field; an empty path means the whole. */
    private List<List<String>> inside(List<List<String>> paths, String name) {
        return paths.stream()
                .filter(path -> names.sameName(path.getFirst(), name))
                .map(path -> path.subList(1, path.size()))
                .toList();
    }

    private Expression without(Expression value, List<List<String>> paths) {
        if (!(value.type() instanceof StructType struct)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.EXCEPT_NESTED_COLUMN_INVALID_TYPE,
                            "columnName",
                            NameResolver.quoted(star.except().getFirst()),
                            "dataType",
                            "\"" + value.type().sql() + "\"")
                    .at(star.origin().position()));
        }
        List<Attribute> known = new ArrayList<>();
        struct.forEach(field -> known.add(Attribute.create(field)));
        for (List<String> path : paths) {
            if (known.stream().noneMatch(field -> names.sameName(field.name(), path.getFirst()))) {
                throw names.unresolved(path, star.origin(), Scope.of(known));
            }
        }
        List<Expression> parts = new ArrayList<>();
        for (StructField field : struct) {
            List<List<String>> inner = inside(paths, field.name());
            if (inner.stream().anyMatch(List::isEmpty)) {
                continue;
            }
            Expression part = calls.field(value, field.name());
            parts.add(new Constant(field.name(), DataTypes.StringType));
            parts.add(inner.isEmpty() ? part : without(part, inner));
        }
        Expression rebuilt = parts.isEmpty()
                ? new Constant(new Object[0], new StructType(new StructField[0]))
                : calls.call("named_struct", parts.toArray(Expression[]::new));
        return value.nullable()
                ? calls.call("if", calls.call("isnull", value), new Constant(null, rebuilt.type()), rebuilt)
                : rebuilt;
    }
}
