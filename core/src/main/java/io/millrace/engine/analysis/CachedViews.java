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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * The views whose rows are kept, by what they are, not by name: a view that takes another's place is cached if it is the same.
 * Thread-safe.
 */
public final class CachedViews {
    private final Map<Catalog.Relation, Entry> entries = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param columns those of the view; the table's are called by their places, as a view may have two of a name */
    private record Entry(List<Attribute> columns, LazyTable table) {
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
        entries.putIfAbsent(view, new Entry(columns, new LazyTable(new StructType(fields), source)));
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

    /** Forgets the rows of a view, if it is cached; the next reader computes them anew. */
    public void forgetRows(Catalog.Relation view) {
        entry(view).ifPresent(entry -> entry.table().forget());
    }

    /** Forgets the rows of all views, which may have changed. */
    public void forgetRows() {
        List.copyOf(entries.values()).forEach(entry -> entry.table().forget());
    }

    public void remove(Catalog.Relation view) {
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
        return Optional.ofNullable(entries.get(view));
    }
}
