package io.millrace.engine.builtin.aggregate;

/** Which end of an order is wanted. */
enum Extreme {
    MIN,
    MAX;

    /** Whether a value that compares like this to the best so far is better. */
    boolean better(int comparison) {
        return this == MIN ? comparison < 0 : comparison > 0;
    }
}
