package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.QualifiedName;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.plan.Origin;
import io.millrace.plan.RelationChange;
import io.millrace.plan.TableChange;
import io.millrace.plan.TableCommand.AlterTable;
import io.millrace.plan.TableDescription;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ALTER TABLE. A changed table takes the place of the old one; who reads the old one reads on. */
final class TableChanges {
    private final EmbeddedEngine engine;

    TableChanges(EmbeddedEngine engine) {
        this.engine = engine;
    }

    void alter(AlterTable alter) {
        Catalog.Found found =
                engine.catalog().find(alter.name()).orElseThrow(() -> TableCommands.notFound(alter.name(), alter));
        if (!(found.relation() instanceof Relation.Stored stored)) {
            throw notTable(alter, found);
        }
        QualifiedName name = engine.catalog().qualify(alter.name());
        StoredTable table = stored.table();
        switch (alter.change()) {
            case RelationChange.Rename rename -> rename(name, rename, stored);
            case RelationChange.SetProperties set -> {
                Map<String, String> properties =
                        new LinkedHashMap<>(table.description().properties());
                properties.putAll(set.properties());
                Optional<String> comment = Optional.ofNullable(properties.remove(TableCommands.COMMENT))
                        .or(() -> table.description().comment());
                describe(
                        name,
                        table,
                        table.description().withProperties(properties).withComment(comment));
            }
            case RelationChange.UnsetProperties unset -> {
                Map<String, String> properties =
                        new LinkedHashMap<>(table.description().properties());
                properties.keySet().removeAll(unset.keys());
                Optional<String> comment = table.description()
                        .comment()
                        .filter(text -> !unset.keys().contains(TableCommands.COMMENT));
                describe(
                        name,
                        table,
                        table.description().withProperties(properties).withComment(comment));
            }
            case TableChange.AddColumns add -> store(name, withColumns(name, table, add));
            case TableChange.SetComment set ->
                describe(
                        name,
                        table,
                        table.description()
                                .withComment(Optional.of(set.comment().orElse(""))));
            case TableChange.CommentColumn comment -> {
                StructField field = field(name, table, comment.column(), alter);
                store(name, table.describedAs(with(table, field.withComment(comment.comment())), table.description()));
            }
            case TableChange.Cluster cluster -> {
                ClusteringColumns.parse(cluster.columns()).require(table.columns());
                Map<String, String> properties =
                        new LinkedHashMap<>(table.description().properties());
                properties.put(TableDescription.CLUSTERING, cluster.columns());
                describe(name, table, table.description().withProperties(properties));
            }
            case TableChange.RestateColumn restate -> {
                StructField field = field(name, table, restate.column(), alter);
                requireType(
                        name,
                        field,
                        new TableChange.ChangeType(
                                restate.column(), restate.field().dataType()));
                StructField changed =
                        restate.field().getComment().map(field::withComment).orElse(field);
                store(name, table.describedAs(with(table, changed), table.description()));
            }
            case TableChange.SetDefault set -> {
                StructField field = field(name, table, set.column(), alter);
                Map<String, UnresolvedExpression> defaults =
                        new LinkedHashMap<>(table.description().defaults());
                defaults.remove(field.name());
                set.value().ifPresent(value -> {
                    new DefaultValues(engine, "ALTER TABLE ALTER COLUMN").require(field, value);
                    defaults.put(field.name(), value);
                });
                describe(name, table, table.description().withColumns(table.columns(), defaults));
            }
            case TableChange.ChangeType change -> requireType(name, field(name, table, change.column(), alter), change);
            case TableChange.AddPartitions add ->
                store(name, partitions(name, table).with(add.partitions(), add.ifNotExists()));
            case TableChange.DropPartitions drop ->
                store(name, partitions(name, table).without(drop.partitions(), drop.ifExists()));
            case TableChange.RenamePartition rename ->
                store(name, partitions(name, table).renamed(rename.from(), rename.to()));
            case TableChange.SetFormat set -> {
                requireOptions(name, set);
                Map<String, String> options =
                        new LinkedHashMap<>(table.description().options());
                options.putAll(set.options());
                describe(name, table, table.description().withOptions(options));
            }
            case TableChange.Impossible impossible -> throw TableCommands.impossible(name, impossible.operation());
        }
    }

