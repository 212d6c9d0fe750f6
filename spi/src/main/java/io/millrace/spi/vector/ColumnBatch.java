package io.millrace.spi.vector;

import java.util.List;

/**
 * Rows by column. All columns share the positions 0 to {@link #length} - 1, of which {@link #selection} counts.
 *
 * <p>At most {@link #MAX_ROWS} positions or about {@link #MAX_BYTES} of payload. The batch and its vectors belong to the
 * producer and are valid until the call that received them returns. A batch may carry a change kind per position; absent
 * means that every row is an insert.
 */
public final class ColumnBatch {
    public static final int MAX_ROWS = 4096;
    public static final int MAX_BYTES = 1 << 20;

    private final List<ColumnVector> columns;
    private final int length;
    private final Selection selection;
    private final byte[] changeKinds;

    private ColumnBatch(List<ColumnVector> columns, int length, Selection selection, byte[] changeKinds) {
        this.columns = columns;
        this.length = length;
        this.selection = selection;
        this.changeKinds = changeKinds;
    }

    /** A batch of all positions. */
    public static ColumnBatch of(List<? extends ColumnVector> columns, int length) {
        return new ColumnBatch(List.copyOf(columns), length, Selection.range(length), null);
    }

    /** A batch of chosen positions. */
    public static ColumnBatch of(List<? extends ColumnVector> columns, int length, Selection selection) {
        return new ColumnBatch(List.copyOf(columns), length, selection, null);
    }

    /** The same columns with fewer positions; the selection's array is kept, not copied. */
    public ColumnBatch select(Selection narrower) {
        return new ColumnBatch(columns, length, narrower, changeKinds);
    }

    /** Other columns for the same positions. */
    public ColumnBatch withColumns(List<? extends ColumnVector> others) {
        return new ColumnBatch(List.copyOf(others), length, selection, changeKinds);
    }

    /** The same rows with a kind of change for each position; see {@link ChangeKind#code}. */
    public ColumnBatch withChangeKinds(byte[] kinds) {
        return new ColumnBatch(columns, length, selection, kinds);
    }

    public List<ColumnVector> columns() {
        return columns;
    }

    public ColumnVector column(int index) {
        return columns.get(index);
    }

    public int columnCount() {
        return columns.size();
    }

    /** How many positions the vectors have. */
    public int length() {
        return length;
    }

    public Selection selection() {
        return selection;
    }

    /** How many rows there are: the size of the selection. */
    public int rowCount() {
        return selection.count();
    }

    /** Change kinds by position, or null when every row is an insert. */
    public byte[] changeKinds() {
        return changeKinds;
    }
}
