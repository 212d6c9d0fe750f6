package io.millrace.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What SHOW and DESCRIBE ask about single things that the catalog keeps. */
public sealed interface CatalogQuestion {
    /** {@code SHOW COLUMNS}. */
    record Columns(List<String> relation, Optional<List<String>> namespace) implements CatalogQuestion {
        public Columns {
            relation = List.copyOf(relation);
        }
    }

    /**
     * {@code SHOW TBLPROPERTIES}.
     *
     * @param key the only one that is asked for
     */
    record Properties(List<String> relation, Optional<String> key) implements CatalogQuestion {
        public Properties {
            relation = List.copyOf(relation);
        }
    }

    /**
     * {@code SHOW CREATE TABLE}: a statement that makes such a table or view.
     *
     * @param serde whether it is to be one of Hive's
     */
    record Statement(List<String> relation, boolean serde) implements CatalogQuestion {
        public Statement(List<String> relation) {
            this(relation, false);
        }

        public Statement {
            relation = List.copyOf(relation);
        }
    }

    /**
     * {@code SHOW PARTITIONS}.
     *
     * @param values which partitions, by column; empty for all
     */
    record Partitions(List<String> relation, Map<String, UnresolvedExpression> values) implements CatalogQuestion {
        public Partitions {
            relation = List.copyOf(relation);
            values = new LinkedHashMap<>(values);
        }
    }

    /**
     * {@code DESCRIBE EXTENDED … AS JSON}.
     *
     * @param partition the values of the partition that is asked for, by column; empty for the whole table
     */
    record Json(List<String> relation, Map<String, UnresolvedExpression> partition) implements CatalogQuestion {
        public Json {
            relation = List.copyOf(relation);
            partition = new LinkedHashMap<>(partition);
        }
    }

    /** {@code SHOW CATALOGS}. */
    record Catalogs(Optional<String> pattern) implements CatalogQuestion {}

    /** {@code SHOW TABLE EXTENDED}. */
    record Details(Optional<List<String>> namespace, String pattern) implements CatalogQuestion {}

    /** {@code SHOW CURRENT SCHEMA}. */
    record CurrentNamespace() implements CatalogQuestion {}

    /** {@code DESCRIBE SCHEMA}. */
    record Namespace(List<String> name, boolean extended) implements CatalogQuestion {
        public Namespace {
            name = List.copyOf(name);
        }
    }
}
