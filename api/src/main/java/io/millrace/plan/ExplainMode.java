package io.millrace.plan;

/** How much {@code explain} prints. */
public enum ExplainMode {
    SIMPLE,
    EXTENDED,
    CODEGEN,
    COST,
    FORMATTED
}
