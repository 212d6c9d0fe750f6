package io.millrace.engine.builtin.aggregate;

import java.util.Arrays;

/** A growing array of doubles; see {@link LongPages}. */
final class DoublePages {
    private static final int SHIFT = LongPages.SHIFT;
    private static final int MASK = LongPages.MASK;
    private static final int FIRST = 16;

    private double[][] pages = {new double[FIRST]};

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
                pages[i] = new double[1 << SHIFT];
            }
        }
    }

    double get(int index) {
        return pages[index >>> SHIFT][index & MASK];
    }

    void set(int index, double value) {
        pages[index >>> SHIFT][index & MASK] = value;
    }

    void add(int index, double value) {
        pages[index >>> SHIFT][index & MASK] += value;
    }

    long retainedBytes() {
        return 8L * (pages[0].length + ((long) (pages.length - 1) << SHIFT));
    }
}
