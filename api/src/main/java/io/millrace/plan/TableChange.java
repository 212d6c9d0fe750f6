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
                TableChange.SetDefault,
                TableChange.ChangeType,
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

    /**
     * {@code ALTER COLUMN … SET DEFAULT} and {@code DROP DEFAULT}.
     *
     * @param value empty for null
     */
    record SetDefault(String column, Optional<UnresolvedExpression> value) implements TableChange {}

    /** {@code ALTER COLUMN … TYPE}. */
    record ChangeType(String column, DataType type) implements TableChange {}

    /**
     * A change that tables cannot undergo, in Spark's own catalog either.
     *
     * @param operation what messages call it
     */
    record Impossible(String operation) implements TableChange {}
}
