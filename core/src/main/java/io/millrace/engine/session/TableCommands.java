package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.QualifiedName;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.DeclaredTypes;
import io.millrace.engine.analysis.InsertAnalysis;
import io.millrace.engine.analysis.RowChangeAnalysis;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.engine.connector.local.TextLimits;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.optimizer.Optimizer;
import io.millrace.plan.TableCommand;
import io.millrace.plan.TableDescription;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Commands about the tables and namespaces of the catalog. None gives rows but SHOW NAMESPACES and DESCRIBE. */
final class TableCommands {
    /** The format of a table that names none. */
    static final String DEFAULT_FORMAT = "parquet";

    /** The property of a namespace that is its comment. */
    static final String COMMENT = "comment";

    /** Formats of tables in Spark; ours lie in memory whatever the format, but an unknown one is refused all the same. */
    private static final Set<String> FORMATS = Set.of("parquet", "orc", "avro", "xml", "hive");

    private final EmbeddedEngine engine;

    TableCommands(EmbeddedEngine engine) {
        this.engine = engine;
    }

    List<Object[]> run(TableCommand command) {
        List<Object[]> rows = execute(command);
        new CacheCommands(engine).after(command);
        return rows;
    }

    private List<Object[]> execute(TableCommand command) {
        switch (command) {
            case TableCommand.CreateTable create -> create(create);
            case TableCommand.DropTable drop -> drop(drop);
            case TableCommand.TruncateTable truncate -> truncate(truncate);
            case TableCommand.SetCatalog set -> requireCatalog(set.name());
            case TableCommand.RepairTable repair -> repair(repair);
            case TableCommand.Insert insert -> insert(insert);
            case TableCommand.InsertAll all -> insert(all);
            case TableCommand.InsertReplacing insert -> throw new RefusedCommands(engine).refusal(insert);
            case TableCommand.CallProcedure call -> throw RefusedCommands.refusal(call);
            case TableCommand.LoadData load -> throw new RefusedCommands(engine).refusal(load);
            case TableCommand.ChangeIndex index -> throw new RefusedCommands(engine).refusal(index);
            case TableCommand.RefreshFunction refresh -> new RoutineCommands(engine).refresh(refresh);
            case TableCommand.DeclareVariables declare -> new VariableCommands(engine).declare(declare);
            case TableCommand.SetVariables set -> new VariableCommands(engine).set(set);
            case TableCommand.DropVariable drop -> new VariableCommands(engine).drop(drop);
            case TableCommand.AlterTable alter -> new TableChanges(engine).alter(alter);
            case TableCommand.DescribeColumn describe -> {
                return new Descriptions(engine).describe(describe);
            }
            case TableCommand.DescribePartition describe -> {
                return new PartitionDescription(engine).describe(describe);
            }
            case TableCommand.ChangeRows change -> throw refusal(engine, change);
            case TableCommand.CacheTable cache -> new CacheCommands(engine).cache(cache);
            case TableCommand.UncacheTable uncache -> new CacheCommands(engine).uncache(uncache);
            case TableCommand.ClearCache ignored -> catalog().cachedViews().clear();
            case TableCommand.RefreshTable refresh -> new CacheCommands(engine).refresh(refresh);
            case TableCommand.RefreshPath ignored -> catalog().cachedViews().forgetRows();
            case TableCommand.CreateFunction create -> new RoutineCommands(engine).create(create);
            case TableCommand.DropFunction drop -> new RoutineCommands(engine).drop(drop);
            case TableCommand.AlterView alter -> new StoredViews(engine).alter(alter);
            case TableCommand.CreateTableLike create -> create(create);
            case TableCommand.CreateNamespace create -> create(create);
            case TableCommand.AlterNamespace alter ->
                catalog().changeProperties(namespace(alter.name()), alter.properties(), alter.removed());
            case TableCommand.DropNamespace drop -> drop(drop);
            case TableCommand.UseNamespace use -> use(use.name());
            case TableCommand.ShowNamespaces show -> {
                return catalog().namespaces().stream()
                        .filter(name -> Commands.matches(name, show.pattern()))
                        .map(name -> new Object[] {name})
                        .toList();
            }
        }
        return List.of();
    }

