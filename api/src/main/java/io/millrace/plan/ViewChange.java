package io.millrace.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code ALTER VIEW} changes. */
public sealed interface ViewChange {
    /** {@code AS query}. */
    record Query(UnresolvedPlan body) implements ViewChange {}

    /** {@code WITH SCHEMA}. */
    record SchemaMode(ViewSchemaMode mode) implements ViewChange {}

    /** {@code RENAME TO}. */
    record Rename(List<String> name) implements ViewChange {
        public Rename {
            name = List.copyOf(name);
        }
    }

    /** {@code SET TBLPROPERTIES}. */
    record SetProperties(Map<String, String> properties) implements ViewChange {
        public SetProperties {
            properties = new LinkedHashMap<>(properties);
        }
    }

    /** {@code UNSET TBLPROPERTIES}; a property that is not there is left alone. */
    record UnsetProperties(List<String> keys) implements ViewChange {
        public UnsetProperties {
            keys = List.copyOf(keys);
        }
    }
}
