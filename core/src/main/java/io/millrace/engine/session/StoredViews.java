package io.millrace.engine.session;

import io.millrace.engine.analysis.Analyzer;
import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.QualifiedName;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.Creation;
import io.millrace.engine.analysis.StoredView;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.RelationChange;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.ViewChange;
import io.millrace.plan.ViewDefinition;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Commands about the views that namespaces keep. */
final class StoredViews {
    private final EmbeddedEngine engine;

    StoredViews(EmbeddedEngine engine) {
        this.engine = engine;
    }

    private Catalog catalog() {
        return engine.catalog();
    }

    void create(UnresolvedPlan.CreateView create) {
        QualifiedName name = catalog().qualify(create.name());
        Creation creation = new Creation("VIEW", name.parts(), false);
        LogicalPlan query = new Analyzer(engine.context().creating(creation)).analyze(create.body());
        requireWidth(create.definition(), query.schema(), name);
        Optional<Relation> old = catalog().stored(name).map(Catalog.Found::relation);
        if (old.isPresent() && create.ifNotExists()) {
            return;
        }
        if (old.isPresent() && (!create.replace() || !(old.get() instanceof Relation.Kept))) {
            throw TableCommands.exists(name);
        }
        List<String> columns = create.definition().columnNames();
        requireDifferent(columns.isEmpty() ? Arrays.asList(query.schema().fieldNames()) : columns);
        StoredView view = StoredView.create(
                create.body(),
                create.definition(),
                query.schema(),
                engine.context().settings(),
                engine.clock().instant());
        catalog().store(name, new Relation.Kept(view));
    }

