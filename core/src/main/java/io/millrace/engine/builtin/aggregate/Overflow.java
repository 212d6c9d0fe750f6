package io.millrace.engine.builtin.aggregate;

/** What a sum does that does not fit its type. */
public enum Overflow {
    /** An error: ANSI mode. */
    ERROR,
    /** The result is NULL: {@code try_sum}, and decimals outside ANSI mode. */
    NULL,
    /** Longs wrap around: outside ANSI mode. */
    WRAP
}
