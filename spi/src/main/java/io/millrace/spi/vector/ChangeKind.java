package io.millrace.spi.vector;

/** What a row does to the result that it belongs to. */
public enum ChangeKind {
    /** The row is new. */
    INSERT(0),
    /** The row, given before, is taken back. */
    DELETE(1),
    /** The old version of a row that changes. */
    UPDATE_BEFORE(2),
    /** The new version of a row that changes. */
    UPDATE_AFTER(3);

    private final byte code;

    ChangeKind(int code) {
        this.code = (byte) code;
    }

    /** The code in {@link ColumnBatch#changeKinds}. */
    public byte code() {
        return code;
    }
}
