package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.LambdaEvaluator;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kernels of functions that take a lambda: the elements of all selected rows are laid out one after another, the lambda is
 * computed once for all of them, and each row takes its stretch of the result.
 */
final class LambdaKernels {
    private LambdaKernels() {}

    /** The common part: evaluates collections, lays out elements, computes the lambda. */
    abstract static class ElementKernel implements Evaluator {
        private final List<Evaluator> evaluators;
        private final LambdaEvaluator lambda;
        private final boolean withIndex;
        private final IntVector indices = new IntVector(DataTypes.IntegerType);
        private int[] origins = new int[64];
        private int[] slots = new int[64];
        private int count;

        final Arguments in;
        final ValueVector out;

        ElementKernel(KernelCall call, List<Evaluator> evaluators) {
            this.evaluators = evaluators;
            this.in = new Arguments(evaluators.size());
            Expression.Lambda function = (Expression.Lambda) call.arguments().getLast();
            this.lambda = LambdaEvaluator.open(function);
            this.withIndex = function.parameters().size() > 1;
            this.out = ValueVector.create(call.type());
        }

        @Override
        public final ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
            for (int i = 0; i < evaluators.size(); i++) {
                if (evaluators.get(i) != null) {
                    in.set(i, evaluators.get(i).evaluate(batch, rows, context));
                }
            }
            out.reset(rows.end());
            indices.reset(0);
            count = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                if (!in.isNull(0, row)) {
                    layOut(row);
                }
            }
            Selection elements = Selection.range(count);
            ColumnVector values = lambda.evaluate(batch, parameters(), origins, elements, context);
            int next = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                if (in.isNull(0, row)) {
                    out.setNull(row);
                } else {
                    int length = length(row);
                    collect(row, values, next);
                    next += length;
                }
            }
            return out;
        }

        final int length(int row) {
            int at = in.at(0, row);
            return in.plain(0) instanceof MapVector maps
                    ? maps.length(at)
                    : in.list(0).length(at);
        }

        final int start(int row) {
            int at = in.at(0, row);
            return in.plain(0) instanceof MapVector maps
                    ? maps.start(at)
                    : in.list(0).start(at);
        }

        private void layOut(int row) {
            int length = length(row);
            if (origins.length < count + length) {
                int room = Math.max(count + length, origins.length * 2);
                origins = Arrays.copyOf(origins, room);
                slots = Arrays.copyOf(slots, room);
            }
            indices.ensureCapacity(count + length);
            int first = start(row);
            for (int i = 0; i < length; i++) {
                origins[count] = row;
                slots[count] = first + i;
                indices.set(count++, i);
            }
        }

        private List<ColumnVector> parameters() {
            if (in.plain(0) instanceof MapVector maps) {
                return List.of(new DictionaryVector(maps.keys(), slots), new DictionaryVector(maps.values(), slots));
            }
            ColumnVector elements = new DictionaryVector(in.list(0).elements(), slots);
            return withIndex ? List.of(elements, indices) : List.of(elements);
        }

        /** Sets a row's result from the lambda's values {@code first, first + 1 …}, one for each element. */
        abstract void collect(int row, ColumnVector values, int first);

        final boolean isTrue(ColumnVector values, int element) {
            ValueVector plain = Vectors.plain(values);
            int slot = Vectors.plainPosition(values, element);
            return !plain.isNull(slot) && ((BooleanVector) plain).get(slot);
        }
    }

    static final class Transform extends ElementKernel {
        Transform(KernelCall call, List<Evaluator> evaluators) {
            super(call, evaluators);
        }

        @Override
        void collect(int row, ColumnVector values, int first) {
            ListVector lists = (ListVector) out;
            int length = length(row);
            int at = lists.allocate(row, length);
            for (int i = 0; i < length; i++) {
                lists.elements().copyFrom(Vectors.plain(values), Vectors.plainPosition(values, first + i), at + i);
            }
        }
    }

    static final class Filter extends ElementKernel {
        private final Elements kept = new Elements();

        Filter(KernelCall call, List<Evaluator> evaluators) {
            super(call, evaluators);
        }

        @Override
        void collect(int row, ColumnVector values, int first) {
            kept.clear();
            for (int i = 0; i < length(row); i++) {
                if (isTrue(values, first + i)) {
                    kept.add(in.list(0).elements(), start(row) + i);
                }
            }
            kept.copyTo((ListVector) out, row);
        }
    }

    /** {@code exists}, decided by a true, and {@code forall}, decided by a false; else a null makes it null. */
    static final class Quantifier extends ElementKernel {
        private final boolean decisive;

        Quantifier(KernelCall call, List<Evaluator> evaluators, boolean decisive) {
            super(call, evaluators);
            this.decisive = decisive;
        }

        @Override
        void collect(int row, ColumnVector values, int first) {
            boolean unknown = false;
            for (int i = 0; i < length(row); i++) {
                if (values.isNull(first + i)) {
                    unknown = true;
                } else if (isTrue(values, first + i) == decisive) {
                    ((BooleanVector) out).set(row, decisive);
                    return;
                }
            }
            if (unknown) {
                out.setNull(row);
            } else {
                ((BooleanVector) out).set(row, !decisive);
            }
        }
    }

    static final class MapFilter extends ElementKernel {
        MapFilter(KernelCall call, List<Evaluator> evaluators) {
            super(call, evaluators);
        }

        @Override
        void collect(int row, ColumnVector values, int first) {
            MapVector maps = (MapVector) out;
            int at = maps.allocate(row, length(row));
            int kept = 0;
            for (int i = 0; i < length(row); i++) {
                if (isTrue(values, first + i)) {
                    maps.keys().copyFrom(in.map(0).keys(), start(row) + i, at + kept);
                    maps.values().copyFrom(in.map(0).values(), start(row) + i, at + kept++);
                }
            }
            maps.setSlice(row, at, kept);
        }
    }

    /** {@code transform_keys} and {@code transform_values}. */
    static final class TransformEntries extends ElementKernel {
        private final boolean ofKeys;
        private final MapAssembly assembly;

        TransformEntries(KernelCall call, List<Evaluator> evaluators, boolean ofKeys) {
            super(call, evaluators);
            this.ofKeys = ofKeys;
            this.assembly = new MapAssembly(call.settings());
        }

        @Override
        void collect(int row, ColumnVector values, int first) {
            MapVector source = in.map(0);
            ValueVector changed = Vectors.plain(values);
            assembly.begin((MapVector) out, row, length(row));
            for (int i = 0; i < length(row); i++) {
                int entry = start(row) + i;
                int slot = Vectors.plainPosition(values, first + i);
                assembly.add(
                        ofKeys ? changed : source.keys(),
                        ofKeys ? slot : entry,
                        ofKeys ? source.values() : changed,
                        ofKeys ? entry : slot);
            }
            assembly.end();
        }
    }

    /** Goes through two arrays side by side. */
    static final class ZipWith implements Evaluator {
        private final List<Evaluator> evaluators;
        private final LambdaEvaluator lambda;
        private final Arguments in = new Arguments(2);
        private final ListVector out;

        ZipWith(KernelCall call, List<Evaluator> evaluators) {
            this.evaluators = evaluators;
            this.lambda = LambdaEvaluator.open((Expression.Lambda) call.argument(2));
            this.out = (ListVector) ValueVector.create(call.type());
        }

        @Override
        public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
            List<ValueVector> sides = new ArrayList<>();
            for (int side = 0; side < 2; side++) {
                in.set(side, evaluators.get(side).evaluate(batch, rows, context));
                ValueVector elements =
                        ValueVector.create(in.list(side).elements().type());
                elements.reset(0);
                sides.add(elements);
            }
            int[] origins = new int[64];
            int count = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                int length = length(row);
                if (origins.length < count + length) {
                    origins = Arrays.copyOf(origins, Math.max(count + length, origins.length * 2));
                }
                for (int e = 0; e < length; e++) {
                    origins[count] = row;
                    for (int side = 0; side < 2; side++) {
                        copyElement(side, row, e, sides.get(side), count);
                    }
                    count++;
                }
            }
            ColumnVector values = lambda.evaluate(batch, sides, origins, Selection.range(count), context);
            return assemble(rows, values);
        }

        /** The longer array's length, 0 where one is null. */
        private int length(int row) {
            return in.isNull(0, row) || in.isNull(1, row)
                    ? 0
                    : Math.max(in.list(0).length(in.at(0, row)), in.list(1).length(in.at(1, row)));
        }

        private void copyElement(int side, int row, int index, ValueVector target, int slot) {
            ListVector lists = in.list(side);
            int at = in.at(side, row);
            target.ensureCapacity(slot + 1);
            if (index < lists.length(at)) {
                target.copyFrom(lists.elements(), lists.start(at) + index, slot);
            } else {
                target.setNull(slot);
            }
        }

        private ColumnVector assemble(Selection rows, ColumnVector values) {
            out.reset(rows.end());
            int next = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                if (in.isNull(0, row) || in.isNull(1, row)) {
                    out.setNull(row);
                    continue;
                }
                int length = length(row);
                int at = out.allocate(row, length);
                for (int e = 0; e < length; e++) {
                    out.elements().copyFrom(Vectors.plain(values), Vectors.plainPosition(values, next++), at + e);
                }
            }
            return out;
        }
    }

    /** Folds arrays: the n-th step takes the n-th element of every row that has one. */
    static final class Fold implements Evaluator {
        private final Evaluator array;
        private final Evaluator start;
        private final LambdaEvaluator merge;
        private final LambdaEvaluator finish;
        private final KernelCall call;

        Fold(KernelCall call, List<Evaluator> evaluators) {
            this.call = call;
            this.array = evaluators.get(0);
            this.start = evaluators.get(1);
            this.merge = LambdaEvaluator.open((Expression.Lambda) call.argument(2));
            this.finish = call.argumentCount() < 4 ? null : LambdaEvaluator.open((Expression.Lambda) call.argument(3));
        }

        @Override
        public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
            Arguments in = new Arguments(1);
            in.set(0, array.evaluate(batch, rows, context));
            int end = rows.end();
            ValueVector state = fresh(end);
            Vectors.copy(start.evaluate(batch, rows, context), rows, state);
            ValueVector done = fresh(end);
            int[] origins = new int[end];
            Arrays.setAll(origins, i -> i);
            Selection active = rows;
            for (int step = 0; !active.isEmpty(); step++) {
                int[] positions = new int[active.count()];
                int[] slots = new int[end];
                int count = 0;
                for (int i = 0; i < active.count(); i++) {
                    int row = active.position(i);
                    int at = in.at(0, row);
                    if (in.plain(0).isNull(at)) {
                        done.setNull(row);
                    } else if (step < in.list(0).length(at)) {
                        slots[row] = in.list(0).start(at) + step;
                        positions[count++] = row;
                    } else {
                        done.copyFrom(state, row, row);
                    }
                }
                active = new Selection(positions, count);
                if (count > 0) {
                    ColumnVector element = new DictionaryVector(in.list(0).elements(), slots);
                    ColumnVector merged = merge.evaluate(batch, List.of(state, element), origins, active, context);
                    ValueVector next = fresh(end);
                    Vectors.copy(merged, active, next);
                    state = next;
                }
            }
            return finish == null ? done : finished(batch, in, done, origins, rows, context);
        }

        private ValueVector fresh(int capacity) {
            ValueVector vector = ValueVector.create(call.argumentType(1));
            vector.reset(capacity);
            return vector;
        }

        /** The last function is not asked about rows without an array. */
        private ColumnVector finished(
                ColumnBatch batch,
                Arguments in,
                ValueVector done,
                int[] origins,
                Selection rows,
                BatchContext context) {
            int[] positions = new int[rows.count()];
            int count = 0;
            ValueVector result = ValueVector.create(call.type());
            result.reset(rows.end());
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                if (in.isNull(0, row)) {
                    result.setNull(row);
                } else {
                    positions[count++] = row;
                }
            }
            Selection present = new Selection(positions, count);
            Vectors.copy(finish.evaluate(batch, List.of(done), origins, present, context), present, result);
            return result;
        }
    }
}
