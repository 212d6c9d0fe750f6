package io.millrace.engine.memory;

import java.util.Arrays;

/** Longs by index. */
public final class LongPages extends Pages<long[]> {
    private long[][] pages = {new long[SMALLEST]};

    public long get(int index) {
        return pages[index >>> SHIFT][index & MASK];
    }

    public void set(int index, long value) {
        pages[index >>> SHIFT][index & MASK] = value;
    }

    public void add(int index, long value) {
        pages[index >>> SHIFT][index & MASK] += value;
    }

    /** The page of an index, for loops that read and write it at {@link #slot}. */
    public long[] page(int index) {
        return pages[index >>> SHIFT];
    }

    /** Where an index is on its page. */
    public static int slot(int index) {
        return index & MASK;
    }

    @Override
    long[][] pages() {
        return pages;
    }

    @Override
    void setPages(long[][] grown) {
        pages = grown;
    }

    @Override
    long[] newPage() {
        return new long[PAGE];
    }

    @Override
    long[] copyOf(long[] page, int length) {
        return Arrays.copyOf(page, length);
    }

    @Override
    int valueBytes() {
        return Long.BYTES;
    }
}
