package io.millrace.engine.state;

/**
 * How state is divided by time, so that what a watermark finishes is dropped by the table. Columns are counted over key
 * columns, then value columns. A null time is never finished.
 */
public sealed interface PaneRule {
    /** Nothing is ever finished: one pane. */
    record None() implements PaneRule {}

    /**
     * A pane for each time window.
     *
     * @param column a key column: a struct of two timestamps, start and end; finished when the end is
     */
    record Window(int column) implements PaneRule {}

    /**
     * A pane for each stretch of time; within the stretch that a watermark cuts, keys are removed one by one.
     *
     * @param column a timestamp key column
     * @param stretchMicros the length of a stretch, microseconds
     */
    record Time(int column, long stretchMicros) implements PaneRule {
        public Time {
            if (stretchMicros <= 0) {
                throw new IllegalArgumentException("a stretch of " + stretchMicros + " microseconds");
            }
        }
    }

    /**
     * One pane whose keys are removed one by one.
     *
     * @param column a timestamp value column: when the entry expires
     */
    record Expiry(int column) implements PaneRule {}
}
