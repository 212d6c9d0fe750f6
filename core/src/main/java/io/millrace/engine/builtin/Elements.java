package io.millrace.engine.builtin;

import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.ValueVector;
import java.util.Arrays;

/** The elements of a list that is being made: slots of other vectors. Reused for all rows. */
final class Elements {
    private ValueVector[] vectors = new ValueVector[16];
    private int[] slots = new int[16];
    private int count;
    private int[] table = new int[64];

    void clear() {
        count = 0;
        Arrays.fill(table, 0);
    }

    int count() {
        return count;
    }

    void add(ValueVector vector, int slot) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, count * 2);
            vectors = Arrays.copyOf(vectors, count * 2);
        }
        vectors[count] = vector;
        slots[count++] = slot;
    }

    void addAll(ListVector lists, int list) {
        for (int i = 0; i < lists.length(list); i++) {
            add(lists.elements(), lists.start(list) + i);
        }
    }

    /** Adds an element unless it is there; only for lists that are filled in this way alone. */
    boolean addDistinct(ValueVector vector, int slot) {
        if ((count + 1) * 2 > table.length) {
            table = new int[table.length * 2];
            for (int i = 0; i < count; i++) {
                table[find(vectors[i], slots[i])] = i + 1;
            }
        }
        int at = find(vector, slot);
        if (table[at] != 0) {
            return false;
        }
        table[at] = count + 1;
        add(vector, slot);
        return true;
    }

    /** Whether an element was added by {@link #addDistinct}. */
    boolean contains(ValueVector vector, int slot) {
        return table[find(vector, slot)] != 0;
    }

    private int find(ValueVector vector, int slot) {
        int mask = table.length - 1;
        int at = ValueOrder.hash(vector, slot) & mask;
        while (table[at] != 0 && !ValueOrder.same(vectors[table[at] - 1], slots[table[at] - 1], vector, slot)) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Sorts; nulls come first or last whatever the direction. */
    void sort(boolean ascending, boolean nullsFirst) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (left, right) -> {
            boolean leftNull = vectors[left].isNull(slots[left]);
            boolean rightNull = vectors[right].isNull(slots[right]);
            if (leftNull || rightNull) {
                return nullsFirst ? Boolean.compare(rightNull, leftNull) : Boolean.compare(leftNull, rightNull);
            }
            int comparison = ValueOrder.compare(vectors[left], slots[left], vectors[right], slots[right]);
            return ascending ? comparison : -comparison;
        });
        ValueVector[] oldVectors = vectors.clone();
        int[] oldSlots = slots.clone();
        for (int i = 0; i < order.length; i++) {
            vectors[i] = oldVectors[order[i]];
            slots[i] = oldSlots[order[i]];
        }
    }

    void copyTo(ListVector out, int row) {
        int at = out.allocate(row, count);
        for (int i = 0; i < count; i++) {
            out.elements().copyFrom(vectors[i], slots[i], at + i);
        }
    }

    /** The same with zeros without their signs, as Spark's sets hold them. */
    void copyUnsignedTo(ListVector out, int row) {
        copyTo(out, row);
        int start = out.start(row);
        for (int i = start; i < start + count; i++) {
            ZeroSigns.drop(out.elements(), i);
        }
    }
}
