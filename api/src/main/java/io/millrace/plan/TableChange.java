package io.millrace.plan;

import io.millrace.types.DataType;
import io.millrace.types.StructField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code ALTER TABLE} changes. */
public sealed interface TableChange {
    /** {@code RENAME TO}. */
    record Rename(List<String> name) implements TableChange {
        public Rename {
            name = List.copyOf(name);
        }
    }

    /** {@code SET TBLPROPERTIES}. */
    record SetProperties(Map<String, String> properties) implements TableChange {
        public SetProperties {
            properties = new LinkedHashMap<>(properties);
        }
    }

    /** {@code UNSET TBLPROPERTIES}; a property that is not there is left alone. */
    record UnsetProperties(List<String> keys) implements TableChange {
        public UnsetProperties {
            keys = List.copyOf(keys);
        }
    }

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
