package io.millrace;

import io.millrace.plan.Engine;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The plans that a program asked to persist, by plan id. The first use of one runs it and keeps its rows; then every plan
 * that contains it reads those rows.
 */
final class PersistedPlans {
    private final Session session;
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

    PersistedPlans(Session session) {
        this.session = session;
    }

    void add(UnresolvedPlan plan) {
        entries.computeIfAbsent(plan.origin().planId().orElseThrow(), id -> new Entry(() -> rows(plan)));
    }

    void remove(UnresolvedPlan plan) {
        entries.remove(plan.origin().planId().orElseThrow());
    }

    void clear() {
        entries.clear();
    }

    boolean contains(UnresolvedPlan plan) {
        return entries.containsKey(plan.origin().planId().orElseThrow());
    }

    /** The plan with rows in the place of everything persisted. */
    UnresolvedPlan substitute(UnresolvedPlan plan) {
        return entries.isEmpty() ? plan : PlanTree.rewrite(plan, this::replacement);
    }

    private Object replacement(Object node) {
        if (node instanceof UnresolvedPlan plan && plan.origin().planId().isPresent()) {
            Entry entry = entries.get(plan.origin().planId().getAsLong());
            return entry == null ? node : entry.rows();
        }
        return node;
    }

    @SuppressWarnings("ReferenceEquality") // this very node
    private UnresolvedPlan.LocalRows rows(UnresolvedPlan plan) {
        Origin origin = plan.origin();
        // its inputs may be persisted too, but looking for the plan itself would never end
        UnresolvedPlan body =
                entries.isEmpty() ? plan : PlanTree.rewrite(plan, node -> node == plan ? node : replacement(node));
        List<Object[]> rows = new ArrayList<>();
        try (Engine.Rows result = session.engine().execute(body)) {
            result.forEachRemaining(rows::add);
            return new UnresolvedPlan.LocalRows(result.schema(), rows, origin);
        }
    }

    /** Rows that are computed once, when first asked for. */
    private static final class Entry {
        private final Supplier<UnresolvedPlan.LocalRows> source;
        private UnresolvedPlan.LocalRows rows;

        Entry(Supplier<UnresolvedPlan.LocalRows> source) {
            this.source = source;
        }

        synchronized UnresolvedPlan.LocalRows rows() {
            if (rows == null) {
                rows = source.get();
            }
            return rows;
        }
    }
}
