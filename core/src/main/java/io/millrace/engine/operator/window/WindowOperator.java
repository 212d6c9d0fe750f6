package io.millrace.engine.operator.window;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.RankCall;
import io.millrace.engine.operator.Output;
import io.millrace.engine.operator.sort.RowSorter;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.ValueVector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Computes window functions over rows that are all in memory: sorts them, walks from window to window, and gives the rows in
 * that order. One object computes one share of the windows.
 */
public final class WindowOperator {
    private final Shape shape;
    private final Runnable checkCancelled;

    /**
     * What is computed. Batches have the output columns first, then what functions take, then the columns that divide rows
     * into windows, then those that order a window.
     *
     * @param outputColumns how many columns go along
     * @param argumentColumns how many columns functions take
     * @param partitions how many columns divide rows into windows
     * @param directions how each column of the order orders
     */
    public record Shape(
            int outputColumns,
            int argumentColumns,
            int partitions,
            List<RowSorter.Direction> directions,
            List<Call> calls) {
        public Shape {
            directions = List.copyOf(directions);
            calls = List.copyOf(calls);
        }

        private int firstKey() {
            return outputColumns + argumentColumns;
        }
    }

    /**
     * One function.
     *
     * @param function an {@link AggregateCall} or a {@link RankCall}
     * @param arguments the columns of its evaluated arguments
     * @param filter the column of its evaluated filter
     */
    public record Call(Expression function, List<Integer> arguments, OptionalInt filter, Bound lower, Bound upper) {}

    /** One end of a frame. */
    public sealed interface Bound {
        /** The first or the last row of the window. */
        record Unbounded() implements Bound {}

        /** The current row and those that equal it in the order. */
        record Peers() implements Bound {}

        /** So many rows after the current one. */
        record Rows(long distance) implements Bound {}

        /** Rows up to a value of the order, which a column holds. */
        record Value(int column) implements Bound {}
    }

    public WindowOperator(Shape shape, Runnable checkCancelled) {
        this.shape = shape;
        this.checkCancelled = checkCancelled;
    }

    /** Gives the rows of all windows, each with the values of the functions. */
    public void emit(List<ColumnBatch> batches, Output out) {
        if (batches.isEmpty()) {
            return;
        }
        List<RowSorter.Direction> directions = new ArrayList<>();
        for (int i = 0; i < shape.partitions(); i++) {
            directions.add(new RowSorter.Direction(true, true));
        }
        directions.addAll(shape.directions());
        List<ValueVector> columns = new RowSorter(batches, shape.firstKey(), directions).sortedColumns(checkCancelled);
        int count = Math.toIntExact(
                batches.stream().mapToLong(ColumnBatch::rowCount).sum());
        SortedWindows rows = windows(columns, count);
        List<ValueVector> results = compute(rows);
        List<ValueVector> output = new ArrayList<>(columns.subList(0, shape.outputColumns()));
        output.addAll(results);
        for (int from = 0; from < count; from += ColumnBatch.MAX_ROWS) {
            checkCancelled.run();
            emit(output, from, Math.min(ColumnBatch.MAX_ROWS, count - from), out);
        }
    }

    private SortedWindows windows(List<ValueVector> columns, int count) {
        int firstOrder = shape.firstKey() + shape.partitions();
        return new SortedWindows(
                columns,
                count,
                IntStream.range(shape.firstKey(), firstOrder).boxed().toList(),
                IntStream.range(firstOrder, firstOrder + shape.directions().size())
                        .boxed()
                        .toList(),
                shape.directions());
    }

    private List<ValueVector> compute(SortedWindows rows) {
        List<WindowFunction> functions = shape.calls().stream().map(this::open).toList();
        List<ValueVector> results = new ArrayList<>();
        for (Call call : shape.calls()) {
            ValueVector result = ValueVector.create(call.function().type());
            result.reset(rows.count());
            results.add(result);
        }
        for (int start = 0; start < rows.count(); ) {
            checkCancelled.run();
            int end = rows.windowEnd(start);
            for (int i = 0; i < functions.size(); i++) {
                functions.get(i).compute(rows, start, end, results.get(i));
            }
            start = end;
        }
        return results;
    }

    private static void emit(List<ValueVector> columns, int from, int count, Output out) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = from + i;
        }
        List<ColumnVector> part = new ArrayList<>();
        columns.forEach(column -> part.add(new DictionaryVector(column, indices)));
        out.emit(ColumnBatch.of(part, count));
    }

    private WindowFunction open(Call call) {
        Frames frames = new Frames(call.lower(), call.upper());
        return switch (call.function()) {
            case AggregateCall aggregate ->
                new FrameAggregate(aggregate, call.arguments(), call.filter(), frames, checkCancelled);
            case RankCall rank -> open(rank, call.arguments(), frames);
            default -> throw new IllegalArgumentException("No window function: " + call.function());
        };
    }

    private static WindowFunction open(RankCall call, List<Integer> arguments, Frames frames) {
        return switch (call.function().kind()) {
            case ROW_NUMBER -> Ranks::rowNumber;
            case RANK -> Ranks::rank;
            case DENSE_RANK -> Ranks::denseRank;
            case PERCENT_RANK -> Ranks::percentRank;
            case CUME_DIST -> Ranks::cumulativeDistribution;
            case NTILE -> Ranks.parts((int) constant(call, 0));
            case LAG -> Neighbour.away(arguments.get(0), -constant(call, 1), arguments.get(2), call.ignoreNulls());
            case LEAD -> Neighbour.away(arguments.get(0), constant(call, 1), arguments.get(2), call.ignoreNulls());
            case NTH_VALUE -> Neighbour.inFrame(arguments.get(0), constant(call, 1), frames, call.ignoreNulls());
        };
    }

    private static long constant(RankCall call, int argument) {
        return ((Number) Constants.fold(call.arguments().get(argument)).value()).longValue();
    }
}
