package io.millrace.spi.vector;

/**
 * Which positions of a batch count, in ascending order. Without an array it is the first {@link #count} positions.
 *
 * @param positions the positions, at least {@code count} of them, or null for 0 to {@code count - 1}
 * @param count how many
 */
@SuppressWarnings("ArrayRecordComponent") // a view of somebody's scratch array, made per batch and never compared
public record Selection(int[] positions, int count) {
    public static final Selection EMPTY = new Selection(null, 0);

    /** The first {@code count} positions. */
    public static Selection range(int count) {
        return new Selection(null, count);
    }

    public boolean isRange() {
        return positions == null;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The {@code index}-th chosen position. */
    public int position(int index) {
        return positions == null ? index : positions[index];
    }

    /** One more than the highest chosen position: the capacity that a vector with these positions needs. */
    public int end() {
        return count == 0 ? 0 : position(count - 1) + 1;
    }
}
