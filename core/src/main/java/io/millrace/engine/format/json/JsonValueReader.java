package io.millrace.engine.format.json;

import io.millrace.spi.vector.ValueVector;

/**
 * Puts the values of one field, or of the elements of one list, into a vector. Owns scratch; used by one thread.
 *
 * <p>Neither way is called for a JSON null; the owner of the field sets that.
 */
abstract class JsonValueReader {
    /**
     * Takes the vector that is filled from now on. Strings may be left where they are as long as the block is the
     * vector's.
     *
     * @param block the array that records will lie in, or null when they will not stay
     */
    abstract void target(ValueVector vector, byte[] block);

    /**
     * Reads a value of the usual form. What it wrote before giving up is overwritten by {@link #strict}.
     *
     * @return where the text goes on, or {@link JsonScan#UNUSUAL}
     */
    abstract int fast(byte[] bytes, int at, int limit, int position);

    /**
     * Reads a value by all rules and takes all of it from the cursor.
     *
     * @return false if the value does not fit the type; then the slot is null or holds the part that fits, as {@link
     *     #partial} says
     */
    abstract boolean strict(JsonCursor cursor, int position);

    /** After {@link #strict} said false: whether the slot holds a part of the value. */
    boolean partial() {
        return false;
    }

    abstract ValueVector vector();

    final void setNull(int position) {
        vector().setNull(position);
    }
}
