package io.millrace.engine.memory;

import java.util.Arrays;

/** Doubles by index. */
public final class DoublePages extends Pages<double[]> {
    private double[][] pages = {new double[SMALLEST]};

    public double get(int index) {
        return pages[index >>> SHIFT][index & MASK];
    }

    public void set(int index, double value) {
        pages[index >>> SHIFT][index & MASK] = value;
    }

    public void add(int index, double value) {
        pages[index >>> SHIFT][index & MASK] += value;
    }

    @Override
    double[][] pages() {
        return pages;
    }

    @Override
    void setPages(double[][] grown) {
        pages = grown;
    }

    @Override
    double[] newPage() {
        return new double[PAGE];
    }

    @Override
    double[] copyOf(double[] page, int length) {
        return Arrays.copyOf(page, length);
    }

    @Override
    int valueBytes() {
        return Double.BYTES;
    }
}
