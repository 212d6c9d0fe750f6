package io.millrace.spi.vector;

/** What a row does to the result that it belongs to. */
public enum ChangeKind {
    /** The row is new. */
    INSERT,
    /** The row, given before, is taken back. */
    DELETE,
    /** The old version of a row that changes. */
    UPDATE_BEFORE,
    /** The new version of a row that changes. */
    UPDATE_AFTER;

    /** The code in {@link ColumnBatch#changeKinds}. */
    public byte code() {
        return (byte) ordinal();
    }
}
