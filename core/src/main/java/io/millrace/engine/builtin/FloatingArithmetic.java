package io.millrace.engine.builtin;

import io.millrace.engine.expression.BinaryVectorKernel;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import java.util.List;

/** Arithmetic of doubles and floats. */
final class FloatingArithmetic {
    private FloatingArithmetic() {}

    static Evaluator doubles(WholeArithmetic.Operation operation, KernelCall call, List<Evaluator> arguments) {
        BinaryVectorKernel.Loop<DoubleVector, DoubleVector> loop = switch (operation) {
            case ADD -> FloatingArithmetic::add;
            case SUBTRACT -> FloatingArithmetic::subtract;
            case MULTIPLY -> FloatingArithmetic::multiply;
        };
        return BinaryVectorKernel.of(call.type(), arguments, loop);
    }

    static Evaluator floats(WholeArithmetic.Operation operation, KernelCall call, List<Evaluator> arguments) {
        return Kernels.<FloatVector>strict((in, row, out) -> {
                    float left = (float) in.doubleAt(0, row);
                    float right = (float) in.doubleAt(1, row);
                    out.set(
                            row,
                            switch (operation) {
                                case ADD -> left + right;
                                case SUBTRACT -> left - right;
                                case MULTIPLY -> left * right;
                            });
                })
                .open(call, arguments);
    }

    /** Division, where a zero on the right is an error or gives null. */
    static Evaluator divide(OverflowMode mode, KernelCall call, List<Evaluator> arguments) {
        return BinaryVectorKernel.<DoubleVector, DoubleVector>of(
                call.type(), arguments, FloatingArithmetic::divide, (left, right, result, row) -> {
                    if (right.get(row) == 0) {
                        if (mode == OverflowMode.FAIL) {
                            throw ArithmeticErrors.divideByZero(call.settings());
                        }
                        result.setNull(row);
                    }
                });
    }

    private static boolean add(DoubleVector left, DoubleVector right, DoubleVector result, int end) {
        double[] l = left.values();
        double[] r = right.values();
        double[] out = result.values();
        for (int i = 0; i < end; i++) {
            out[i] = l[i] + r[i];
        }
        return false;
    }

    private static boolean subtract(DoubleVector left, DoubleVector right, DoubleVector result, int end) {
        double[] l = left.values();
        double[] r = right.values();
        double[] out = result.values();
        for (int i = 0; i < end; i++) {
            out[i] = l[i] - r[i];
        }
        return false;
    }

    private static boolean multiply(DoubleVector left, DoubleVector right, DoubleVector result, int end) {
        double[] l = left.values();
        double[] r = right.values();
        double[] out = result.values();
        for (int i = 0; i < end; i++) {
            out[i] = l[i] * r[i];
        }
        return false;
    }

    private static boolean divide(DoubleVector left, DoubleVector right, DoubleVector result, int end) {
        double[] l = left.values();
        double[] r = right.values();
        double[] out = result.values();
        boolean zero = false;
        for (int i = 0; i < end; i++) {
            out[i] = l[i] / r[i];
            zero |= r[i] == 0;
        }
        return zero;
    }
}
