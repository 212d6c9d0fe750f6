package io.millrace.engine.memory;

import java.util.Arrays;

/**
 * A growing array of primitive values in pages of 16,384: growing never copies more than one page, and no page is so large
 * that a garbage collector would set whole regions aside for it. The first page grows by doubling, for small tables.
 *
 * @param <A> the array that a page is
 */
abstract sealed class Pages<A> permits IntPages, LongPages, DoublePages {
    static final int SHIFT = 14;
    static final int PAGE = 1 << SHIFT;
    static final int MASK = PAGE - 1;
    static final int SMALLEST = 16;

    private int capacity = SMALLEST;

    /** Makes room for indices below {@code count}; new values are 0. */
    public final void ensure(int count) {
        if (count <= capacity) {
            return;
        }
        A[] pages = pages();
        if (capacity < PAGE) {
            capacity = Math.min(PAGE, Math.max(capacity * 2, count));
            pages[0] = copyOf(pages[0], capacity);
        }
        if (count > capacity) {
            int used = capacity >>> SHIFT;
            int wanted = (count + MASK) >>> SHIFT;
            if (wanted > pages.length) {
                pages = Arrays.copyOf(pages, Math.max(wanted, pages.length + (pages.length >> 1)));
                setPages(pages);
            }
            for (int i = used; i < wanted; i++) {
                pages[i] = newPage();
            }
            capacity = wanted << SHIFT;
        }
    }

    public final long retainedBytes() {
        return (long) valueBytes() * capacity + 8L * pages().length;
    }

    abstract A[] pages();

    abstract void setPages(A[] pages);

    abstract A newPage();

    abstract A copyOf(A page, int length);

    abstract int valueBytes();
}
