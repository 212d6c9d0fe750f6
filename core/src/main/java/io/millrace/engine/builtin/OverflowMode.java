package io.millrace.engine.builtin;

/** What arithmetic does with a result that does not fit. */
enum OverflowMode {
    /** An error: ANSI mode. */
    FAIL,
    /** Whole numbers wrap around, decimals and division by zero give NULL. */
    WRAP,
    /** NULL: the {@code try_} functions. */
    NULL;

    static OverflowMode of(boolean ansi, boolean isTry) {
        if (isTry) {
            return NULL;
        }
        return ansi ? FAIL : WRAP;
    }
}
