package io.millrace.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a view is, apart from its name and query.
 *
 * @param columnNames new names for all columns; empty for those of the query
 * @param columnComments by column name
 * @param schemaMode what happens when the query's columns change
 */
public record ViewDefinition(
        List<String> columnNames,
        Map<String, String> columnComments,
        Optional<String> comment,
        Map<String, String> properties,
        ViewSchemaMode schemaMode) {
    /** A view without further details. */
    public static final ViewDefinition PLAIN =
            new ViewDefinition(List.of(), Map.of(), Optional.empty(), Map.of(), ViewSchemaMode.COMPENSATION);

    public ViewDefinition {
        columnNames = List.copyOf(columnNames);
        columnComments = new LinkedHashMap<>(columnComments);
        properties = new LinkedHashMap<>(properties);
    }

    public ViewDefinition withProperties(Map<String, String> newProperties) {
        return new ViewDefinition(columnNames, columnComments, comment, newProperties, schemaMode);
    }

    public ViewDefinition withSchemaMode(ViewSchemaMode mode) {
        return new ViewDefinition(columnNames, columnComments, comment, properties, mode);
    }
}
