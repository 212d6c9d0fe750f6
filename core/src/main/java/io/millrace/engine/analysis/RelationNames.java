package io.millrace.engine.analysis;

import io.millrace.plan.UnresolvedPlan;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of relations that a plan mentions, in sub-queries and in whatever other place. Plans are records of records, so
 * that no kind of node has to be known here.
 */
final class RelationNames {
    private final Set<List<String>> names = new LinkedHashSet<>();

    private RelationNames() {}

    /** The names as they are written; those of tables of WITH clauses are among them. */
    static Set<List<String>> in(UnresolvedPlan plan) {
        RelationNames found = new RelationNames();
        found.visit(plan);
        return found.names;
    }

    private void visit(Object part) {
        switch (part) {
            case UnresolvedPlan.NamedRelation relation -> names.add(relation.name());
            case Record node -> {
                for (RecordComponent component : node.getClass().getRecordComponents()) {
                    visit(value(component, node));
                }
            }
            case Collection<?> parts -> parts.forEach(this::visit);
            case Map<?, ?> parts -> parts.values().forEach(this::visit);
            case Optional<?> some -> some.ifPresent(this::visit);
            case null, default -> {
                // a leaf
            }
        }
    }

    private static Object value(RecordComponent component, Record node) {
        try {
            return component.getAccessor().invoke(node);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