    private Partitions partitions(QualifiedName name, StoredTable table) {
        return new Partitions(engine, name.parts(), table);
    }

    private static void requireOptions(QualifiedName name, TableChange.SetFormat set) {
        if (set.ofPartition()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1247));
        }
        if (set.named()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_FEATURE__ALTER_TABLE_SERDE_FOR_DATASOURCE_TABLE,
                    "tableName",
                    Catalog.quoted(name.parts())));
        }
    }

    private void describe(QualifiedName name, StoredTable table, TableDescription description) {
        store(name, new StoredTable(table.columns(), description, table.rows(), table.created(), table.partitions()));
    }

    private static StructType with(StoredTable table, StructField changed) {
        StructField[] fields = table.columns().fields().clone();
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].name().equals(changed.name()) ? changed : fields[i];
        }
        return new StructType(fields);
    }

    /** The column of a name; analysis says what is wrong with one that is not there. */
    private StructField field(QualifiedName name, StoredTable table, String column, AlterTable alter) {
        UnresolvedExpression reference = new UnresolvedExpression.ColumnReference(List.of(column), alter.origin());
        UnresolvedPlan all = new UnresolvedPlan.NamedRelation(name.parts(), false, Map.of(), alter.origin());
        String found = engine.analyze(new UnresolvedPlan.Project(
                        all,
                        List.of(new UnresolvedExpression.Alias(
                                reference, List.of(column), Optional.empty(), alter.origin())),
                        alter.origin()))
                .output()
                .getFirst()
                .name();
        return Arrays.stream(table.columns().fields())
                .filter(field -> field.name().equalsIgnoreCase(found))
                .findFirst()
                .orElseThrow();
    }

    private static void requireType(QualifiedName name, StructField field, TableChange.ChangeType change) {
        if (!field.dataType().equals(change.type())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.NOT_SUPPORTED_CHANGE_COLUMN,
                    "table",
                    Catalog.quoted(name.parts()),
                    "originName",
                    Catalog.quoted(List.of(field.name())),
                    "originType",
                    "\"" + field.dataType().sql() + "\"",
                    "newName",
                    Catalog.quoted(List.of(field.name())),
                    "newType",
                    "\"" + change.type().sql() + "\""));
        }
    }

    private void store(QualifiedName name, StoredTable table) {
        engine.catalog().store(name, new Relation.Stored(table));
    }

    private static MillraceException notTable(AlterTable alter, Catalog.Found found) {
        String operation = switch (alter.change()) {
            case RelationChange.Rename ignored -> "ALTER TABLE";
            case RelationChange.SetProperties ignored -> "ALTER TABLE ... SET TBLPROPERTIES";
            case RelationChange.UnsetProperties ignored -> "ALTER TABLE ... UNSET TBLPROPERTIES";
            case TableChange.AddColumns add ->
                "ALTER TABLE ... ADD COLUMN" + (add.columns().size() > 1 ? "S" : "");
            case TableChange.SetComment ignored -> "COMMENT ON TABLE";
            case TableChange.CommentColumn ignored -> "ALTER TABLE ... ALTER COLUMN";
            case TableChange.Cluster ignored -> "ALTER TABLE ... CLUSTER BY";
            case TableChange.RestateColumn ignored -> "ALTER TABLE ... CHANGE COLUMN";
            case TableChange.SetDefault ignored -> "ALTER TABLE ... ALTER COLUMN";
            case TableChange.ChangeType ignored -> "ALTER TABLE ... ALTER COLUMN";
            case TableChange.AddPartitions ignored -> "ALTER TABLE ... ADD PARTITION ...";
            case TableChange.DropPartitions ignored -> "ALTER TABLE ... DROP PARTITION ...";
            case TableChange.RenamePartition ignored -> "ALTER TABLE ... RENAME TO PARTITION";
            case TableChange.SetFormat ignored -> "ALTER TABLE ... SET [SERDE|SERDEPROPERTIES]";
            case TableChange.Impossible impossible -> "ALTER TABLE ... " + impossible.operation();
        };
        boolean renaming = alter.change() instanceof RelationChange.Rename;
        boolean elsewhere = renaming
                || alter.change() instanceof RelationChange.SetProperties
                || alter.change() instanceof RelationChange.UnsetProperties
                || alter.change() instanceof TableChange.SetFormat;
        return new MillraceException(ErrorDetail.of(
                        elsewhere
                                ? ErrorCondition.EXPECT_TABLE_NOT_VIEW__USE_ALTER_VIEW
                                : ErrorCondition.EXPECT_TABLE_NOT_VIEW__NO_ALTERNATIVE,
                        "viewName",
                        Catalog.quoted(renaming ? alter.name() : found.name()),
                        "operation",
                        operation)
                .at(renaming ? Optional.empty() : alter.origin().position()));
    }

    private void rename(QualifiedName name, RelationChange.Rename rename, Relation.Stored table) {
        QualifiedName target = renamed(engine, name, rename.name());
        engine.catalog().store(target, table);
        engine.catalog().remove(name);
    }

    /** The new name of a table or view, which nothing may have; one without a namespace stays in its own. */
    static QualifiedName renamed(EmbeddedEngine engine, QualifiedName name, List<String> wanted) {
        QualifiedName target =
                engine.catalog().qualify(wanted.size() == 1 ? List.of(name.namespace(), wanted.getFirst()) : wanted);
        if (engine.catalog().stored(target).isPresent()) {
            throw taken(target);
        }
        return target;
    }

    /** A name that something has already, in the form that the older of Spark's commands give it. */
    static MillraceException taken(QualifiedName name) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS,
                "relationName",
                Catalog.quoted(List.of(name.namespace(), name.name()))));
    }

    private StoredTable withColumns(QualifiedName name, StoredTable table, TableChange.AddColumns add) {
        if (!add.columns().stream().allMatch(StructField::nullable)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1052));
        }
        List<StructField> fields = new ArrayList<>(List.of(table.columns().fields()));
        fields.addAll(add.columns());
        TableDescription old = table.description();
        Map<String, UnresolvedExpression> defaults = new LinkedHashMap<>(old.defaults());
        defaults.putAll(add.defaults());
        StructType columns = TableCommands.ordered(new StructType(fields.toArray(StructField[]::new)), old);
        new DefaultValues(engine, "ALTER TABLE ADD COLUMNS").require(columns, add.defaults());
        TableDescription description = old.withColumns(columns, defaults);
        StoredTable changed =
                StoredTable.create(columns, description, table.created()).withPartitions(table.partitions());
        changed.rows()
                .append(engine.collect(engine.analyze(rows(name, columns, add))).batches());
        return changed;
    }

    /** The rows there are, with the new columns. */
    private static UnresolvedPlan rows(QualifiedName name, StructType columns, TableChange.AddColumns add) {
        List<UnresolvedExpression> values = new ArrayList<>();
        for (StructField field : columns) {
            boolean added =
                    add.columns().stream().anyMatch(column -> column.name().equals(field.name()));
            UnresolvedExpression value = added
                    ? new UnresolvedExpression.Cast(
                            add.defaults()
                                    .getOrDefault(
                                            field.name(),
                                            new UnresolvedExpression.Literal(null, DataTypes.NullType, Origin.NONE)),
                            field.dataType(),
                            UnresolvedExpression.CastKind.SESSION,
                            Origin.NONE)
                    : UnresolvedExpression.column(field.name());
            values.add(new UnresolvedExpression.Alias(value, List.of(field.name()), Optional.empty(), Origin.NONE));
        }
        UnresolvedPlan table = new UnresolvedPlan.NamedRelation(name.parts(), false, Map.of(), Origin.NONE);
        return new UnresolvedPlan.Project(table, values, Origin.NONE);
    }
}
