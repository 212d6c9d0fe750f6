package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BinaryVectorKernel;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Exchanged;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.PhysicalShape;
import java.util.Arrays;
import java.util.List;

/** Comparisons: loops over arrays for ints, longs and doubles; row by row for the rest. */
final class ComparisonKernels {
    private ComparisonKernels() {}

    static ScalarKernel of(Comparison comparison, boolean exchanged) {
        ScalarKernel kernel = (call, arguments) -> open(comparison, call, arguments);
        return exchanged ? Exchanged.of(kernel) : kernel;
    }

    private static Evaluator open(Comparison comparison, KernelCall call, List<Evaluator> sides) {
        return switch (PhysicalShape.of(call.argumentType(0))) {
            case INT -> BinaryVectorKernel.<IntVector, BooleanVector>of(call.type(), sides, ints(comparison));
            case LONG -> BinaryVectorKernel.<LongVector, BooleanVector>of(call.type(), sides, longs(comparison));
            case DOUBLE -> BinaryVectorKernel.<DoubleVector, BooleanVector>of(call.type(), sides, doubles(comparison));
            case BYTES -> bytes(comparison).open(call, sides);
            default -> any(comparison).open(call, sides);
        };
    }

    private static ScalarKernel bytes(Comparison comparison) {
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        boolean equal = comparison == Comparison.EQUAL;
        return equality
                ? Kernels.<BooleanVector>strict((in, row, out) -> out.set(row, sameBytes(in, row) == equal))
                : any(comparison);
    }

    private static boolean sameBytes(Arguments in, int row) {
        BytesVector left = in.bytes(0);
        BytesVector right = in.bytes(1);
        int l = in.at(0, row);
        int r = in.at(1, row);
        int length = left.length(l);
        return length == right.length(r)
                && Arrays.equals(
                        left.data(),
                        left.start(l),
                        left.start(l) + length,
                        right.data(),
                        right.start(r),
                        right.start(r) + length);
    }

    private static ScalarKernel any(Comparison comparison) {
        return Kernels.<BooleanVector>strict((in, row, out) -> out.set(row, comparison.holds(compare(in, row))));
    }

    private static int compare(Arguments in, int row) {
        return ValueOrder.compare(in.plain(0), in.at(0, row), in.plain(1), in.at(1, row));
    }

    /** {@code <=>}: null equals null, and nothing else. */
    static ScalarKernel nullSafe() {
        return Kernels.<BooleanVector>lenient((in, row, out) -> {
            boolean leftNull = in.isNull(0, row);
            boolean rightNull = in.isNull(1, row);
            out.set(row, (leftNull || rightNull) ? leftNull && rightNull : compare(in, row) == 0);
        });
    }

    private static BinaryVectorKernel.Loop<IntVector, BooleanVector> ints(Comparison comparison) {
        return switch (comparison) {
            case EQUAL ->
                (left, right, result, end) -> {
                    int[] l = left.values();
                    int[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] == r[i];
                    }
                    return false;
                };
            case NOT_EQUAL ->
                (left, right, result, end) -> {
                    int[] l = left.values();
                    int[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] != r[i];
                    }
                    return false;
                };
            case LESS ->
                (left, right, result, end) -> {
                    int[] l = left.values();
                    int[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] < r[i];
                    }
                    return false;
                };
            case LESS_OR_EQUAL ->
                (left, right, result, end) -> {
                    int[] l = left.values();
                    int[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] <= r[i];
                    }
                    return false;
                };
        };
    }

    private static BinaryVectorKernel.Loop<LongVector, BooleanVector> longs(Comparison comparison) {
        return switch (comparison) {
            case EQUAL ->
                (left, right, result, end) -> {
                    long[] l = left.values();
                    long[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] == r[i];
                    }
                    return false;
                };
            case NOT_EQUAL ->
                (left, right, result, end) -> {
                    long[] l = left.values();
                    long[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] != r[i];
                    }
                    return false;
                };
            case LESS ->
                (left, right, result, end) -> {
                    long[] l = left.values();
                    long[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] < r[i];
                    }
                    return false;
                };
            case LESS_OR_EQUAL ->
                (left, right, result, end) -> {
                    long[] l = left.values();
                    long[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] <= r[i];
                    }
                    return false;
                };
        };
    }

    /** NaN equals NaN and is greater than anything else. */
    private static BinaryVectorKernel.Loop<DoubleVector, BooleanVector> doubles(Comparison comparison) {
        return switch (comparison) {
            case EQUAL ->
                (left, right, result, end) -> {
                    double[] l = left.values();
                    double[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] == r[i] || (Double.isNaN(l[i]) && Double.isNaN(r[i]));
                    }
                    return false;
                };
            case NOT_EQUAL ->
                (left, right, result, end) -> {
                    double[] l = left.values();
                    double[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] != r[i] && !(Double.isNaN(l[i]) && Double.isNaN(r[i]));
                    }
                    return false;
                };
            case LESS ->
                (left, right, result, end) -> {
                    double[] l = left.values();
                    double[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] < r[i] || (Double.isNaN(r[i]) && !Double.isNaN(l[i]));
                    }
                    return false;
                };
            case LESS_OR_EQUAL ->
                (left, right, result, end) -> {
                    double[] l = left.values();
                    double[] r = right.values();
                    boolean[] out = result.values();
                    for (int i = 0; i < end; i++) {
                        out[i] = l[i] <= r[i] || Double.isNaN(r[i]);
                    }
                    return false;
                };
        };
    }
}