    /** Refuses columns of the same name in a view that SQL makes. */
    void requireDifferent(List<String> columns) {
        boolean caseSensitive = engine.context().caseSensitive();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(caseSensitive ? column : column.toLowerCase(Locale.ROOT))) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.COLUMN_ALREADY_EXISTS,
                        "columnName",
                        Catalog.quoted(List.of(caseSensitive ? column : column.toLowerCase(Locale.ROOT)))));
            }
        }
    }

    private static void requireWidth(ViewDefinition definition, StructType query, QualifiedName name) {
        List<String> columns = definition.columnNames();
        if (columns.isEmpty() || columns.size() == query.length()) {
            return;
        }
        throw new MillraceException(ErrorDetail.of(
                columns.size() > query.length()
                        ? ErrorCondition.CREATE_VIEW_COLUMN_ARITY_MISMATCH__NOT_ENOUGH_DATA_COLUMNS
                        : ErrorCondition.CREATE_VIEW_COLUMN_ARITY_MISMATCH__TOO_MANY_DATA_COLUMNS,
                "viewName",
                Catalog.quoted(name.parts()),
                "viewColumns",
                list(columns),
                "dataColumns",
                list(Arrays.asList(query.fieldNames()))));
    }

    private static String list(List<String> names) {
        return names.stream().map(name -> Catalog.quoted(List.of(name))).collect(Collectors.joining(", "));
    }

    void drop(UnresolvedPlan.DropView drop) {
        QualifiedName name = catalog().qualify(drop.name());
        Optional<Relation> found = catalog().stored(name).map(Catalog.Found::relation);
        if (found.isPresent() && !(found.get() instanceof Relation.Kept)) {
            throw TableCommands.wrongCommand(name, "DROP VIEW", "VIEW", "MANAGED", "DROP TABLE");
        }
        if (!catalog().remove(name) && !drop.ifExists()) {
            throw TableCommands.nothingToDrop(name);
        }
    }

    void alter(TableCommand.AlterView alter) {
        Catalog.Found found =
                catalog().find(alter.name()).orElseThrow(() -> TableCommands.notFound(alter.name(), alter));
        switch (found.relation()) {
            case Relation.View ignored -> alterTemporary(found, alter);
            case Relation.Data ignored -> alterTemporary(found, alter);
            case Relation.Stored ignored -> throw notView(found, alter);
            case Relation.Kept kept -> alter(kept, alter);
        }
    }

    private void alter(Relation.Kept kept, TableCommand.AlterView alter) {
        QualifiedName name = catalog().qualify(alter.name());
        if (alter.change() instanceof RelationChange.Rename rename) {
            QualifiedName target = TableChanges.renamed(engine, name, rename.name());
            catalog().store(target, kept);
            catalog().remove(name);
        } else {
            catalog().store(name, new Relation.Kept(altered(kept.view(), alter.change())));
        }
    }

    /** A temporary view has a query and a name, and nothing else that could change. */
    private void alterTemporary(Catalog.Found found, TableCommand.AlterView alter) {
        boolean global = alter.name().size() == 2;
        String name = found.name().getLast();
        switch (alter.change()) {
            case ViewChange.Query query -> engine.createTemporaryView(name, query.body(), true, global);
            case RelationChange.Rename rename -> {
                catalog().create(rename.name().getLast(), found.relation(), false, global);
                catalog().drop(name, global);
            }
            case ViewChange.SchemaMode ignored -> throw temporary(found.name(), operation(alter.change()), alter);
            case RelationChange.SetProperties ignored ->
                throw temporary(found.name(), operation(alter.change()), alter);
            case RelationChange.UnsetProperties ignored ->
                throw temporary(found.name(), operation(alter.change()), alter);
        }
    }

    static MillraceException temporary(List<String> name, String operation, UnresolvedPlan command) {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.EXPECT_PERMANENT_VIEW_NOT_TEMP,
                        "viewName",
                        Catalog.quoted(name),
                        "operation",
                        operation)
                .at(command.origin().position()));
    }

    private static MillraceException notView(Catalog.Found found, TableCommand.AlterView alter) {
        boolean renaming = alter.change() instanceof RelationChange.Rename;
        boolean whole = alter.change() instanceof ViewChange.Query || alter.change() instanceof ViewChange.SchemaMode;
        return new MillraceException(ErrorDetail.of(
                        whole
                                ? ErrorCondition.EXPECT_VIEW_NOT_TABLE__NO_ALTERNATIVE
                                : ErrorCondition.EXPECT_VIEW_NOT_TABLE__USE_ALTER_TABLE,
                        "tableName",
                        Catalog.quoted(renaming ? alter.name() : found.name()),
                        "operation",
                        operation(alter.change()))
                .at(renaming ? Optional.empty() : alter.origin().position()));
    }

    private static String operation(ViewChange change) {
        return switch (change) {
            case ViewChange.Query ignored -> "ALTER VIEW ... AS";
            case ViewChange.SchemaMode ignored -> "ALTER VIEW ... WITH SCHEMA";
            case RelationChange.Rename ignored -> "ALTER VIEW";
            case RelationChange.SetProperties ignored -> "ALTER VIEW ... SET TBLPROPERTIES";
            case RelationChange.UnsetProperties ignored -> "ALTER VIEW ... UNSET TBLPROPERTIES";
        };
    }

    /** A new query drops the names and comments of the columns, which belonged to the old one. */
    private StoredView altered(StoredView view, ViewChange change) {
        ViewDefinition old = view.definition();
        return switch (change) {
            case ViewChange.SchemaMode mode -> described(view, old.withSchemaMode(mode.mode()));
            case ViewChange.Query query -> {
                ViewDefinition definition = old.withoutColumns();
                yield StoredView.create(
                        query.body(),
                        definition,
                        engine.analyze(query.body()).schema(),
                        engine.context().settings(),
                        view.created());
            }
            case RelationChange.SetProperties set -> {
                Map<String, String> properties = new LinkedHashMap<>(old.properties());
                properties.putAll(set.properties());
                yield described(view, old.withProperties(properties));
            }
            case RelationChange.UnsetProperties unset -> {
                Map<String, String> properties = new LinkedHashMap<>(old.properties());
                properties.keySet().removeAll(unset.keys());
                yield described(view, old.withProperties(properties));
            }
            case RelationChange.Rename ignored -> view;
        };
    }

    private static StoredView described(StoredView view, ViewDefinition definition) {
        return view.with(definition, view.columns(), view.queryColumns());
    }
}
