package io.millrace.engine.operator.window;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * An aggregate over frames. How it is computed depends on the frames:
 *
 * <pre>
 *   the whole window     once
 *   growing              row by row; each row is added once
 *   moving and short     anew for each row, for many rows at once: first the first rows of all frames, then the second …
 *   moving and long      from a {@link MergeTree}, which has the aggregates of stretches of 2, 4, 8 … rows
 * </pre>
 *
 * <p>All but the last add the rows of a frame in their order, so that sums of doubles are those of a loop.
 */
final class FrameAggregate implements WindowFunction {
    /** Up to this many rows on average, frames are aggregated anew. */
    private static final long SHORT = 64;

    private final AggregateCall call;
    private final List<Integer> arguments;
    private final OptionalInt filter;
    private final Frames frames;
    private final Runnable checkCancelled;
    private final Accumulator accumulator;
    private final int[] onlyGroup = new int[ColumnBatch.MAX_ROWS];
    private final int[] chunkGroups = new int[ColumnBatch.MAX_ROWS];

    /**
     * @param arguments the columns that hold the evaluated arguments
     * @param filter the column that holds the evaluated filter
     */
    FrameAggregate(
            AggregateCall call, List<Integer> arguments, OptionalInt filter, Frames frames, Runnable checkCancelled) {
        this.call = call;
        this.arguments = arguments;
        this.filter = filter;
        this.frames = frames;
        this.checkCancelled = checkCancelled;
        this.accumulator = call.function().openFrame(call);
        for (int i = 0; i < chunkGroups.length; i++) {
            chunkGroups[i] = i;
        }
    }

    @Override
    public void compute(SortedWindows rows, int from, int to, ValueVector result) {
        accumulator.ensureGroups(1);
        accumulator.clear(0);
        if (frames.areWhole()) {
            add(rows, from, to);
            for (int row = from; row < to; row++) {
                accumulator.finish(onlyGroup, 1, result, row);
            }
            return;
        }
        frames.find(rows, from, to);
        if (frames.grow()) {
            growing(rows, from, to, result);
        } else {
            moving(rows, from, to, result);
        }
    }

    private void growing(SortedWindows rows, int from, int to, ValueVector result) {
        int added = from;
        for (int row = from; row < to; row++) {
            int end = frames.end(row);
            if (end > added) {
                add(rows, added, end);
                added = end;
            }
            accumulator.finish(onlyGroup, 1, result, row);
        }
    }

    private void moving(SortedWindows rows, int from, int to, ValueVector result) {
        long total = 0;
        for (int row = from; row < to; row++) {
            total += frames.end(row) - frames.start(row);
        }
        MergeTree tree = total <= SHORT * (to - from) ? null : tree(rows, from, to);
        for (int start = from; start < to; start += ColumnBatch.MAX_ROWS) {
            checkCancelled.run();
            int count = Math.min(ColumnBatch.MAX_ROWS, to - start);
            accumulator.ensureGroups(count);
            for (int i = 0; i < count; i++) {
                accumulator.clear(i);
            }
            if (tree == null) {
                anew(rows, start, count);
            } else {
                tree.merge(accumulator, frames, start, count);
            }
            accumulator.finish(chunkGroups, count, result, start);
        }
    }

    /** Null where a stretch that is no frame cannot be aggregated, as by an overflow that no frame has. */
    private MergeTree tree(SortedWindows rows, int from, int to) {
        try {
            return new MergeTree(call, columns(rows), selection(rows, from, to), from, to);
        } catch (RuntimeException e) {
            if (e instanceof MillraceThrowable) {
                return null;
            }
            throw e;
        }
    }

    private void anew(SortedWindows rows, int start, int count) {
        int longest = 0;
        for (int i = 0; i < count; i++) {
            longest = Math.max(longest, frames.end(start + i) - frames.start(start + i));
        }
        int[] indices = new int[count];
        int[] positions = new int[count];
        List<ColumnVector> picked = picked(rows, indices);
        for (int step = 0; step < longest; step++) {
            int selected = 0;
            for (int i = 0; i < count; i++) {
                int row = frames.start(start + i) + step;
                if (row < frames.end(start + i) && counts(rows, row)) {
                    indices[i] = row;
                    positions[selected++] = i;
                }
            }
            if (selected > 0) {
                accumulator.update(chunkGroups, picked, new Selection(positions, selected));
            }
        }
    }

    private List<ColumnVector> columns(SortedWindows rows) {
        List<ColumnVector> columns = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> columns.add(rows.columns().get(argument)));
        return columns;
    }

    private boolean counts(SortedWindows rows, int row) {
        if (filter.isEmpty()) {
            return true;
        }
        BooleanVector condition = (BooleanVector) rows.columns().get(filter.getAsInt());
        return condition.get(row) && !condition.isNull(row);
    }

    private void add(SortedWindows rows, int start, int end) {
        for (int from = start; from < end; from += ColumnBatch.MAX_ROWS) {
            Selection chosen = selection(rows, from, Math.min(end, from + ColumnBatch.MAX_ROWS));
            if (!chosen.isEmpty()) {
                accumulator.update(onlyGroup, picked(rows, chosen.positions()), Selection.range(chosen.count()));
            }
        }
    }

    /** The arguments of chosen rows: what is beside stays untouched, however many rows there are. */
    private List<ColumnVector> picked(SortedWindows rows, int[] indices) {
        List<ColumnVector> picked = new ArrayList<>(arguments.size());
        for (ColumnVector column : columns(rows)) {
            picked.add(new DictionaryVector((ValueVector) column, indices));
        }
        return picked;
    }

    private Selection selection(SortedWindows rows, int start, int end) {
        int[] positions = new int[end - start];
        int count = 0;
        for (int row = start; row < end; row++) {
            if (counts(rows, row)) {
                positions[count++] = row;
            }
        }
        return new Selection(count == positions.length ? positions : Arrays.copyOf(positions, count), count);
    }
}
