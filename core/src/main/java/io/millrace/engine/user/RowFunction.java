package io.millrace.engine.user;

import io.millrace.engine.expression.ExternalValues;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.MapPartitionsFunction;
import io.millrace.plan.ObjectCodec;
import io.millrace.plan.TypedFunction;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A function of rows from the typed API. Rows are decoded to the program's objects, and what it gives is encoded again;
 * whatever it throws becomes FAILED_EXECUTE_UDF with the original as cause.
 */
public final class RowFunction {
    private final TypedFunction kind;
    private final Object function;
    private final ObjectCodec<Object> input;
    private final ObjectCodec<Object> output;
    private final FunctionCopies copies;

    @SuppressWarnings("unchecked") // the API pairs a function with the encoders of its types
    public RowFunction(UnresolvedPlan.Typed typed) {
        this.kind = typed.kind();
        this.function = typed.function();
        this.input = (ObjectCodec<Object>) typed.inputEncoder();
        this.output = (ObjectCodec<Object>) typed.outputEncoder();
        this.copies = new FunctionCopies(typed.function());
    }

    public TypedFunction kind() {
        return kind;
    }

    /** The columns of what the function gives. */
    public StructType outputSchema() {
        return output.schema();
    }

    /** Calls the function of one task, which is the only one to use it while {@code action} runs. */
    public void lend(Consumer<Calls> action) {
        copies.lend(copy -> action.accept(new Calls(copy)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowFunction that && kind == that.kind && function == that.function;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, System.identityHashCode(function));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "(" + output.type().getSimpleName() + ")";
    }

    /** The function, in the hands of one task. */
    public final class Calls {
        private final Object copy;

        Calls(Object copy) {
            this.copy = copy;
        }

        /** The program's object for a row. */
        public Object decode(ColumnBatch batch, int position) {
            return input.fromCells(ExternalValues.row(batch, position));
        }

        /** The row of an object, in internal form. */
        public Object[] encode(Object value) {
            Object[] cells = output.toCells(value);
            StructType schema = output.schema();
            for (int i = 0; i < cells.length; i++) {
                cells[i] = ExternalValues.toInternal(cells[i], schema.field(i).dataType());
            }
            return cells;
        }

        @SuppressWarnings("unchecked") // see the kind
        public boolean test(Object value) {
            return guarded(() -> ((FilterFunction<Object>) copy).call(value));
        }

        @SuppressWarnings("unchecked") // see the kind
        public Object map(Object value) {
            return guarded(() -> ((MapFunction<Object, Object>) copy).call(value));
        }

        @SuppressWarnings("unchecked") // see the kind
        public void flatMap(Object value, Consumer<Object> receiver) {
            drain(guarded(() -> ((FlatMapFunction<Object, Object>) copy).call(value)), receiver);
        }

        @SuppressWarnings("unchecked") // see the kind
        public void mapPartition(Iterator<Object> values, Consumer<Object> receiver) {
            drain(guarded(() -> ((MapPartitionsFunction<Object, Object>) copy).call(values)), receiver);
        }

        /** The iterator is the program's code too. */
        private void drain(Iterator<Object> results, Consumer<Object> receiver) {
            while (guarded(results::hasNext)) {
                receiver.accept(guarded(results::next));
            }
        }

        private <R> R guarded(Action<R> action) {
            try {
                return action.run();
            } catch (Exception e) {
                if (e instanceof MillraceThrowable) {
                    throw io.millrace.Errors.raise(e); // such as a row that cannot be decoded
                }
                throw new MillraceException(
                        ErrorDetail.of(
                                ErrorCondition.FAILED_EXECUTE_UDF,
                                "functionName",
                                "`" + kind.name().toLowerCase(Locale.ROOT) + " ("
                                        + function.getClass().getSimpleName() + ")`",
                                "signature",
                                input.schema().catalogString(),
                                "result",
                                output.schema().catalogString(),
                                "reason",
                                String.valueOf(e)),
                        e);
            }
        }
    }

    /** Something that the program's code does. */
    @FunctionalInterface
    private interface Action<R> {
        R run() throws Exception;
    }
}
