package io.millrace.engine.builtin.aggregate;

import java.util.Arrays;

/**
 * A growing array of longs in pages of 128 KiB: growing never copies more than one page, and no page is so large that the
 * garbage collector would set whole regions aside for it.
 */
final class LongPages {
    static final int SHIFT = 14;
    static final int MASK = (1 << SHIFT) - 1;
    private static final int FIRST = 16;

    private long[][] pages = {new long[FIRST]};

    /** Makes room for {@code count} elements; new ones are 0. */
    void ensure(int count) {
        int last = Math.max(0, count - 1) >>> SHIFT;
        if (last > 0 && pages[0].length <= MASK) {
            pages[0] = Arrays.copyOf(pages[0], 1 << SHIFT);
        } else if (last == 0 && pages[0].length < count) {
            pages[0] = Arrays.copyOf(pages[0], Math.min(1 << SHIFT, Math.max(count, pages[0].length * 2)));
        }
        if (last >= pages.length) {
            int had = pages.length;
            pages = Arrays.copyOf(pages, last + 1);
            for (int i = had; i <= last; i++) {
                pages[i] = new long[1 << SHIFT];
            }
        }
    }

    long get(int index) {
        return pages[index >>> SHIFT][index & MASK];
    }

    void set(int index, long value) {
        pages[index >>> SHIFT][index & MASK] = value;
    }

    void add(int index, long value) {
        pages[index >>> SHIFT][index & MASK] += value;
    }

    /** The page of an element, for loops that read and write it. */
    long[] page(int index) {
        return pages[index >>> SHIFT];
    }

    long retainedBytes() {
        return 8L * (pages[0].length + ((long) (pages.length - 1) << SHIFT));
    }
}
