package io.millrace.engine.memory;

import java.util.Arrays;

/** Ints by index. */
public final class IntPages extends Pages<int[]> {
    private int[][] pages = {new int[SMALLEST]};

    public int get(int index) {
        return pages[index >>> SHIFT][index & MASK];
    }

    public void set(int index, int value) {
        pages[index >>> SHIFT][index & MASK] = value;
    }

    @Override
    int[][] pages() {
        return pages;
    }

    @Override
    void setPages(int[][] grown) {
        pages = grown;
    }

    @Override
    int[] newPage() {
        return new int[PAGE];
    }

    @Override
    int[] copyOf(int[] page, int length) {
        return Arrays.copyOf(page, length);
    }

    @Override
    int valueBytes() {
        return Integer.BYTES;
    }
}
