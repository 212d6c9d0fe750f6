package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.plan.CatalogQuestion;
import io.millrace.plan.Engine.ViewDescription;
import io.millrace.plan.SecretOptions;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.AskCatalog;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The answers to questions about single things that the catalog keeps. */
final class CatalogAnswers {
    private static final StructType COLUMNS = new StructType().add("col_name", DataTypes.StringType, false);
    private static final StructType PROPERTIES =
            new StructType().add("key", DataTypes.StringType, false).add("value", DataTypes.StringType, false);
    private static final StructType STATEMENT = new StructType().add("createtab_stmt", DataTypes.StringType, false);
    private static final StructType PARTITIONS = new StructType().add("partition", DataTypes.StringType, false);
    private static final StructType JSON = new StructType().add("json_metadata", DataTypes.StringType, false);
    private static final StructType CATALOGS = new StructType().add("catalog", DataTypes.StringType, false);
    private static final StructType NAMESPACE =
            new StructType().add("catalog", DataTypes.StringType, false).add("namespace", DataTypes.StringType, false);
    private static final StructType DETAILS = new StructType()
            .add("namespace", DataTypes.StringType, false)
            .add("tableName", DataTypes.StringType, false)
            .add("isTemporary", DataTypes.BooleanType, false)
            .add("information", DataTypes.StringType, false);
    private static final StructType INFORMATION = new StructType(new StructField[] {
        new StructField("info_name", DataTypes.StringType, false).withComment("name of the namespace info"),
        new StructField("info_value", DataTypes.StringType, true).withComment("value of the namespace info")
    });

    private final EmbeddedEngine engine;

    CatalogAnswers(EmbeddedEngine engine) {
        this.engine = engine;
    }

    static StructType schema(CatalogQuestion question) {
        return switch (question) {
            case CatalogQuestion.Columns ignored -> COLUMNS;
            case CatalogQuestion.Properties ignored -> PROPERTIES;
            case CatalogQuestion.Statement ignored -> STATEMENT;
            case CatalogQuestion.Partitions ignored -> PARTITIONS;
            case CatalogQuestion.Json ignored -> JSON;
            case CatalogQuestion.Catalogs ignored -> CATALOGS;
            case CatalogQuestion.Details ignored -> DETAILS;
            case CatalogQuestion.CurrentNamespace ignored -> NAMESPACE;
            case CatalogQuestion.Namespace ignored -> INFORMATION;
        };
    }

    List<Object[]> rows(AskCatalog ask) {
        return switch (ask.question()) {
            case CatalogQuestion.Columns columns -> columns(columns, ask);
            case CatalogQuestion.Properties properties -> properties(properties, ask);
            case CatalogQuestion.Statement statement ->
                List.<Object[]>of(new Object[] {statement(statement, find(statement.relation(), ask), ask)});
            case CatalogQuestion.Partitions partitions -> partitions(partitions, ask);
            case CatalogQuestion.Json json ->
                List.<Object[]>of(new Object[] {new JsonDescription(engine).of(relation(json, ask), json)});
            case CatalogQuestion.Catalogs catalogs ->
                Commands.matches(Catalog.NAME, catalogs.pattern())
                        ? List.<Object[]>of(new Object[] {Catalog.NAME})
                        : List.of();
            case CatalogQuestion.Details details -> details(details);
            case CatalogQuestion.CurrentNamespace ignored ->
                List.<Object[]>of(new Object[] {Catalog.NAME, engine.catalog().currentNamespace()});
            case CatalogQuestion.Namespace namespace -> namespace(namespace);
        };
    }