    private Catalog catalog() {
        return engine.catalog();
    }

    /** What is wrong with a change of rows: constants in it that fail; in the end that no table can undergo it. */
    static MillraceException refusal(EmbeddedEngine engine, TableCommand.ChangeRows change) {
        RowChangeAnalysis analysis = new RowChangeAnalysis(engine.context());
        Optimizer.refuseFailures(analysis.expressions(change));
        return analysis.refusal(change);
    }

    private static void requireCatalog(String name) {
        if (!name.equalsIgnoreCase(Catalog.NAME)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.CATALOG_NOT_FOUND,
                    "catalogName",
                    Catalog.quoted(List.of(name)),
                    "config",
                    "\"spark.sql.catalog." + name + "\""));
        }
    }

    /** That no table can undergo an operation, or have something. */
    static MillraceException impossible(QualifiedName table, String operation) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.UNSUPPORTED_FEATURE__TABLE_OPERATION,
                "tableName",
                Catalog.quoted(table.parts()),
                "operation",
                operation));
    }

    // Tables

    private void create(TableCommand.CreateTable create) {
        QualifiedName name = catalog().qualify(create.name());
        create.description().impossible().stream().findFirst().ifPresent(what -> {
            throw impossible(name, what);
        });
        if (create.replace()) {
            throw impossible(name, create.query().isPresent() ? "REPLACE TABLE AS SELECT" : "REPLACE TABLE");
        }
        create.description().format().ifPresent(this::requireFormat);
        catalog().relationsOf(name.namespace());
        if (catalog().stored(name).isPresent()) {
            if (!create.ifNotExists()) {
                throw exists(name);
            }
            return;
        }
        if (create.query().isEmpty()) {
            StructType columns = ordered(create.description().columns().orElseThrow(), create.description());
            ClusteringColumns.of(create.description().properties())
                    .ifPresent(clustering -> clustering.require(columns));
            new DefaultValues(engine, "CREATE TABLE")
                    .require(columns, create.description().defaults());
            catalog()
                    .store(
                            name,
                            new Relation.Stored(StoredTable.create(
                                    columns,
                                    create.description(),
                                    engine.clock().instant())));
            return;
        }
        LogicalPlan rows = engine.analyze(create.query().get());
        StructType columns = ordered(DeclaredTypes.declared(rows.schema()), create.description());
        ClusteringColumns.of(create.description().properties()).ifPresent(clustering -> clustering.require(columns));
        StoredTable table =
                StoredTable.create(columns, create.description(), engine.clock().instant());
        table.rows().append(engine.collect(inOrder(rows, columns)).batches());
        catalog().store(name, new Relation.Stored(table));
    }

    /** A view's columns may say that they are never null, and keep that. */
    private void create(TableCommand.CreateTableLike create) {
        Catalog.Found source = catalog().find(create.source()).orElseThrow(() -> notFound(create.source(), create));
        QualifiedName name = catalog().qualify(create.name());
        create.format().ifPresent(this::requireFormat);
        catalog().relationsOf(name.namespace());
        if (catalog().stored(name).isPresent()) {
            if (!create.ifNotExists()) {
                throw TableChanges.taken(name);
            }
            return;
        }
        StructType columns = new Descriptions(engine).columns(source);
        TableDescription description = source.relation() instanceof Relation.Stored stored
                ? stored.table().description().withComment(Optional.empty()).withFormat(create.format())
                : new TableDescription(
                        Optional.of(columns),
                        Map.of(),
                        create.format(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Set.of());
        StoredTable table = StoredTable.create(
                columns,
                description.withProperties(create.properties()),
                engine.clock().instant());
        catalog().store(name, new Relation.Stored(table));
    }

    private void requireFormat(String format) {
        if (!FORMATS.contains(format.toLowerCase(Locale.ROOT))) {
            engine.connectors().find(format);
        }
    }

    /** The columns with those of partitions last; refuses a name that is there twice, or a partition without column. */
    static StructType ordered(StructType columns, TableDescription description) {
        Map<String, StructField> byName = new LinkedHashMap<>();
        for (StructField field : columns) {
            if (byName.put(key(field.name()), field) != null) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.COLUMN_ALREADY_EXISTS,
                        "columnName",
                        Catalog.quoted(List.of(key(field.name())))));
            }
        }
        List<StructField> last = new ArrayList<>();
        for (String partition : description.partitionColumns()) {
            StructField field = byName.remove(key(partition));
            if (field == null) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.LEGACY_1196,
                        "column",
                        partition,
                        "columns",
                        String.join(", ", columns.fieldNames())));
            }
            last.add(field);
        }
        List<StructField> ordered = new ArrayList<>(byName.values());
        ordered.addAll(last);
        return new StructType(ordered.toArray(StructField[]::new));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static LogicalPlan inOrder(LogicalPlan rows, StructType columns) {
        List<Assignment> assignments = new ArrayList<>();
        for (StructField field : columns) {
            Attribute source = rows.output().stream()
                    .filter(column -> column.name().equals(field.name()))
                    .findFirst()
                    .orElseThrow();
            assignments.add(Assignment.pass(source));
        }
        return new LogicalPlan.Project(rows, assignments);
    }

    /** Rows in memory have no directories, and so no partition that the table would not know. */
    private void repair(TableCommand.RepairTable repair) {
        StoredTable table = table(repair.name(), repair.operation(), repair);
        if (table.description().partitionColumns().isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.NOT_A_PARTITIONED_TABLE,
                    "operation",
                    repair.operation(),
                    "tableIdentWithDB",
                    Catalog.quoted(catalog().qualify(repair.name()).parts())));
        }
    }

    static MillraceException exists(QualifiedName name) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS, "relationName", Catalog.quoted(name.parts())));
    }

    /** A temporary view of the name goes first, as in Spark. */
    private void drop(TableCommand.DropTable drop) {
        if (drop.name().size() == 1 && catalog().drop(drop.name().getFirst(), false)) {
            return;
        }
        QualifiedName name = catalog().qualify(drop.name());
        Optional<Relation> found = catalog().stored(name).map(Catalog.Found::relation);
        if (found.isPresent() && !(found.get() instanceof Relation.Stored)) {
            throw wrongCommand(name, "DROP TABLE", "EXTERNAL or MANAGED", "VIEW", "DROP VIEW");
        }
        if (!catalog().remove(name) && !drop.ifExists()) {
            throw nothingToDrop(name);
        }
    }

    static MillraceException wrongCommand(
            QualifiedName name, String operation, String required, String found, String alternative) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.WRONG_COMMAND_FOR_OBJECT_TYPE,
                "operation",
                operation,
                "requiredType",
                required,
                "objectName",
                String.join(".", name.parts()),
                "foundType",
                found,
                "alternative",
                alternative));
    }

    /** Most commands look for tables and views alone. */
    static MillraceException notFound(List<String> name, UnresolvedPlan command) {
        boolean relation = command instanceof TableCommand.Insert
                || command instanceof TableCommand.InsertReplacing
                || command instanceof TableCommand.DescribeColumn;
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.TABLE_OR_VIEW_NOT_FOUND,
                        "relationName",
                        Catalog.quoted(name),
                        "searchPath",
                        relation ? FunctionRegistry.SEARCH_PATH : "[`system`.`session`, `spark_catalog`.`default`]")
                .at(command.origin().position()));
    }

    /** The error of DROP, which looks in one namespace. */
    static MillraceException nothingToDrop(QualifiedName name) {
        List<String> parts = name.parts();
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.TABLE_OR_VIEW_NOT_FOUND,
                "relationName",
                Catalog.quoted(parts),
                "searchPath",
                "[" + Catalog.quoted(parts.subList(0, parts.size() - 1)) + "]"));
    }

    StoredTable table(List<String> name, String operation, UnresolvedPlan command) {
        Catalog.Found found = catalog().find(name).orElseThrow(() -> notFound(name, command));
        if (found.relation() instanceof Relation.Stored stored) {
            return stored.table();
        }
        throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.EXPECT_TABLE_NOT_VIEW__NO_ALTERNATIVE,
                        "viewName",
                        Catalog.quoted(found.name()),
                        "operation",
                        operation)
                .at(command.origin().position()));
    }

    // Rows

    private void truncate(TableCommand.TruncateTable truncate) {
        StoredTable table = table(truncate.name(), "TRUNCATE TABLE", truncate);
        QualifiedName name = catalog().qualify(truncate.name());
        Partitions partitions = new Partitions(engine, name.parts(), table);
        if (!truncate.partition().isEmpty()) {
            catalog().store(name, new Relation.Stored(partitions.emptied(truncate.partition())));
        } else if (table.description().partitionColumns().isEmpty()) {
            table.rows().replace(List.of());
        } else {
            Set<Map<String, String>> there = Set.copyOf(partitions.all());
            table.rows().replace(List.of());
            catalog().store(name, new Relation.Stored(table.withPartitions(there)));
        }
    }

    private void insert(TableCommand.Insert insert) {
        StoredTable table = table(insert.table(), "INSERT", insert);
        if (insert.overwrite() && !insert.partition().isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "INSERT OVERWRITE of a partition")
                    .at(insert.origin().position()));
        }
        var batches = TextLimits.fit(engine.collect(analyzed(insert)).batches(), table.columns());
        if (insert.overwrite()) {
            table.rows().replace(batches);
        } else {
            table.rows().append(batches);
        }
    }

    /** Nothing is written unless all can be. */
    private void insert(TableCommand.InsertAll all) {
        for (UnresolvedPlan.Command command : all.inserts()) {
            switch (command) {
                case TableCommand.Insert insert -> analyzed(insert);
                case UnresolvedPlan.WriteFiles write -> engine.analyze(write.input());
                default -> {
                    // it is refused when its turn comes
                }
            }
        }
        all.inserts().forEach(command -> new Commands(engine).run(command));
    }

    private LogicalPlan analyzed(TableCommand.Insert insert) {
        StoredTable table = table(insert.table(), "INSERT", insert);
        return new InsertAnalysis(engine.context(), insert, table, catalog().qualify(insert.table())).analyze();
    }

    // Namespaces

    private void use(List<String> name) {
        boolean withCatalog = name.size() > 1 && name.getFirst().equalsIgnoreCase(Catalog.NAME);
        if (name.size() > (withCatalog ? 2 : 1)) {
            throw Catalog.noSchema(withCatalog ? name.subList(1, name.size()) : name);
        }
        catalog().use(name.getLast());
    }

    static String namespace(List<String> name) {
        boolean withCatalog = name.size() == 2 && name.getFirst().equalsIgnoreCase(Catalog.NAME);
        if (name.size() != 1 && !withCatalog) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.REQUIRES_SINGLE_PART_NAMESPACE,
                    "sessionCatalog",
                    Catalog.NAME,
                    "identifier",
                    Catalog.quoted(name)));
        }
        return name.getLast();
    }

    private void create(TableCommand.CreateNamespace create) {
        String name = namespace(create.name());
        boolean created = catalog().createNamespace(name);
        if (!created && !create.ifNotExists()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.SCHEMA_ALREADY_EXISTS, "schemaName", Catalog.quoted(List.of(name))));
        }
        if (created) {
            catalog().addProperties(name, create.properties());
        }
    }

    private void drop(TableCommand.DropNamespace drop) {
        String name = namespace(drop.name());
        if (!catalog().namespaces().contains(key(name)) && drop.ifExists()) {
            return;
        }
        if (!catalog().relationsOf(name).isEmpty() && !drop.cascade()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.SCHEMA_NOT_EMPTY, "schemaName", Catalog.quoted(List.of(name))));
        }
        catalog().dropNamespace(name);
    }
}
