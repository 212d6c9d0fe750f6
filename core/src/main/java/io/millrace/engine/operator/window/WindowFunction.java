package io.millrace.engine.operator.window;

import io.millrace.spi.vector.ValueVector;

/** Computes one window function. Owns its scratch; used by one thread at a time. */
interface WindowFunction {
    /**
     * Computes the values for the rows of one window.
     *
     * @param result takes the value of each row at the row's position; windows come in ascending order
     */
    void compute(SortedWindows rows, int from, int to, ValueVector result);
}
