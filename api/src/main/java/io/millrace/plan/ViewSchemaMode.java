package io.millrace.plan;

/** What a view of a namespace does when its query has other columns than when it was made. */
public enum ViewSchemaMode {
    /** Widens values to the old types, and fails if that could lose something. */
    BINDING,
    /** Converts to the old types by a cast. */
    COMPENSATION,
    /** Takes the new types, under the old names. */
    TYPE_EVOLUTION,
    /** Takes the new columns. */
    EVOLUTION
}