    private List<Object[]> partitions(CatalogQuestion.Partitions asked, AskCatalog ask) {
        Catalog.Found found = find(asked.relation(), ask);
        if (!(found.relation() instanceof Catalog.Relation.Stored stored)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.EXPECT_TABLE_NOT_VIEW__NO_ALTERNATIVE,
                            "viewName",
                            Catalog.quoted(found.name()),
                            "operation",
                            "SHOW PARTITIONS")
                    .at(ask.origin().position()));
        }
        if (stored.table().description().partitionColumns().isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_PARTITION_OPERATION__PARTITION_SCHEMA_IS_EMPTY,
                    "name",
                    Catalog.quoted(found.name())));
        }
        Partitions partitions = new Partitions(engine, found.name(), stored.table());
        return partitions.matching(partitions.values(asked.values(), "SHOW PARTITIONS", false)).stream()
                .map(partition -> new Object[] {Partitions.shown(partition)})
                .toList();
    }

    private Catalog.Found relation(CatalogQuestion.Json json, AskCatalog ask) {
        return engine.catalog().find(json.relation()).orElseGet(() -> {
            // says what is wrong with the name
            engine.analyze(new UnresolvedPlan.NamedRelation(json.relation(), false, Map.of(), ask.origin()));
            throw TableCommands.notFound(json.relation(), ask);
        });
    }

    private Catalog.Found find(List<String> name, UnresolvedPlan command) {
        return engine.catalog().find(name).orElseThrow(() -> TableCommands.notFound(name, command));
    }

    private List<Object[]> columns(CatalogQuestion.Columns columns, AskCatalog ask) {
        List<String> name = new ArrayList<>(columns.relation());
        if (columns.namespace().isPresent()) {
            List<String> namespace = columns.namespace().get();
            if (name.size() == 1) {
                name.addAll(0, namespace);
            } else if (!name.get(name.size() - 2).equalsIgnoreCase(namespace.getLast())) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE,
                        "namespaceA",
                        Catalog.quoted(namespace),
                        "namespaceB",
                        Catalog.quoted(name.subList(0, name.size() - 1))));
            }
        }
        return Arrays.stream(new Descriptions(engine).columns(find(name, ask)).fieldNames())
                .map(column -> new Object[] {column})
                .toList();
    }

    // SHOW TBLPROPERTIES

    private List<Object[]> properties(CatalogQuestion.Properties asked, AskCatalog ask) {
        Catalog.Found found = find(asked.relation(), ask);
        Map<String, String> properties = switch (found.relation()) {
            case Relation.Stored stored -> withOptions(stored.table());
            case Relation.Kept kept -> kept.view().definition().properties();
            case Relation.View ignored -> Map.of();
            case Relation.Data ignored -> Map.of();
        };
        Map<String, String> shown = new TreeMap<>(SecretOptions.redact(properties));
        if (asked.key().isEmpty()) {
            return shown.entrySet().stream()
                    .map(entry -> new Object[] {entry.getKey(), entry.getValue()})
                    .toList();
        }
        String key = asked.key().get();
        String missing = "Table " + String.join(".", found.name()) + " does not have property: " + key;
        return List.<Object[]>of(new Object[] {key, shown.getOrDefault(key, missing)});
    }

    private static Map<String, String> withOptions(StoredTable table) {
        Map<String, String> all = new TreeMap<>(table.description().properties());
        table.description().options().forEach((key, value) -> all.put("option." + key, value));
        return all;
    }

    // SHOW CREATE TABLE

    private String statement(CatalogQuestion.Statement asked, Catalog.Found found, AskCatalog ask) {
        if (asked.serde() && found.relation() instanceof Relation.Stored) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_SHOW_CREATE_TABLE__ON_DATA_SOURCE_TABLE_WITH_AS_SERDE,
                    "tableName",
                    Catalog.quoted(found.name())));
        }
        return switch (found.relation()) {
            case Relation.Stored stored -> CreationText.of(found.name(), stored.table());
            case Relation.Kept kept -> CreationText.of(found.name(), kept.view());
            case Relation.View ignored -> throw StoredViews.temporary(found.name(), "SHOW CREATE TABLE", ask);
            case Relation.Data ignored -> throw StoredViews.temporary(found.name(), "SHOW CREATE TABLE", ask);
        };
    }

    // SHOW TABLE EXTENDED

    private List<Object[]> details(CatalogQuestion.Details asked) {
        String namespace = asked.namespace()
                .map(TableCommands::namespace)
                .orElse(engine.catalog().currentNamespace());
        Optional<String> pattern = Optional.of(asked.pattern());
        List<Object[]> rows = new ArrayList<>();
        engine.catalog().relationsOf(namespace).forEach((name, relation) -> {
            if (Commands.matches(name, pattern)) {
                List<String> parts = List.of(Catalog.NAME, namespace, name);
                rows.add(new Object[] {namespace, name, false, information(new Catalog.Found(parts, relation))});
            }
        });
        for (ViewDescription view : engine.catalog().views()) {
            if (!view.global() && Commands.matches(view.name(), pattern)) {
                Catalog.Found found =
                        engine.catalog().find(List.of(view.name())).orElseThrow();
                rows.add(new Object[] {"", view.name(), true, information(found)});
            }
        }
        return rows;
    }

    private String information(Catalog.Found found) {
        List<Object[]> lines = switch (found.relation()) {
            case Relation.Stored stored -> new Descriptions(engine).details(found.name(), stored.table());
            case Relation.Kept kept -> new Descriptions(engine).details(found.name(), kept.view());
            case Relation.View ignored -> ofTemporary(found);
            case Relation.Data ignored -> ofTemporary(found);
        };
        StructType columns = new Descriptions(engine).columns(found);
        return lines.stream().map(line -> line[0] + ": " + line[1] + "\n").collect(Collectors.joining())
                + partitions(found.relation()) + "Schema: " + columns.treeString() + "\n";
    }

    private static List<Object[]> ofTemporary(Catalog.Found found) {
        return List.of(new Object[] {"Table", found.name().getLast()}, new Object[] {"Type", "VIEW"});
    }

    private static String partitions(Relation relation) {
        List<String> columns = relation instanceof Relation.Stored stored
                ? stored.table().description().partitionColumns()
                : List.of();
        return columns.isEmpty()
                ? ""
                : "Partition Columns: "
                        + columns.stream()
                                .map(column -> Catalog.quoted(List.of(column)))
                                .toList() + "\n";
    }

    // DESCRIBE SCHEMA

    private List<Object[]> namespace(CatalogQuestion.Namespace asked) {
        String name = TableCommands.namespace(asked.name());
        Map<String, String> properties = new TreeMap<>(engine.catalog().propertiesOf(name));
        String comment =
                Optional.ofNullable(properties.remove(TableCommands.COMMENT)).orElse("");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"Catalog Name", Catalog.NAME});
        rows.add(new Object[] {"Namespace Name", name});
        rows.add(new Object[] {"Comment", comment});
        if (asked.extended()) {
            String shown = SecretOptions.redact(properties).entrySet().stream()
                    .map(entry -> "(" + entry.getKey() + "," + entry.getValue() + ")")
                    .sorted()
                    .collect(Collectors.joining(", "));
            rows.add(new Object[] {"Properties", shown.isEmpty() ? "" : "(" + shown + ")"});
        }
        return rows;
    }
}
