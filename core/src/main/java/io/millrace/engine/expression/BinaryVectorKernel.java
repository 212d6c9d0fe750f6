package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;

/**
 * A function of two values as a loop over whole arrays; the result is null where a side is.
 *
 * <p>The loop runs over all positions up to the last selected one, without looking at nulls or the selection, and says
 * whether some position failed. Only then the selected rows without nulls are looked at one by one.
 *
 * @param <A> the vectors of both sides
 * @param <R> the vector of the result
 */
public final class BinaryVectorKernel<A extends ValueVector, R extends ValueVector> implements Evaluator {
    /** Fills positions 0 to {@code end - 1} of the result; whether any of them failed. Never throws. */
    @FunctionalInterface
    public interface Loop<A extends ValueVector, R extends ValueVector> {
        boolean run(A left, A right, R result, int end);
    }

    /** Looks at one row after a loop said that some row failed: throws, sets null, or does nothing if it was not this. */
    @FunctionalInterface
    public interface Failure<A extends ValueVector, R extends ValueVector> {
        void check(A left, A right, R result, int row);
    }

    private final Evaluator left;
    private final Evaluator right;
    private final Loop<A, R> loop;
    private final Failure<A, R> failure;
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();
    private final R out;

    private BinaryVectorKernel(DataType type, List<Evaluator> arguments, Loop<A, R> loop, Failure<A, R> failure) {
        this.left = arguments.get(0);
        this.right = arguments.get(1);
        this.loop = loop;
        this.failure = failure;
        // the caller names the vector class of the result type; a wrong one fails at the first row
        @SuppressWarnings("unchecked")
        R result = (R) ValueVector.create(type);
        this.out = result;
    }

    /** A kernel whose loop cannot fail. */
    public static <A extends ValueVector, R extends ValueVector> Evaluator of(
            DataType type, List<Evaluator> arguments, Loop<A, R> loop) {
        return new BinaryVectorKernel<>(type, arguments, loop, (l, r, result, row) -> {});
    }

    public static <A extends ValueVector, R extends ValueVector> Evaluator of(
            DataType type, List<Evaluator> arguments, Loop<A, R> loop, Failure<A, R> failure) {
        return new BinaryVectorKernel<>(type, arguments, loop, failure);
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        ColumnVector leftVector = left.evaluate(batch, rows, context);
        ColumnVector rightVector = StrictArguments.evaluate(right, leftVector::isNull, batch, rows, context);
        if (leftVector instanceof ConstantVector l && rightVector instanceof ConstantVector r && !rows.isEmpty()) {
            compute(l.value(), r.value(), Selection.range(1));
            return new ConstantVector(out);
        }
        compute(leftOperand.plain(leftVector, rows), rightOperand.plain(rightVector, rows), rows);
        return out;
    }

    private void compute(ValueVector leftPlain, ValueVector rightPlain, Selection rows) {
        int end = rows.end();
        out.reset(end);
        // both sides have the types that the kernel was made for
        @SuppressWarnings("unchecked")
        A l = (A) leftPlain;
        @SuppressWarnings("unchecked")
        A r = (A) rightPlain;
        boolean failed = loop.run(l, r, out, end);
        boolean nulls = l.mayHaveNull() || r.mayHaveNull();
        if (!nulls && !failed) {
            return;
        }
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            if (nulls && (l.isNull(row) || r.isNull(row))) {
                out.setNull(row);
            } else if (failed) {
                failure.check(l, r, out, row);
            }
        }
    }
}
