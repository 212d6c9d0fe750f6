package io.millrace.engine.operator.window;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * The unfinished aggregates of the stretches of 1, 2, 4, 8 … rows of a window: a segment tree, level by level. Any frame is
 * put together from at most two stretches of each level.
 */
final class MergeTree {
    private final List<List<ValueVector>> levels = new ArrayList<>();
    private final int offset;
    private final int[] identity;

    /**
     * Builds the tree.
     *
     * @param arguments the evaluated arguments
     * @param counting the rows that count, between {@code from} and {@code to}
     */
    MergeTree(AggregateCall call, List<ColumnVector> arguments, Selection counting, int from, int to) {
        this.offset = from;
        int size = to - from;
        List<DataType> types = call.function().bufferTypes(call);
        identity = new int[size];
        int[] groups = new int[to];
        for (int i = 0; i < size; i++) {
            identity[i] = i;
            groups[from + i] = i;
        }
        Accumulator leaves = call.function().openFrame(call);
        leaves.ensureGroups(size);
        leaves.update(groups, arguments, counting);
        levels.add(export(leaves, types, size));
        for (int below = size; below > 1; below = (below + 1) / 2) {
            int nodes = (below + 1) / 2;
            int[] parents = new int[below];
            for (int i = 0; i < below; i++) {
                parents[i] = i / 2;
            }
            Accumulator level = call.function().openFrame(call);
            level.ensureGroups(nodes);
            level.merge(parents, List.copyOf(levels.getLast()), Selection.range(below));
            levels.add(export(level, types, nodes));
        }
    }

    private List<ValueVector> export(Accumulator accumulator, List<DataType> types, int nodes) {
        List<ValueVector> buffers = new ArrayList<>(types.size());
        for (DataType type : types) {
            ValueVector buffer = ValueVector.create(type);
            buffer.reset(nodes);
            buffers.add(buffer);
        }
        accumulator.export(identity, nodes, buffers, 0);
        return buffers;
    }

    /** Merges the frames of some rows in a row into the groups 0, 1, 2 …, from left to right. */
    void merge(Accumulator accumulator, Frames frames, int firstRow, int count) {
        for (int level = 0; level < levels.size(); level++) {
            mergeLevel(accumulator, frames, firstRow, count, level, true);
        }
        for (int level = levels.size() - 1; level >= 0; level--) {
            mergeLevel(accumulator, frames, firstRow, count, level, false);
        }
    }

    /** What lies left in a frame comes from lower to higher levels, then what lies right from higher to lower ones. */
    private void mergeLevel(Accumulator accumulator, Frames frames, int firstRow, int count, int level, boolean left) {
        int[] indices = new int[count];
        int[] positions = new int[count];
        int selected = 0;
        for (int i = 0; i < count; i++) {
            int start = (int) ((frames.start(firstRow + i) - offset + (1L << level) - 1) >> level);
            int end = (frames.end(firstRow + i) - offset) >> level;
            boolean odd = ((left ? start : end) & 1) == 1;
            if (odd && start < end) {
                indices[i] = left ? start : end - 1;
                positions[selected++] = i;
            }
        }
        if (selected == 0) {
            return;
        }
        List<ColumnVector> nodes = new ArrayList<>();
        for (ValueVector buffer : levels.get(level)) {
            nodes.add(new DictionaryVector(buffer, indices));
        }
        accumulator.merge(identity, nodes, new Selection(positions, selected));
    }
}
