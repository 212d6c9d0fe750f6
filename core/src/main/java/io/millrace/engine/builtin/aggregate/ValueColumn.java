package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of any type by group, null at first: plain vectors in pages of groups.
 *
 * <p>Vectors of bytes and of lists only append, so a replaced value stays behind as garbage. A page that has replaced
 * more values than it holds is copied into a new vector, which makes replacing cost one more copy on average.
 */
final class ValueColumn implements GroupColumn {
    private static final int SHIFT = 12;
    private static final int SIZE = 1 << SHIFT;
    private static final int MASK = SIZE - 1;

    private final DataType type;
    private final List<Page> pages = new ArrayList<>();
    private int groups;

    ValueColumn(DataType type) {
        this.type = type;
    }

    private static final class Page {
        private ValueVector values;
        private int length;
        private int replaced;
    }

    /** The vector that holds a group's value, at {@link #slot}. */
    ValueVector vector(int group) {
        return pages.get(group >>> SHIFT).values;
    }

    /** Where in {@link #vector} a group's value lies. */
    static int slot(int group) {
        return group & MASK;
    }

    boolean isNull(int group) {
        return vector(group).isNull(group & MASK);
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public void ensure(int count) {
        for (; groups < count; groups++) {
            if ((groups & MASK) == 0) {
                Page page = new Page();
                page.values = ValueVector.create(type);
                page.values.reset(4);
                pages.add(page);
            }
            Page page = pages.getLast();
            page.values.ensureCapacity(page.length + 1);
            page.values.setNull(page.length++);
        }
    }

    /** Replaces a group's value. */
    @Override
    public void load(int group, ValueVector source, int position) {
        Page page = pages.get(group >>> SHIFT);
        page.values.copyFrom(source, position, group & MASK);
        if (++page.replaced > 2 * page.length + 64) {
            compact(page);
        }
    }

    private void compact(Page page) {
        ValueVector fresh = ValueVector.create(type);
        fresh.reset(page.values.capacity());
        for (int i = 0; i < page.length; i++) {
            fresh.copyFrom(page.values, i, i);
        }
        page.values = fresh;
        page.replaced = 0;
    }

    @Override
    public void export(int group, ValueVector target, int position) {
        target.copyFrom(vector(group), group & MASK, position);
    }

    @Override
    public void clear(int group) {
        vector(group).setNull(group & MASK);
    }

    @Override
    public long retainedBytes() {
        long bytes = 0;
        for (Page page : pages) {
            bytes += page.values.retainedBytes();
        }
        return bytes;
    }
}
