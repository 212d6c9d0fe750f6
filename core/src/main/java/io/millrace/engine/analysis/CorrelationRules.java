package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DdlParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a sub-query may name columns of the query around it: in conditions and plain select lists, and not in what is
 * grouped, aggregated or sorted.
 */
final class CorrelationRules {
    private final AnalysisContext context;

    CorrelationRules(AnalysisContext context) {
        this.context = context;
    }

    /** Refuses columns of the query around in GROUP BY and in the select list above it. */
    void requireOwn(List<Expression> groupings, List<Assignment> selected, Origin origin) {
        List<String> wrong = new ArrayList<>();
        groupings.stream().filter(this::isCorrelated).map(this::text).forEach(wrong::add);
        selected.stream()
                .filter(item -> isCorrelated(item.value()))
                .map(this::text)
                .forEach(wrong::add);
        refuse(wrong, origin);
    }

    /** Refuses them in window functions, and in what these are computed by. */
    void requireOwnWindows(List<Assignment> selected, Origin origin) {
        List<String> wrong = new ArrayList<>();
        for (Assignment item : selected) {
            List<WindowCall> windows = new ArrayList<>();
            Trees.visit(item.value(), part -> {
                if (part instanceof WindowCall window && namesOuter(window)) {
                    windows.add(window);
                }
            });
            if (!windows.isEmpty()) {
                wrong.add(text(item));
            }
            for (WindowCall window : windows) {
                window.partitions().stream()
                        .filter(this::isCorrelated)
                        .map(this::text)
                        .forEach(wrong::add);
                window.order().stream()
                        .filter(key -> isCorrelated(key.value()))
                        .map(this::text)
                        .forEach(wrong::add);
            }
        }
        refuse(wrong, origin);
    }

    /** Refuses them in ORDER BY. */
    void requireOwnOrder(List<SortKey> keys, Origin origin) {
        refuse(
                keys.stream()
                        .filter(key -> isCorrelated(key.value()))
                        .map(this::text)
                        .toList(),
                origin);
    }

    private static void refuse(List<String> wrong, Origin origin) {
        if (!wrong.isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__CORRELATED_REFERENCE,
                            "sqlExprs",
                            "\"" + String.join("\",\"", wrong) + "\"")
                    .at(origin.position()));
        }
    }

    /** What is more than a name is computed below the windows, where it may stand. */
    private boolean namesOuter(WindowCall window) {
        return window.function().children().stream().anyMatch(this::isOuter)
                || window.partitions().stream().anyMatch(this::isOuter)
                || window.order().stream().anyMatch(key -> isOuter(key.value()));
    }

    private boolean isOuter(Expression expression) {
        return expression instanceof Attribute && isCorrelated(expression);
    }

    private boolean isCorrelated(Expression expression) {
        return context.outer().isPresent()
                && Trees.references(expression).stream()
                        .anyMatch(context.outer().get()::isParameter);
    }

    private String text(Assignment item) {
        String value = text(item.value());
        return item.value() instanceof Attribute column && !(meaning(column) instanceof Expression.AggregateCall)
                ? value
                : value + " AS " + DdlParser.quoteIfNeeded(item.target().name());
    }

    private String text(SortKey key) {
        return text(key.value())
                + (key.ascending() ? " ASC" : " DESC")
                + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    private String text(Expression expression) {
        return ExpressionText.pretty(meaning(expression), context.zone());
    }

    /** The expression as the query around would have it. */
    private Expression meaning(Expression expression) {
        return context.outer().map(outer -> outer.meaning(expression)).orElse(expression);
    }
}
