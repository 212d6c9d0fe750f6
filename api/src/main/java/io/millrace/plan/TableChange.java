package io.millrace.plan;

import io.millrace.types.DataType;
import io.millrace.types.StructField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code ALTER TABLE} changes. */
public sealed interface TableChange
        permits RelationChange,
                TableChange.AddColumns,
                TableChange.SetComment,
                TableChange.CommentColumn,
                TableChange.RestateColumn,
                TableChange.Cluster,
                TableChange.SetDefault,
                TableChange.ChangeType,
                TableChange.AddPartitions,
                TableChange.DropPartitions,
                TableChange.RenamePartition,
                TableChange.SetFormat,
                TableChange.Impossible {
    /**
     * {@code ADD COLUMNS}.
     *
     * @param defaults what a column gets where a row leaves it out, and in the rows there are; null is not mentioned
     */
    record AddColumns(List<StructField> columns, Map<String, UnresolvedExpression> defaults) implements TableChange {
        public AddColumns {
            columns = List.copyOf(columns);
            defaults = new LinkedHashMap<>(defaults);
        }
    }

    /** {@code COMMENT ON TABLE}; empty for none. */
    record SetComment(Optional<String> comment) implements TableChange {}

    /** {@code ALTER COLUMN … COMMENT}. */
    record CommentColumn(String column, String comment) implements TableChange {}

    /** @param columns as JSON, in the form of {@link TableDescription#CLUSTERING} */
    record Cluster(String columns) implements TableChange {}

    /** {@code CHANGE a a INT COMMENT '…'}: a column said again, of which only the comment may be another. */
    record RestateColumn(String column, StructField field) implements TableChange {}

    /**
     * {@code ALTER COLUMN … SET DEFAULT} and {@code DROP DEFAULT}.
     *
     * @param value empty for null
     */
    record SetDefault(String column, Optional<UnresolvedExpression> value) implements TableChange {}

    /** {@code ALTER COLUMN … TYPE}. */
    record ChangeType(String column, DataType type) implements TableChange {}

    /**
     * {@code ADD PARTITION}.
     *
     * @param partitions the values of each, by column
     * @param ifNotExists whether those that are there already are left alone
     */
    record AddPartitions(List<Map<String, UnresolvedExpression>> partitions, boolean ifNotExists)
            implements TableChange {
        public AddPartitions {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * {@code DROP PARTITION}: the partitions with their rows.
     *
     * @param partitions the values of each, by column; less than all of them name none
     */
    record DropPartitions(List<Map<String, UnresolvedExpression>> partitions, boolean ifExists) implements TableChange {
        public DropPartitions {
            partitions = List.copyOf(partitions);
        }
    }

    /** {@code PARTITION (…) RENAME TO PARTITION (…)}: its rows get other values. */
    record RenamePartition(Map<String, UnresolvedExpression> from, Map<String, UnresolvedExpression> to)
            implements TableChange {
        public RenamePartition {
            from = new LinkedHashMap<>(from);
            to = new LinkedHashMap<>(to);
        }
    }

    /**
     * {@code SET SERDEPROPERTIES}: options of the format.
     *
     * @param named whether a SERDE is named, which no table can have
     * @param ofPartition whether they are meant for one partition, which cannot have its own
     */
    record SetFormat(Map<String, String> options, boolean named, boolean ofPartition) implements TableChange {
        public SetFormat {
            options = new LinkedHashMap<>(options);
        }
    }

    /**
     * A change that tables cannot undergo, in Spark's own catalog either.
     *
     * @param operation what messages call it
     */
    record Impossible(String operation) implements TableChange {}
}
