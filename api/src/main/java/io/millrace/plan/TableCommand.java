package io.millrace.plan;

import io.millrace.types.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command about what the catalog keeps: tables, their rows, views, namespaces and variables. */
public sealed interface TableCommand extends UnresolvedPlan.Command {
    /** @param query whose rows, and columns unless the description has some, the new table gets */
    record CreateTable(
            List<String> name,
            TableDescription description,
            Optional<UnresolvedPlan> query,
            boolean replace,
            boolean ifNotExists,
            Origin origin)
            implements TableCommand {
        public CreateTable {
            name = List.copyOf(name);
        }
    }

    record AlterTable(List<String> name, TableChange change, Origin origin) implements TableCommand {
        public AlterTable {
            name = List.copyOf(name);
        }
    }

    /** {@code DESCRIBE table column}: names and values of what is known of a column. */
    record DescribeColumn(List<String> table, List<String> column, boolean extended, Origin origin)
            implements TableCommand {
        public DescribeColumn {
            table = List.copyOf(table);
            column = List.copyOf(column);
        }
    }

    record DropTable(List<String> name, boolean ifExists, Origin origin) implements TableCommand {}

    /**
     * {@code MSCK REPAIR TABLE} and {@code ALTER TABLE … RECOVER PARTITIONS}: directories become partitions.
     *
     * @param operation what messages call it
     * @param origin where the name stands
     */
    record RepairTable(List<String> name, String operation, Origin origin) implements TableCommand {
        public RepairTable {
            name = List.copyOf(name);
        }
    }

    /**
     * @param partition the values of the partitions whose rows go, by column; empty for all
     * @param origin where the name stands
     */
    record TruncateTable(List<String> name, Map<String, UnresolvedExpression> partition, Origin origin)
            implements TableCommand {
        public TruncateTable {
            name = List.copyOf(name);
            partition = new LinkedHashMap<>(partition);
        }
    }

    /**
     * {@code INSERT INTO} and {@code INSERT OVERWRITE}.
     *
     * @param columns which columns the query gives, in its order; empty for all, in the table's order
     * @param partition columns that have one value in all rows
     * @param byName whether the names of the query's columns say where they go
     */
    record Insert(
            List<String> table,
            List<String> columns,
            Map<String, UnresolvedExpression> partition,
            boolean overwrite,
            boolean byName,
            UnresolvedPlan query,
            Origin origin)
            implements TableCommand {
        public Insert {
            table = List.copyOf(table);
            columns = List.copyOf(columns);
            partition = new LinkedHashMap<>(partition);
        }
    }

    /** {@code FROM … INSERT … INSERT …}: all of them are looked at before the first is carried out. */
    record InsertAll(List<UnresolvedPlan.Command> inserts, Origin origin) implements TableCommand {
        public InsertAll {
            inserts = List.copyOf(inserts);
        }
    }

    /**
     * {@code INSERT INTO … REPLACE}, which no table of the session's catalog can undergo.
     *
     * @param byCondition whether WHERE says what goes, not ON or USING
     * @param origin where the table's name stands
     */
    record InsertReplacing(List<String> table, boolean byCondition, UnresolvedPlan query, Origin origin)
            implements TableCommand {
        public InsertReplacing {
            table = List.copyOf(table);
        }
    }

    /** {@code CALL}; no catalog has procedures. */
    record CallProcedure(List<String> name, Origin origin) implements TableCommand {
        public CallProcedure {
            name = List.copyOf(name);
        }
    }

    /**
     * {@code LOAD DATA}, which only Hive's tables undergo.
     *
     * @param partition the columns of the partition; empty without one
     * @param origin where the table's name stands
     */
    record LoadData(List<String> table, List<String> partition, Origin origin) implements TableCommand {
        public LoadData {
            table = List.copyOf(table);
            partition = List.copyOf(partition);
        }
    }

    /**
     * {@code CREATE INDEX} and {@code DROP INDEX}, for which no table is made here.
     *
     * @param columns those of a new index
     * @param origin where the table's name stands
     */
    record ChangeIndex(
            List<String> table, boolean create, List<UnresolvedExpression.ColumnReference> columns, Origin origin)
            implements TableCommand {
        public ChangeIndex {
            table = List.copyOf(table);
            columns = List.copyOf(columns);
        }
    }

    /** @param origin where the name stands */
    record RefreshFunction(List<String> name, Origin origin) implements TableCommand {
        public RefreshFunction {
            name = List.copyOf(name);
        }
    }

    /**
     * {@code DELETE}, {@code UPDATE} and {@code MERGE}, which no table of the session's catalog can undergo, in Spark neither.
     *
     * @param operation what messages call it
     * @param source other rows that the expressions may name
     * @param actions what is to happen to which rows
     * @param origin where the table's name stands
     */
    record ChangeRows(
            List<String> table,
            Optional<String> alias,
            String operation,
            Optional<UnresolvedPlan> source,
            List<RowAction> actions,
            Origin origin)
            implements TableCommand {
        public ChangeRows {
            table = List.copyOf(table);
            actions = List.copyOf(actions);
        }
    }

