package io.millrace.engine.operator.sort;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts rows that are all in memory. A stable merge sort moves row numbers, not rows; a row number is the number of its
 * batch in the high half and its position in the low half.
 */
public final class RowSorter {
    private final List<ColumnBatch> batches;
    private final int outputColumns;
    private final List<Direction> directions;

    /** How one key column orders. */
    public record Direction(boolean ascending, boolean nullsFirst) {
        /** Compares two slots of vectors of the same type, as the direction orders them. */
        public int compare(ValueVector left, int leftSlot, ValueVector right, int rightSlot) {
            boolean leftNull = left.isNull(leftSlot);
            boolean rightNull = right.isNull(rightSlot);
            if (leftNull || rightNull) {
                return leftNull == rightNull ? 0 : leftNull == nullsFirst ? -1 : 1;
            }
            int order = ValueOrder.compare(left, leftSlot, right, rightSlot);
            return ascending ? order : -order;
        }
    }

    /**
     * @param batches plain vectors: the output columns first, then a column for each direction
     */
    public RowSorter(List<ColumnBatch> batches, int outputColumns, List<Direction> directions) {
        this.batches = batches;
        this.outputColumns = outputColumns;
        this.directions = directions;
    }

    /** Gives the rows in order. */
    public void emit(Output out, Runnable checkCancelled) {
        long[] rows = sorted(checkCancelled);
        if (rows.length == 0) {
            return;
        }
        List<ValueVector> columns = new ArrayList<>();
        for (int column = 0; column < outputColumns; column++) {
            columns.add(ValueVector.create(batches.getFirst().column(column).type()));
        }
        for (int from = 0; from < rows.length; from += ColumnBatch.MAX_ROWS) {
            int count = Math.min(ColumnBatch.MAX_ROWS, rows.length - from);
            for (int column = 0; column < outputColumns; column++) {
                gather(rows, from, count, column, columns.get(column));
            }
            checkCancelled.run();
            out.emit(ColumnBatch.of(columns, count));
        }
    }

    /** All columns, those of the directions too, with the rows in order. */
    public List<ValueVector> sortedColumns(Runnable checkCancelled) {
        long[] rows = sorted(checkCancelled);
        List<ValueVector> columns = new ArrayList<>();
        for (int column = 0; column < outputColumns + directions.size(); column++) {
            ValueVector target =
                    ValueVector.create(batches.getFirst().column(column).type());
            gather(rows, 0, rows.length, column, target);
            columns.add(target);
        }
        return columns;
    }

    private long[] sorted(Runnable checkCancelled) {
        long[] rows = rowNumbers();
        sort(rows, rows.clone(), 0, rows.length, checkCancelled);
        return rows;
    }

    private long[] rowNumbers() {
        int total =
                Math.toIntExact(batches.stream().mapToLong(ColumnBatch::length).sum());
        long[] rows = new long[total];
        int at = 0;
        for (int batch = 0; batch < batches.size(); batch++) {
            for (int position = 0; position < batches.get(batch).length(); position++) {
                rows[at++] = (long) batch << 32 | position;
            }
        }
        return rows;
    }

    private void gather(long[] rows, int from, int count, int column, ValueVector target) {
        target.reset(count);
        for (int i = 0; i < count; i++) {
            long row = rows[from + i];
            target.copyFrom(vector(row, column), (int) row, i);
        }
    }

    private ValueVector vector(long row, int column) {
        return (ValueVector) batches.get((int) (row >>> 32)).column(column);
    }

    /** Sorts {@code source[from, to)} into {@code target}; both hold the same rows at first. */
    private void sort(long[] target, long[] source, int from, int to, Runnable checkCancelled) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(source, target, from, middle, checkCancelled);
        sort(source, target, middle, to, checkCancelled);
        if (to - from > ColumnBatch.MAX_ROWS) {
            checkCancelled.run();
        }
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || left < middle && compare(source[left], source[right]) <= 0;
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    private int compare(long left, long right) {
        for (int key = 0; key < directions.size(); key++) {
            int column = outputColumns + key;
            int order =
                    directions.get(key).compare(vector(left, column), (int) left, vector(right, column), (int) right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
