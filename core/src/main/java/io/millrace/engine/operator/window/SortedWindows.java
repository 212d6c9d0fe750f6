package io.millrace.engine.operator.window;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.operator.sort.RowSorter;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/**
 * Rows sorted by window and by the order within it, column by column. A window is a stretch of rows; so are the rows that are
 * equal in the order (peers).
 *
 * @param columns all prepared columns
 * @param count how many rows there are
 * @param partitions which columns divide rows into windows
 * @param order which columns order a window
 * @param directions how each of them orders
 */
record SortedWindows(
        List<ValueVector> columns,
        int count,
        List<Integer> partitions,
        List<Integer> order,
        List<RowSorter.Direction> directions) {

    /** Where the window ends that a row begins. */
    int windowEnd(int start) {
        return stretchEnd(partitions, start, count);
    }

    /** Where the peers end that a row begins, within a window. Without an order all rows of the window are peers. */
    int peersEnd(int start, int windowEnd) {
        return order.isEmpty() ? windowEnd : stretchEnd(order, start, windowEnd);
    }

    private int stretchEnd(List<Integer> keys, int start, int limit) {
        int end = start + 1;
        while (end < limit && isSame(keys, start, end)) {
            end++;
        }
        return end;
    }

    private boolean isSame(List<Integer> keys, int left, int right) {
        for (int key : keys) {
            ValueVector column = columns.get(key);
            if (!ValueOrder.same(column, left, column, right)) {
                return false;
            }
        }
        return true;
    }

    /** Compares the order of a row with a bound: a column of values of the only order column's type. */
    int compareToBound(int row, ValueVector bound, int boundRow) {
        return directions.getFirst().compare(columns.get(order.getFirst()), row, bound, boundRow);
    }
}
