package io.millrace.expressions;

import io.millrace.Column;

/** Begins a window for {@link Column#over(WindowSpec)}. */
public class Window {
    private Window() {}

    public static WindowSpec partitionBy(String colName, String... colNames) {
        return WindowSpec.EMPTY.partitionBy(colName, colNames);
    }

    public static WindowSpec partitionBy(Column... cols) {
        return WindowSpec.EMPTY.partitionBy(cols);
    }

    public static WindowSpec orderBy(String colName, String... colNames) {
        return WindowSpec.EMPTY.orderBy(colName, colNames);
    }

    public static WindowSpec orderBy(Column... cols) {
        return WindowSpec.EMPTY.orderBy(cols);
    }

    public static WindowSpec rowsBetween(long start, long end) {
        return WindowSpec.EMPTY.rowsBetween(start, end);
    }

    public static WindowSpec rangeBetween(long start, long end) {
        return WindowSpec.EMPTY.rangeBetween(start, end);
    }

    /** The bound before all rows. */
    public static long unboundedPreceding() {
        return Long.MIN_VALUE;
    }

    /** The bound after all rows. */
    public static long unboundedFollowing() {
        return Long.MAX_VALUE;
    }

    /** The bound at the current row. */
    public static long currentRow() {
        return 0;
    }
}
