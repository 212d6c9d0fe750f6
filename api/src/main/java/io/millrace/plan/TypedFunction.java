package io.millrace.plan;

/** Which of Spark's typed operations a lambda belongs to; says how it is called. */
public enum TypedFunction {
    MAP,
    FILTER,
    FLAT_MAP,
    MAP_PARTITIONS,
    MAP_GROUPS,
    FLAT_MAP_GROUPS
}
