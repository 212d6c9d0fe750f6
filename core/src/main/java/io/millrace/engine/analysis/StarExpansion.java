package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one star stands for where it is written. */
final class StarExpansion {
    /** A value and its name. */
    record Named(String name, Expression value) {}

    private final AnalysisContext context;
    private final ExpressionAnalyzer expressions;
    private final Star star;
    private final Scope scope;
    private final NameResolver names;

    StarExpansion(AnalysisContext context, ExpressionAnalyzer expressions, Star star) {
        this.context = context;
        this.expressions = expressions;
        this.star = star;
        this.scope = expressions.scope();
        this.names = new NameResolver(context.caseSensitive());
    }

    /** What a star stands for: the columns of a table, or the fields of a struct. */
    List<Named> expand() {
        List<Named> values = new ArrayList<>();
        columns().forEach(column -> values.add(new Named(column.attribute().name(), column.attribute())));
        if (values.isEmpty() && !star.target().isEmpty()) {
            List<Named> around =
                    context.outer().map(outer -> outer.expand(star)).orElse(List.of());
            values.addAll(around.isEmpty() ? structFields() : around);
        }
        return new StarExceptions(names, calls(), star).apply(matching(values));
    }

    private List<Named> matching(List<Named> values) {
        if (star.pattern().isEmpty()) {
            return values;
        }
        Pattern pattern = names.pattern(star.pattern().get());
        return values.stream()
                .filter(value -> pattern.matcher(value.name()).matches())
                .toList();
    }

    private StarExceptions.Calls calls() {
        return new StarExceptions.Calls() {
            @Override
            public Expression call(String function, Expression... arguments) {
                return context.functions().resolve(CallSite.of(function, arguments), context.resolution());
            }

            @Override
            public Expression field(Expression struct, String name) {
                return expressions.field(struct, name, star.origin());
            }
        };
    }

    /** A table's star gives its keys of USING joins too; ids tell the order of its columns. */
    Stream<Scope.Column> columns() {
        if (star.target().isEmpty()) {
            return scope.columns().stream();
        }
        Stream<Scope.Column> visible = scope.columns().stream().filter(this::qualifies);
        List<Scope.Column> hidden =
                scope.hidden().stream().filter(this::qualifies).toList();
        return hidden.isEmpty()
                ? visible
                : Stream.concat(visible, hidden.stream())
                        .sorted(Comparator.comparingLong(
                                column -> column.attribute().id()));
    }

    private List<Named> structFields() {
        ColumnReference reference = new ColumnReference(star.target(), star.origin());
        Expression value = expressions.own(reference).orElse(null);
        if (value == null || !(value.type() instanceof StructType struct)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.CANNOT_RESOLVE_STAR_EXPAND,
                            "targetString",
                            NameResolver.quoted(star.target()),
                            "columns",
                            scope.columns().stream()
                                    .map(column -> NameResolver.quoted(
                                            List.of(column.attribute().name())))
                                    .collect(Collectors.joining(", ")))
                    .at(star.origin().position()));
        }
        List<Named> fields = new ArrayList<>();
        for (StructField field : struct) {
            fields.add(new Named(field.name(), expressions.field(value, field.name(), star.origin())));
        }
        return fields;
    }

    private boolean qualifies(Scope.Column column) {
        List<String> target = star.target();
        List<String> qualifier = column.qualifier();
        if (qualifier.size() < target.size()) {
            return false;
        }
        int skipped = qualifier.size() - target.size();
        for (int i = 0; i < target.size(); i++) {
            if (!names.sameName(qualifier.get(skipped + i), target.get(i))) {
                return false;
            }
        }
        return true;
    }
}
