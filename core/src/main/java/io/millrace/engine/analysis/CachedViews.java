package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LazyTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * The views whose rows are kept, by what they are, not by name: a view that takes another's place is cached if it is the same.
 * Rows count as long as the names in a view, and in the views that it reads, mean what they meant when it was cached.
 * Thread-safe.
 */
public final class CachedViews {
    private final Map<Catalog.Relation, Entry> entries = Collections.synchronizedMap(new WeakHashMap<>());
    private final Catalog catalog;

    CachedViews(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * @param columns those of the view; the table's are called by their places, as a view may have two of a name
     * @param meanings what the names in it meant
     */
    private record Entry(List<Attribute> columns, LazyTable table, Map<List<String>, Catalog.Relation> meanings) {
        Analyzed read() {
            Analyzed rows = Relations.scan(table);
            List<Assignment> assignments = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                assignments.add(new Assignment(
                        columns.get(i).fresh(), rows.plan().output().get(i)));
            }
            LogicalPlan plan = new LogicalPlan.Project(rows.plan(), assignments);
            return new Analyzed(plan, Scope.of(plan.output()));
        }
    }

    /**
     * Keeps the rows of a view, once they have been asked for.
     *
     * @param source computes them
     */
    public void add(Catalog.Relation view, List<Attribute> columns, Supplier<List<ColumnBatch>> source) {
        StructField[] fields = new StructField[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            Attribute column = columns.get(i);
            fields[i] = new StructField(String.valueOf(i), column.type(), column.nullable());
        }
        Map<List<String>, Catalog.Relation> meanings = new HashMap<>();
        addMeanings(view, meanings);
        Entry entry = new Entry(columns, new LazyTable(new StructType(fields), source), meanings);
        entries.merge(view, entry, (old, fresh) -> isValid(old) ? old : fresh);
    }

    private void addMeanings(Catalog.Relation view, Map<List<String>, Catalog.Relation> meanings) {
        names(view)
                .forEach(name -> catalog.find(name).ifPresent(found -> {
                    if (meanings.put(name, found.relation()) == null) {
                        addMeanings(found.relation(), meanings);
                    }
                }));
    }

    private static Set<List<String>> names(Catalog.Relation relation) {
        return switch (relation) {
            case Catalog.Relation.View view -> RelationNames.in(view.plan());
            case Catalog.Relation.Kept kept -> RelationNames.in(kept.view().body());
            case Catalog.Relation.Data ignored -> Set.of();
            case Catalog.Relation.Stored ignored -> Set.of();
        };
    }

    private boolean isValid(Entry entry) {
        return entry.meanings().entrySet().stream()
                .allMatch(meaning -> catalog.find(meaning.getKey())
                        .filter(found -> isSame(found.relation(), meaning.getValue()))
                        .isPresent());
    }

    /** Whether two relations have the same columns and rows; properties of a table may differ. */
    private static boolean isSame(Catalog.Relation left, Catalog.Relation right) {
        return left instanceof Catalog.Relation.Stored mine && right instanceof Catalog.Relation.Stored theirs
                ? mine.table().rows() == theirs.table().rows()
                        && mine.table().columns().equals(theirs.table().columns())
                : left.equals(right);
    }

    /** The cached views that read a relation, not the relation itself. */
    private List<Catalog.Relation> over(Catalog.Relation relation) {
        List<Catalog.Relation> views = new ArrayList<>();
        entries.forEach((view, entry) -> {
            if (entry.meanings().values().stream().anyMatch(read -> isSame(read, relation))) {
                views.add(view);
            }
        });
        return views;
    }

    /** A plan that computes the rows of a view, cached or not. */
    public static LogicalPlan uncached(AnalysisContext context, Catalog.Found view) {
        Analyzed rows = new Relations(context, new Analyzer(context)).rows(view);
        return Analyzer.visible(rows.plan(), rows.scope());
    }

    /** Computes the rows of a cached view now, unless they are there. */
    public void fill(Catalog.Relation view) {
        entry(view).ifPresent(entry -> entry.table().fill());
    }

    /** Forgets the rows of a relation and of what reads it, if they are cached; the next reader computes them anew. */
    public void forgetRows(Catalog.Relation changed) {
        entry(changed).ifPresent(entry -> entry.table().forget());
        over(changed)
                .forEach(view -> entry(view).ifPresent(entry -> entry.table().forget()));
    }

    /** Forgets the rows of all views, which may have changed. */
    public void forgetRows() {
        List.copyOf(entries.values()).forEach(entry -> entry.table().forget());
    }

    /** @param cascade whether the views that read it go, too */
    public void remove(Catalog.Relation view, boolean cascade) {
        if (cascade) {
            over(view).forEach(entries::remove);
        }
        entries.remove(view);
    }

    public void clear() {
        entries.clear();
    }

    /** A plan that reads the rows of a view, if it is cached. */
    Optional<Analyzed> read(Catalog.Relation view) {
        return entry(view).map(Entry::read);
    }

    private Optional<Entry> entry(Catalog.Relation view) {
        return Optional.ofNullable(entries.get(view)).filter(this::isValid);
    }
}
