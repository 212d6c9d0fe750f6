package io.millrace.plan;

import io.millrace.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table is, apart from its name and rows.
 *
 * @param columns empty where a query says them
 * @param defaults what a column gets where a row leaves it out, by name; null is not mentioned
 * @param format the format of {@code USING}
 * @param partitionColumns names of columns, which the table has last
 */
public record TableDescription(
        Optional<StructType> columns,
        Map<String, UnresolvedExpression> defaults,
        Optional<String> format,
        List<String> partitionColumns,
        Optional<String> comment,
        Map<String, String> properties) {
    public TableDescription {
        defaults = new LinkedHashMap<>(defaults);
        partitionColumns = List.copyOf(partitionColumns);
        properties = new LinkedHashMap<>(properties);
    }
}
