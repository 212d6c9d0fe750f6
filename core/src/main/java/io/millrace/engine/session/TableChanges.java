package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.QualifiedName;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.plan.Origin;
import io.millrace.plan.TableChange;
import io.millrace.plan.TableDescription;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.AlterTable;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
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
            case TableChange.Rename rename -> rename(name, rename, stored);
            case TableChange.SetProperties set -> {
                Map<String, String> properties =
                        new LinkedHashMap<>(table.description().properties());
                properties.putAll(set.properties());
                store(name, withProperties(table, properties));
            }
            case TableChange.UnsetProperties unset -> {
                Map<String, String> properties =
                        new LinkedHashMap<>(table.description().properties());
                properties.keySet().removeAll(unset.keys());
                store(name, withProperties(table, properties));
            }
            case TableChange.AddColumns add -> store(name, withColumns(name, table, add));
        }
    }

    private void store(QualifiedName name, StoredTable table) {
        engine.catalog().store(name, new Relation.Stored(table));
    }

    private static MillraceException notTable(AlterTable alter, Catalog.Found found) {
        String operation = switch (alter.change()) {
            case TableChange.Rename ignored -> "ALTER TABLE";
            case TableChange.SetProperties ignored -> "ALTER TABLE ... SET TBLPROPERTIES";
            case TableChange.UnsetProperties ignored -> "ALTER TABLE ... UNSET TBLPROPERTIES";
            case TableChange.AddColumns add ->
                "ALTER TABLE ... ADD COLUMN" + (add.columns().size() > 1 ? "S" : "");
        };
        return new MillraceException(ErrorDetail.of(
                        alter.change() instanceof TableChange.AddColumns
                                ? ErrorCondition.EXPECT_TABLE_NOT_VIEW__NO_ALTERNATIVE
                                : ErrorCondition.EXPECT_TABLE_NOT_VIEW__USE_ALTER_VIEW,
                        "viewName",
                        Catalog.quoted(found.name()),
                        "operation",
                        operation)
                .at(alter.origin().position()));
    }

    private void rename(QualifiedName name, TableChange.Rename rename, Relation.Stored table) {
        List<String> wanted = rename.name().size() == 1
                ? List.of(name.namespace(), rename.name().getFirst())
                : rename.name();
        QualifiedName target = engine.catalog().qualify(wanted);
        if (engine.catalog().stored(target).isPresent()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS,
                    "relationName",
                    Catalog.quoted(List.of(target.namespace(), target.name()))));
        }
        engine.catalog().store(target, table);
        engine.catalog().remove(name);
    }

    private static StoredTable withProperties(StoredTable table, Map<String, String> properties) {
        TableDescription old = table.description();
        TableDescription description = new TableDescription(
                old.columns(), old.defaults(), old.format(), old.partitionColumns(), old.comment(), properties);
        return new StoredTable(table.columns(), description, table.rows(), table.created());
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
        TableDescription description = new TableDescription(
                Optional.of(columns), defaults, old.format(), old.partitionColumns(), old.comment(), old.properties());
        StoredTable changed = StoredTable.create(columns, description, table.created());
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
