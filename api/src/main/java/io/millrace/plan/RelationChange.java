package io.millrace.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What both {@code ALTER TABLE} and {@code ALTER VIEW} change. */
public sealed interface RelationChange extends TableChange, ViewChange {
    /** {@code RENAME TO}. */
    record Rename(List<String> name) implements RelationChange {
        public Rename {
            name = List.copyOf(name);
        }
    }

    /** {@code SET TBLPROPERTIES}. */
    record SetProperties(Map<String, String> properties) implements RelationChange {
        public SetProperties {
            properties = new LinkedHashMap<>(properties);
        }
    }

    /** {@code UNSET TBLPROPERTIES}; a property that is not there is left alone. */
    record UnsetProperties(List<String> keys) implements RelationChange {
        public UnsetProperties {
            keys = List.copyOf(keys);
        }
    }
}
