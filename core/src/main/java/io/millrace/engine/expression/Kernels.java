package io.millrace.engine.expression;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * Kernels of the usual shapes, so that a function needs only what it does with one row.
 *
 * <p>Kernels from {@link #strict} on give null for a row when an argument is null and call the function for selected rows
 * without nulls only, so the function may throw. When all arguments are constant the row is computed once. A function
 * sets its result in a slot, or calls {@link ValueVector#setNull}.
 */
public final class Kernels {
    /** Computes one row. */
    @FunctionalInterface
    public interface RowFunction<R extends ValueVector> {
        void apply(Arguments in, int row, R out);
    }

    /** Computes one row knowing the batch. */
    @FunctionalInterface
    public interface BatchRowFunction<R extends ValueVector> {
        void apply(Arguments in, int row, R out, BatchContext context);
    }

    /** Writes text or bytes made from a slice. */
    @FunctionalInterface
    public interface BytesFunction {
        void apply(byte[] data, int start, int length, BytesWriter out);
    }

    /** Writes text or bytes made from a row's arguments. */
    @FunctionalInterface
    public interface WriterFunction {
        void apply(Arguments in, int row, BytesWriter out);
    }

    /** Gives an int for a slice. */
    @FunctionalInterface
    public interface BytesToInt {
        int apply(byte[] data, int start, int length);
    }

    /** Gives a boolean for two slices. */
    @FunctionalInterface
    public interface BytesPredicate {
        boolean test(byte[] left, int leftStart, int leftLength, byte[] right, int rightStart, int rightLength);
    }

    /** Gives a long for a long. */
    @FunctionalInterface
    public interface LongToLong {
        long apply(long value);
    }

    /** Gives an int for a long. */
    @FunctionalInterface
    public interface LongToInt {
        int apply(long value);
    }

    /** Gives an int for an int. */
    @FunctionalInterface
    public interface IntToInt {
        int apply(int value);
    }

    private Kernels() {}

    /** A kernel that gives null for a null argument; {@code R} is the vector of the result's type. */
    public static <R extends ValueVector> ScalarKernel strict(RowFunction<R> function) {
        return strictFor(call -> function);
    }

    /** Like {@link #strict}, with a function made for each call: for scratch objects, patterns, settings. */
    public static <R extends ValueVector> ScalarKernel strictFor(Function<KernelCall, RowFunction<R>> factory) {
        return strictKernel((call, arguments) -> {
            RowFunction<R> function = factory.apply(call);
            return new RowEvaluator<R>(
                    call.type(), arguments, true, (in, row, out, context) -> function.apply(in, row, out));
        });
    }

    private static ScalarKernel strictKernel(ScalarKernel kernel) {
        return new ScalarKernel() {
            @Override
            public Evaluator open(KernelCall call, List<Evaluator> arguments) {
                return kernel.open(call, arguments);
            }

            @Override
            public boolean isStrict() {
                return true;
            }
        };
    }

    /** A kernel whose function is called for rows with null arguments too. */
    public static <R extends ValueVector> ScalarKernel lenient(RowFunction<R> function) {
        return lenientFor(call -> function);
    }

    /** Like {@link #lenient}, with a function made for each call. */
    public static <R extends ValueVector> ScalarKernel lenientFor(Function<KernelCall, RowFunction<R>> factory) {
        return (call, arguments) -> {
            RowFunction<R> function = factory.apply(call);
            return new RowEvaluator<R>(
                    call.type(), arguments, false, (in, row, out, context) -> function.apply(in, row, out));
        };
    }

    /** A kernel whose value depends on the batch; called for rows with null arguments too, and never for one row only. */
    public static <R extends ValueVector> ScalarKernel ofBatch(Function<KernelCall, BatchRowFunction<R>> factory) {
        return (call, arguments) -> new RowEvaluator<>(call.type(), arguments, false, factory.apply(call));
    }

    /** An evaluator that gives null for null and calls a function for other rows. */
    static Evaluator strict(DataType type, Evaluator argument, BatchRowFunction<ValueVector> function) {
        return new RowEvaluator<>(type, List.of(argument), true, function);
    }

    /** Text or bytes from text or bytes. */
    public static ScalarKernel bytes(BytesFunction function) {
        return writing((in, row, out) -> {
            BytesVector source = in.bytes(0);
            int at = in.at(0, row);
            function.apply(source.data(), source.start(at), source.length(at), out);
        });
    }

    /** Text or bytes from any arguments. */
    public static ScalarKernel writing(WriterFunction function) {
        return writingFor(call -> function);
    }

    /** Like {@link #writing}, with a function made for each call. */
    public static ScalarKernel writingFor(Function<KernelCall, WriterFunction> factory) {
        return Kernels.<BytesVector>strictFor(call -> {
            WriterFunction function = factory.apply(call);
            BytesWriter writer = new BytesWriter();
            return (in, row, out) -> {
                writer.clear();
                function.apply(in, row, writer);
                writer.copyTo(out, row);
            };
        });
    }

    /** A stretch of each text or bytes, which is not copied. */
    public static ScalarKernel slicing(RowFunction<BytesVector> function) {
        return strictKernel((call, arguments) -> new RowEvaluator<BytesVector>(
                call.type(),
                arguments,
                true,
                (in, row, out, context) -> function.apply(in, row, out),
                (in, out) -> out.wrap(in.bytes(0).data())));
    }

    public static ScalarKernel bytesToInt(BytesToInt function) {
        return Kernels.<IntVector>strict((in, row, out) -> {
            BytesVector source = in.bytes(0);
            int at = in.at(0, row);
            out.set(row, function.apply(source.data(), source.start(at), source.length(at)));
        });
    }

    public static ScalarKernel bytesPredicate(BytesPredicate function) {
        return Kernels.<BooleanVector>strict((in, row, out) -> {
            BytesVector left = in.bytes(0);
            BytesVector right = in.bytes(1);
            int leftAt = in.at(0, row);
            int rightAt = in.at(1, row);
            out.set(
                    row,
                    function.test(
                            left.data(),
                            left.start(leftAt),
                            left.length(leftAt),
                            right.data(),
                            right.start(rightAt),
                            right.length(rightAt)));
        });
    }

    /** Double from double (or float). */
    public static ScalarKernel doubles(DoubleUnaryOperator function) {
        return Kernels.<DoubleVector>strict(
                (in, row, out) -> out.set(row, function.applyAsDouble(in.doubleAt(0, row))));
    }

    public static ScalarKernel doubles(DoubleBinaryOperator function) {
        return Kernels.<DoubleVector>strict(
                (in, row, out) -> out.set(row, function.applyAsDouble(in.doubleAt(0, row), in.doubleAt(1, row))));
    }

    /** Long from long or a narrower whole number. */
    public static ScalarKernel longs(LongToLong function) {
        return Kernels.<LongVector>strict((in, row, out) -> out.set(row, function.apply(in.longAt(0, row))));
    }

    public static ScalarKernel longToInt(LongToInt function) {
        return Kernels.<IntVector>strict((in, row, out) -> out.set(row, function.apply(in.longAt(0, row))));
    }

    public static ScalarKernel ints(IntToInt function) {
        return Kernels.<IntVector>strict((in, row, out) -> out.set(row, function.apply(in.intAt(0, row))));
    }

    /** Evaluates arguments, then calls a function row by row. */
    private static final class RowEvaluator<R extends ValueVector> implements Evaluator {
        private final List<Evaluator> arguments;
        private final Arguments in;
        private final boolean strict;
        private final BatchRowFunction<R> function;
        private final BiConsumer<Arguments, R> preparation;
        private final R out;

        RowEvaluator(DataType type, List<Evaluator> arguments, boolean strict, BatchRowFunction<R> function) {
            this(type, arguments, strict, function, (in, out) -> {});
        }

        RowEvaluator(
                DataType type,
                List<Evaluator> arguments,
                boolean strict,
                BatchRowFunction<R> function,
                BiConsumer<Arguments, R> preparation) {
            this.preparation = preparation;
            this.arguments = arguments;
            this.in = new Arguments(arguments.size());
            this.strict = strict;
            this.function = function;
            // the caller names the vector class of its result type; a wrong one fails at the first row
            @SuppressWarnings("unchecked")
            R result = (R) ValueVector.create(type);
            this.out = result;
        }

        @Override
        public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
            for (int i = 0; i < arguments.size(); i++) {
                Evaluator argument = arguments.get(i);
                if (argument != null) {
                    int before = i;
                    in.set(
                            i,
                            strict
                                    ? StrictArguments.evaluate(
                                            argument, row -> in.isAnyNull(before, row), batch, rows, context)
                                    : argument.evaluate(batch, rows, context));
                }
            }
            boolean once = strict && !arguments.isEmpty() && in.allConstant();
            Selection computed = once && !rows.isEmpty() ? Selection.range(1) : rows;
            out.reset(computed.end());
            preparation.accept(in, out);
            if (!strict || !markNulls(computed)) {
                for (int i = 0; i < computed.count(); i++) {
                    function.apply(in, computed.position(i), out, context);
                }
            } else {
                for (int i = 0; i < computed.count(); i++) {
                    int row = computed.position(i);
                    if (!out.isNull(row)) {
                        function.apply(in, row, out, context);
                    }
                }
            }
            return once ? new ConstantVector(out) : out;
        }

        /** Sets the result null where an argument is; whether there may be such rows. */
        private boolean markNulls(Selection rows) {
            boolean any = false;
            for (int argument = 0; argument < in.count(); argument++) {
                if (!in.vector(argument).mayHaveNull()) {
                    continue;
                }
                any = true;
                for (int i = 0; i < rows.count(); i++) {
                    int row = rows.position(i);
                    if (in.isNull(argument, row)) {
                        out.setNull(row);
                    }
                }
            }
            return any;
        }
    }
}
