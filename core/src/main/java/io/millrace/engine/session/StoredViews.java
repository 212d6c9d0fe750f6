package io.millrace.engine.session;

import io.millrace.engine.analysis.Analyzer;
import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.QualifiedName;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.Creation;
import io.millrace.engine.analysis.StoredView;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.ViewDefinition;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        StoredView view = StoredView.create(
                create.body(),
                create.definition(),
                query.schema(),
                engine.clock().instant());
        catalog().store(name, new Relation.Kept(view));
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
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "relationName", Catalog.quoted(name.parts())));
        }
    }

    void alter(UnresolvedPlan.AlterView alter) {
        boolean temporary = alter.name().size() == 1
                && catalog().views().stream()
                        .anyMatch(view -> !view.global()
                                && view.name().equalsIgnoreCase(alter.name().getFirst()));
        if (temporary && alter.body().isPresent()) {
            engine.createTemporaryView(alter.name().getFirst(), alter.body().get(), true, false);
            return;
        }
        QualifiedName name = catalog().qualify(alter.name());
        Relation relation = catalog()
                .stored(name)
                .map(Catalog.Found::relation)
                .orElseThrow(() -> TableCommands.notFound(alter.name(), alter));
        if (!(relation instanceof Relation.Kept kept)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.EXPECT_VIEW_NOT_TABLE__NO_ALTERNATIVE,
                            "tableName",
                            Catalog.quoted(name.parts()),
                            "operation",
                            alter.body().isPresent() ? "ALTER VIEW ... AS" : "ALTER VIEW ... WITH SCHEMA")
                    .at(alter.origin().position()));
        }
        catalog().store(name, new Relation.Kept(altered(kept.view(), alter)));
    }

    /** A new query drops the names and comments of the columns, which belonged to the old one. */
    private StoredView altered(StoredView view, UnresolvedPlan.AlterView alter) {
        ViewDefinition old = view.definition();
        if (alter.schemaMode().isPresent()) {
            ViewDefinition definition = old.withSchemaMode(alter.schemaMode().get());
            return new StoredView(view.body(), definition, view.columns(), view.queryColumns(), view.created());
        }
        UnresolvedPlan body = alter.body().orElseThrow();
        ViewDefinition definition =
                new ViewDefinition(List.of(), Map.of(), old.comment(), old.properties(), old.schemaMode());
        return StoredView.create(body, definition, engine.analyze(body).schema(), view.created());
    }
}
