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
 * @param schemaMode what happens when the query's columns change; those that the definition names cannot come and go, so
 *     that EVOLUTION is TYPE_EVOLUTION then
 * @param collation the collation that texts have unless they say otherwise, if the definition says it
 */
public record ViewDefinition(
        List<String> columnNames,
        Map<String, String> columnComments,
        Optional<String> comment,
        Map<String, String> properties,
        ViewSchemaMode schemaMode,
        Optional<String> collation) {
    /** A view without further details. */
    public static final ViewDefinition PLAIN = new ViewDefinition(
            List.of(), Map.of(), Optional.empty(), Map.of(), ViewSchemaMode.COMPENSATION, Optional.empty());

    public ViewDefinition {
        columnNames = List.copyOf(columnNames);
        columnComments = new LinkedHashMap<>(columnComments);
        properties = new LinkedHashMap<>(properties);
        schemaMode = schemaMode == ViewSchemaMode.EVOLUTION && !columnNames.isEmpty()
                ? ViewSchemaMode.TYPE_EVOLUTION
                : schemaMode;
    }

    /** The definition for another query, whose columns have names of their own. */
    public ViewDefinition withoutColumns() {
        return new ViewDefinition(List.of(), Map.of(), comment, properties, schemaMode, collation);
    }

    public ViewDefinition withProperties(Map<String, String> newProperties) {
        return new ViewDefinition(columnNames, columnComments, comment, newProperties, schemaMode, collation);
    }

    public ViewDefinition withSchemaMode(ViewSchemaMode mode) {
        return new ViewDefinition(columnNames, columnComments, comment, properties, mode, collation);
    }
}
