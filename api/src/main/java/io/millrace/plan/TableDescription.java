package io.millrace.plan;

import io.millrace.types.StructType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a table is, apart from its name and rows.
 *
 * @param columns empty where a query says them
 * @param defaults what a column gets where a row leaves it out, by name; null is not mentioned
 * @param format the format of {@code USING}
 * @param partitionColumns names of columns, which the table has last
 * @param options those of the format, which are kept and shown
 * @param collation the collation that texts have unless they say otherwise, if the description says it
 * @param impossible what is asked for that no table can have, such as constraints, as messages call it
 */
public record TableDescription(
        Optional<StructType> columns,
        Map<String, UnresolvedExpression> defaults,
        Optional<String> format,
        List<String> partitionColumns,
        Optional<Bucketing> buckets,
        Optional<String> comment,
        Map<String, String> options,
        Map<String, String> properties,
        Optional<String> collation,
        Set<String> impossible) {
    /** The property that holds the columns of CLUSTER BY, as JSON: a list of names, each a list of its parts. */
    public static final String CLUSTERING = "clusteringColumns";

    public TableDescription {
        options = new LinkedHashMap<>(options);
        defaults = new LinkedHashMap<>(defaults);
        partitionColumns = List.copyOf(partitionColumns);
        properties = new LinkedHashMap<>(properties);
        impossible = new LinkedHashSet<>(impossible);
    }

    public TableDescription withColumns(StructType newColumns, Map<String, UnresolvedExpression> newDefaults) {
        return new TableDescription(
                Optional.of(newColumns),
                newDefaults,
                format,
                partitionColumns,
                buckets,
                comment,
                options,
                properties,
                collation,
                impossible);
    }

    public TableDescription withComment(Optional<String> newComment) {
        return new TableDescription(
                columns,
                defaults,
                format,
                partitionColumns,
                buckets,
                newComment,
                options,
                properties,
                collation,
                impossible);
    }

    public TableDescription withProperties(Map<String, String> newProperties) {
        return new TableDescription(
                columns,
                defaults,
                format,
                partitionColumns,
                buckets,
                comment,
                options,
                newProperties,
                collation,
                impossible);
    }

    /** The same of another format; empty leaves it. */
    public TableDescription withFormat(Optional<String> newFormat) {
        return new TableDescription(
                columns,
                defaults,
                newFormat.or(() -> format),
                partitionColumns,
                buckets,
                comment,
                options,
                properties,
                collation,
                impossible);
    }

    public TableDescription withOptions(Map<String, String> newOptions) {
        return new TableDescription(
                columns,
                defaults,
                format,
                partitionColumns,
                buckets,
                comment,
                newOptions,
                properties,
                collation,
                impossible);
    }
}
