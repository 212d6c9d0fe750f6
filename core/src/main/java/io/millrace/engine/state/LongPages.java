package io.millrace.engine.state;

import java.util.Arrays;

/**
 * Longs by number, on pages that are never copied once full. A page has 256 KiB, so that no garbage collector treats it as
 * a huge object; the first one grows by doubling, for small tables.
 */
final class LongPages {
    private static final int SHIFT = 15;
    private static final int PAGE = 1 << SHIFT;
    private static final int MASK = PAGE - 1;
    private static final int SMALLEST = 16;

    private long[][] pages = {new long[SMALLEST]};
    private int capacity = SMALLEST;

    long get(int index) {
        return pages[index >>> SHIFT][index & MASK];
    }

    void set(int index, long value) {
        pages[index >>> SHIFT][index & MASK] = value;
    }

    /** Makes room for numbers below {@code count}; new ones are 0. */
    void ensure(int count) {
        if (count <= capacity) {
            return;
        }
        if (capacity < PAGE) {
            pages[0] = Arrays.copyOf(pages[0], Math.min(PAGE, Math.max(capacity * 2, count)));
            capacity = pages[0].length;
        }
        if (count > capacity) {
            int used = capacity >>> SHIFT;
            int wanted = (count + MASK) >>> SHIFT;
            if (wanted > pages.length) {
                pages = Arrays.copyOf(pages, Math.max(wanted, pages.length + (pages.length >> 1)));
            }
            for (int i = used; i < wanted; i++) {
                pages[i] = new long[PAGE];
            }
            capacity = wanted << SHIFT;
        }
    }

    long retainedBytes() {
        return 8L * capacity + 8L * pages.length;
    }
}
