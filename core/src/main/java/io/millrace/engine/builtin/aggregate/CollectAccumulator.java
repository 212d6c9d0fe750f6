package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.builtin.ZeroSigns;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the values of a group in order, with nulls or without; {@code collect_set} only those not seen before.
 *
 * <p>All elements lie in one column, each linked to the next of its group, so a small group costs no array of its own.
 * For sets a table with open addressing finds an element by its group and value. Elements of groups that were cleared
 * stay behind until they are more than half of all; then the rest is copied into a new column.
 */
final class CollectAccumulator implements TypedAccumulator {
    private static final int NONE = -1;

    private final DataType elementType;
    private final boolean distinct;
    private final boolean withNulls;

    private ValueColumn elements;
    private int[] next = new int[16];
    private int[] owners = new int[16];
    private int elementCount;

    private int[] firsts = new int[0];
    private int[] lasts = new int[0];
    private int[] sizes = new int[0];
    private int liveCount;

    /** Element numbers plus one, 0 for a free slot; twice the elements at least. Sets only. */
    private int[] table = new int[32];

    CollectAccumulator(DataType elementType, boolean distinct, boolean withNulls) {
        this.elementType = elementType;
        this.distinct = distinct;
        this.withNulls = withNulls;
        this.elements = new ValueColumn(elementType);
    }

    @Override
    public List<DataType> bufferTypes() {
        return List.of(new ArrayType(elementType, withNulls));
    }

    @Override
    public void ensureGroups(int count) {
        int had = firsts.length;
        if (had < count) {
            int length = Math.max(count, had * 2);
            firsts = Arrays.copyOf(firsts, length);
            lasts = Arrays.copyOf(lasts, length);
            sizes = Arrays.copyOf(sizes, length);
            Arrays.fill(firsts, had, length, NONE);
            Arrays.fill(lasts, had, length, NONE);
        }
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        ColumnVector argument = arguments.getFirst();
        ValueVector plain = Vectors.plain(argument);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(argument, position);
            if (withNulls || !plain.isNull(slot)) {
                add(groups[position], plain, slot);
            }
        }
    }

    private void add(int group, ValueVector source, int slot) {
        if (distinct) {
            if ((elementCount + 1) * 2 > table.length) {
                rebuildTable(table.length * 2);
            }
            int at = find(group, source, slot);
            if (table[at] != 0) {
                return;
            }
            table[at] = elementCount + 1;
        }
        append(group, source, slot);
    }

    private void append(int group, ValueVector source, int slot) {
        int element = elementCount++;
        if (next.length <= element) {
            next = Arrays.copyOf(next, element * 2);
            owners = Arrays.copyOf(owners, element * 2);
        }
        elements.ensure(elementCount);
        elements.load(element, source, slot);
        if (distinct) {
            ZeroSigns.drop(elements.vector(element), ValueColumn.slot(element));
        }
        next[element] = NONE;
        owners[element] = group;
        if (firsts[group] == NONE) {
            firsts[group] = element;
        } else {
            next[lasts[group]] = element;
        }
        lasts[group] = element;
        sizes[group]++;
        liveCount++;
    }

    /** The slot of the table that holds the value of a group, or the free one where it belongs. */
    private int find(int group, ValueVector source, int slot) {
        int mask = table.length - 1;
        int at = (ValueOrder.hash(source, slot) * 31 + group) * 0x9E3779B1 >>> 7 & mask;
        while (table[at] != 0) {
            int element = table[at] - 1;
            if (owners[element] == group
                    && ValueOrder.same(elements.vector(element), ValueColumn.slot(element), source, slot)) {
                return at;
            }
            at = at + 1 & mask;
        }
        return at;
    }

    private void rebuildTable(int length) {
        table = new int[length];
        for (int element = 0; element < elementCount; element++) {
            if (owners[element] != NONE) {
                int at = find(owners[element], elements.vector(element), ValueColumn.slot(element));
                table[at] = element + 1;
            }
        }
    }

    @Override
    public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        ColumnVector buffer = buffers.getFirst();
        ListVector lists = (ListVector) Vectors.plain(buffer);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int list = Vectors.plainPosition(buffer, position);
            for (int e = 0; e < lists.length(list); e++) {
                add(groups[position], lists.elements(), lists.start(list) + e);
            }
        }
    }

    @Override
    public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        for (int i = 0; i < rows.count(); i++) {
            clear(groups[rows.position(i)]);
        }
        merge(groups, buffers, rows);
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> buffers, int at) {
        finish(groups, count, buffers.getFirst(), at);
    }

    @Override
    public void finish(int[] groups, int count, ValueVector results, int at) {
        ListVector lists = (ListVector) results;
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            int target = lists.allocate(at + i, sizes[group]);
            for (int element = firsts[group]; element != NONE; element = next[element]) {
                lists.elements().copyFrom(elements.vector(element), ValueColumn.slot(element), target++);
            }
        }
    }

    @Override
    public void clear(int group) {
        for (int element = firsts[group]; element != NONE; element = next[element]) {
            owners[element] = NONE;
        }
        liveCount -= sizes[group];
        firsts[group] = NONE;
        lasts[group] = NONE;
        sizes[group] = 0;
        if (elementCount > 64 && liveCount < elementCount / 2) {
            compact();
        }
    }

    private void compact() {
        ValueColumn oldElements = elements;
        int[] oldOwners = owners;
        int oldCount = elementCount;
        elements = new ValueColumn(elementType);
        next = new int[Math.max(16, liveCount)];
        owners = new int[next.length];
        elementCount = 0;
        liveCount = 0;
        Arrays.fill(firsts, NONE);
        Arrays.fill(lasts, NONE);
        Arrays.fill(sizes, 0);
        // Elements of a group lie in the order of their numbers.
        for (int element = 0; element < oldCount; element++) {
            if (oldOwners[element] != NONE) {
                append(oldOwners[element], oldElements.vector(element), ValueColumn.slot(element));
            }
        }
        if (distinct) {
            rebuildTable(table.length);
        }
    }

    @Override
    public long retainedBytes() {
        return elements.retainedBytes() + 8L * next.length + 12L * firsts.length + 4L * table.length;
    }
}
