package io.millrace.plan;

/** What {@code ALTER VIEW} changes. */
public sealed interface ViewChange permits RelationChange, ViewChange.Query, ViewChange.SchemaMode {
    /** {@code AS query}. */
    record Query(UnresolvedPlan body) implements ViewChange {}

    /** {@code WITH SCHEMA}. */
    record SchemaMode(ViewSchemaMode mode) implements ViewChange {}
}
