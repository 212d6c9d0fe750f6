package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an order sees of a select list in which columns share a name. Such a name has no meaning in the list, so Spark looks
 * further down, where a generator's column is, and what the list computes before its window functions.
 */
final class SortNames {
    private final boolean caseSensitive;
    private final SelectList list;
    private final boolean windows;
    private final Map<Long, Assignment> items = new HashMap<>();

    /** @param assignments the items of the list as they are computed */
    SortNames(AnalysisContext context, SelectList list, List<Assignment> assignments) {
        this.caseSensitive = context.caseSensitive();
        this.list = list;
        assignments.forEach(item -> items.put(item.target().id(), item));
        this.windows = assignments.stream().anyMatch(SortNames::hasWindow);
    }

    /** The output with one column for each name that means one. */
    Scope of(Scope output) {
        if (!windows && list.generator().isEmpty()) {
            return output;
        }
        Map<String, List<Attribute>> named = output.attributes().stream().collect(Collectors.groupingBy(this::name));
        return new Scope(output.columns().stream()
                .filter(column -> isMeant(column.attribute(), named.get(name(column.attribute()))))
                .toList());
    }

    private String name(Attribute column) {
        return caseSensitive ? column.name() : column.name().toLowerCase(Locale.ROOT);
    }

    private boolean isMeant(Attribute column, List<Attribute> same) {
        List<Attribute> below = same.size() == 1 ? same : below(same);
        return below.isEmpty() || below.getFirst().id() == column.id();
    }

    /** Those of some columns that are there below the list; none if that leaves more than one meaning. */
    private List<Attribute> below(List<Attribute> same) {
        List<Attribute> generated = same.stream()
                .filter(column -> items.get(column.id()).value() instanceof Attribute value
                        && list.generated().stream().anyMatch(each -> each.id() == value.id()))
                .toList();
        if (!generated.isEmpty()) {
            return generated;
        }
        if (!windows) {
            return List.of();
        }
        List<Attribute> plain = same.stream()
                .filter(column -> !hasWindow(items.get(column.id())))
                .toList();
        // Of window functions the first is the lowest.
        return plain.isEmpty() ? same : plain.size() == 1 ? plain : List.of();
    }

    private static boolean hasWindow(Assignment item) {
        return Trees.contains(item.value(), WindowCall.class::isInstance);
    }
}
