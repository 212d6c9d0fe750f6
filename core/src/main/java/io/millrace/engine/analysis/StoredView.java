package io.millrace.engine.analysis;

import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.ViewDefinition;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.time.Instant;
import java.util.List;

/**
 * A view that a namespace keeps.
 *
 * @param body the query
 * @param columns what the view gave when it was made, under the view's names
 * @param queryColumns the names that the query gave its columns then
 * @param settings of the session that made the view, under which the query is understood
 */
public record StoredView(
        UnresolvedPlan body,
        ViewDefinition definition,
        StructType columns,
        List<String> queryColumns,
        CreationSettings settings,
        Instant created) {
    public StoredView {
        queryColumns = List.copyOf(queryColumns);
    }

    /** @param given the columns of the query, as many as the definition names if it names any */
    public static StoredView create(
            UnresolvedPlan body,
            ViewDefinition definition,
            StructType given,
            CreationSettings settings,
            Instant created) {
        StructField[] fields = given.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            String name = definition.columnNames().isEmpty()
                    ? fields[i].name()
                    : definition.columnNames().get(i);
            StructField field = new StructField(name, fields[i].dataType(), fields[i].nullable(), fields[i].metadata());
            String comment = definition.columnComments().get(name);
            fields[i] = comment == null ? field : field.withComment(comment);
        }
        return new StoredView(body, definition, new StructType(fields), List.of(given.fieldNames()), settings, created);
    }

    /** The same with other columns or another description. */
    public StoredView with(ViewDefinition newDefinition, StructType newColumns, List<String> newQueryColumns) {
        return new StoredView(body, newDefinition, newColumns, newQueryColumns, settings, created);
    }

    /** The query as it was written; empty if it was not SQL. */
    public String text() {
        return body.origin().position().map(position -> position.fragment()).orElse("");
    }
}