    /**
     * What happens to some rows.
     *
     * @param condition which rows these are; absent if all
     * @param everyColumn whether all columns of the table are taken from the source, by their names
     * @param seen whose columns expressions may name
     */
    record RowAction(
            Optional<UnresolvedExpression> condition, List<ColumnChange> changes, boolean everyColumn, RowsSeen seen) {
        public RowAction {
            changes = List.copyOf(changes);
        }
    }

    /** Where the rows come from that an action meets. */
    enum RowsSeen {
        TABLE,
        SOURCE,
        BOTH
    }

    /**
     * A column of the table and its new value.
     *
     * @param value absent for the column's default
     */
    record ColumnChange(UnresolvedExpression.ColumnReference column, Optional<UnresolvedExpression> value) {}

    /**
     * {@code CACHE TABLE}: a view's rows are computed once and kept.
     *
     * @param query what a new temporary view of the name is to give
     * @param lazy whether the rows are computed only when they are first asked for
     * @param origin where the name stands
     */
    record CacheTable(List<String> name, Optional<UnresolvedPlan> query, boolean lazy, Origin origin)
            implements TableCommand {
        public CacheTable {
            name = List.copyOf(name);
        }
    }

    /** @param origin where the name stands */
    record UncacheTable(List<String> name, boolean ifExists, Origin origin) implements TableCommand {
        public UncacheTable {
            name = List.copyOf(name);
        }
    }

    record ClearCache(Origin origin) implements TableCommand {}

    /** @param origin where the name stands */
    record RefreshTable(List<String> name, Origin origin) implements TableCommand {
        public RefreshTable {
            name = List.copyOf(name);
        }
    }

    /** {@code REFRESH} of what was read from files below a path. */
    record RefreshPath(String path, Origin origin) implements TableCommand {}

    /**
     * {@code DESCRIBE table PARTITION (…)}.
     *
     * @param values those of the partition, by column
     */
    record DescribePartition(
            List<String> table, Map<String, UnresolvedExpression> values, boolean extended, Origin origin)
            implements TableCommand {
        public DescribePartition {
            table = List.copyOf(table);
            values = new LinkedHashMap<>(values);
        }
    }

    /** {@code CREATE TABLE … LIKE}: with the columns of another table or view, and without its rows. */
    record CreateTableLike(
            List<String> name,
            List<String> source,
            Optional<String> format,
            Map<String, String> properties,
            boolean ifNotExists,
            Origin origin)
            implements TableCommand {
        public CreateTableLike {
            name = List.copyOf(name);
            source = List.copyOf(source);
            properties = new LinkedHashMap<>(properties);
        }
    }

    /** @param origin where the name stands */
    record AlterView(List<String> name, ViewChange change, Origin origin) implements TableCommand {
        public AlterView {
            name = List.copyOf(name);
        }
    }

    /** @param properties a comment is the one called {@code comment} */
    record CreateNamespace(List<String> name, Map<String, String> properties, boolean ifNotExists, Origin origin)
            implements TableCommand {
        public CreateNamespace {
            name = List.copyOf(name);
            properties = new LinkedHashMap<>(properties);
        }
    }

    /**
     * @param properties those that become new or other; a comment is the one called {@code comment}
     * @param removed properties that go, whether they are there or not
     */
    record AlterNamespace(List<String> name, Map<String, String> properties, List<String> removed, Origin origin)
            implements TableCommand {
        public AlterNamespace {
            name = List.copyOf(name);
            properties = new LinkedHashMap<>(properties);
            removed = List.copyOf(removed);
        }

        public AlterNamespace(List<String> name, Map<String, String> properties, Origin origin) {
            this(name, properties, List.of(), origin);
        }
    }

    /** @param cascade whether what is in it goes, too */
    record DropNamespace(List<String> name, boolean ifExists, boolean cascade, Origin origin) implements TableCommand {}

    /** {@code SET CATALOG}. */
    record SetCatalog(String name, Origin origin) implements TableCommand {}

    record UseNamespace(List<String> name, Origin origin) implements TableCommand {}

    record ShowNamespaces(Optional<String> pattern, Origin origin) implements TableCommand {}

    /**
     * {@code DECLARE VARIABLE}.
     *
     * @param type empty for that of the default
     * @param defaultValue the first value; empty for null
     */
    record DeclareVariables(
            List<List<String>> names,
            Optional<DataType> type,
            Optional<UnresolvedExpression> defaultValue,
            boolean replace,
            Origin origin)
            implements TableCommand {
        public DeclareVariables {
            names = List.copyOf(names);
        }
    }

    /** @param values a query of at most one row, with a column for each variable; without a row all become null */
    record SetVariables(List<List<String>> names, UnresolvedPlan values, Origin origin) implements TableCommand {
        public SetVariables {
            names = List.copyOf(names);
        }
    }

    /** {@code CREATE FUNCTION} with a body in SQL. */
    record CreateFunction(
            List<String> name,
            FunctionDefinition definition,
            boolean temporary,
            boolean replace,
            boolean ifNotExists,
            Origin origin)
            implements TableCommand {
        public CreateFunction {
            name = List.copyOf(name);
        }
    }

    record DropFunction(List<String> name, boolean temporary, boolean ifExists, Origin origin) implements TableCommand {
        public DropFunction {
            name = List.copyOf(name);
        }
    }

    record DropVariable(List<String> name, boolean ifExists, Origin origin) implements TableCommand {}
}
