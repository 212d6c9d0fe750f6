package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.FLOAT;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Settings;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataTypes;
import io.millrace.types.FloatType;
import java.util.List;

/** Vectors of numbers, which are arrays of FLOAT; one with a null has no result. */
public final class VectorFunctions implements FunctionModule {
    private static final Expression.Constant TWO = new Expression.Constant(2.0f, DataTypes.FloatType);

    @Override
    public List<String> names() {
        return List.of(
                "vector_inner_product",
                "vector_cosine_similarity",
                "vector_l2_distance",
                "vector_norm",
                "vector_normalize");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "vector_inner_product" ->
                pair(name, false, (product, left, right, distance) -> product)
                        .describe(
                                "The products of two vectors' numbers, added up.",
                                "vector_inner_product(array(1.0F, 2.0F), array(3.0F, 4.0F))");
            case "vector_cosine_similarity" ->
                pair(name, true, (product, left, right, distance) -> product / root(left * right))
                        .describe(
                                "The cosine of the angle between two vectors.",
                                "vector_cosine_similarity(array(1.0F, 2.0F), array(3.0F, 4.0F))");
            case "vector_l2_distance" ->
                pair(name, false, (product, left, right, distance) -> root(distance))
                        .describe(
                                "The distance between two vectors.",
                                "vector_l2_distance(array(1.0F, 2.0F), array(4.0F, 6.0F))");
            case "vector_norm" ->
                withDegree(name)
                        .gives(DataTypes.FloatType)
                        .kernel(Kernels.<FloatVector>strictFor(call -> {
                            Sum sum = new Sum();
                            return (in, row, out) -> {
                                float norm = norm(call, sum, in, row);
                                if (ListKernels.hasNull(in, 0, row)) {
                                    out.setNull(row);
                                } else {
                                    out.set(row, norm);
                                }
                            };
                        }))
                        .describe(
                                "The length of a vector by a degree: 1, 2 or infinity.",
                                "vector_norm(array(3.0F, 4.0F))");
            case "vector_normalize" ->
                withDegree(name)
                        .gives(new ArrayType(DataTypes.FloatType, true))
                        .kernel(Kernels.<ListVector>strictFor(call -> {
                            Sum sum = new Sum();
                            return (in, row, out) -> normalize(call, sum, in, row, out);
                        }))
                        .describe("The vector made as long as 1.", "vector_normalize(array(3.0F, 4.0F))");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static void requireVector(CallErrors errors, int index) {
        Expression written = errors.call().arguments().get(index);
        if (!(written.type() instanceof ArrayType array && array.elementType() instanceof FloatType)) {
            throw errors.unexpectedType(index, "\"ARRAY<FLOAT>\"", written);
        }
    }

    /** The error of two vectors that differ in length. */
    public static MillraceException differentLengths(Settings settings, String function, int left, int right) {
        return new MillraceException(settings.error(
                ErrorCondition.VECTOR_DIMENSION_MISMATCH,
                "functionName",
                "`" + function + "`",
                "leftDim",
                String.valueOf(left),
                "rightDim",
                String.valueOf(right)));
    }

    /** What is known of a pair, as FLOAT throughout, as on Spark: inner product, squares of both, square of the distance. */
    private interface PairResult {
        float apply(float product, float left, float right, float distance);
    }

    /** @param directed whether a vector without a length has no result */
    private static ScalarSpec pair(String name, boolean directed, PairResult result) {
        return scalar(name)
                .replaced()
                .takes(ANY, ANY)
                .checks((errors, arguments, context) -> {
                    requireVector(errors, 0);
                    requireVector(errors, 1);
                })
                .gives(DataTypes.FloatType)
                .mayBeNull()
                .kernel(Kernels.<FloatVector>strictFor(call -> {
                    Sum product = new Sum();
                    Sum leftSquares = new Sum();
                    Sum rightSquares = new Sum();
                    Sum distance = new Sum();
                    Sum[] sums = {product, leftSquares, rightSquares, distance};
                    return (in, row, out) -> {
                        ListVector left = in.list(0);
                        ListVector right = in.list(1);
                        int leftAt = in.at(0, row);
                        int rightAt = in.at(1, row);
                        int length = left.length(leftAt);
                        if (length != right.length(rightAt)) {
                            throw differentLengths(call.settings(), name, length, right.length(rightAt));
                        }
                        if (ListKernels.hasNull(in, 0, row) || ListKernels.hasNull(in, 1, row)) {
                            out.setNull(row);
                            return;
                        }
                        for (Sum sum : sums) {
                            sum.begin(length);
                        }
                        for (int i = 0; i < length; i++) {
                            float a = ((FloatVector) left.elements()).get(left.start(leftAt) + i);
                            float b = ((FloatVector) right.elements()).get(right.start(rightAt) + i);
                            product.add(a * b);
                            leftSquares.add(a * a);
                            rightSquares.add(b * b);
                            distance.add((a - b) * (a - b));
                        }
                        if (directed && (leftSquares.total == 0 || rightSquares.total == 0)) {
                            out.setNull(row);
                        } else {
                            out.set(
                                    row,
                                    result.apply(product.total, leftSquares.total, rightSquares.total, distance.total));
                        }
                    };
                }));
    }

    /** Adds up as Spark does, which decides how the result is rounded: eight numbers first, as long as there are so many. */
    private static final class Sum {
        private static final int BLOCK = 8;

        private float total;
        private float block;
        private int added;
        private int inBlocks;

        void begin(int length) {
            total = 0;
            block = 0;
            added = 0;
            inBlocks = length / BLOCK * BLOCK;
        }

        void add(float number) {
            if (added++ >= inBlocks) {
                total += number;
                return;
            }
            block += number;
            if (added % BLOCK == 0) {
                total += block;
                block = 0;
            }
        }
    }

    private static float root(float number) {
        return (float) Math.sqrt(number);
    }

    private static ScalarSpec withDegree(String name) {
        return scalar(name)
                .replaced()
                .takes(ANY)
                .optional(FLOAT.exactlyAsWritten())
                .defaults(TWO)
                .checks((errors, arguments, context) -> requireVector(errors, 0))
                .mayBeNull();
    }

    /** The length; of a vector with a null it says nothing. */
    private static float norm(KernelCall call, Sum sum, Arguments in, int row) {
        double degree = in.doubleAt(1, row);
        if (degree != 1 && degree != 2 && degree != Double.POSITIVE_INFINITY) {
            throw new MillraceException(call.settings()
                    .error(
                            ErrorCondition.INVALID_VECTOR_NORM_DEGREE,
                            "functionName",
                            "`" + call.call().function().name() + "`",
                            "degree",
                            String.valueOf((float) degree)));
        }
        ListVector lists = in.list(0);
        int at = in.at(0, row);
        sum.begin(lists.length(at));
        float greatest = 0;
        for (int i = 0; i < lists.length(at); i++) {
            float size = Math.abs(((FloatVector) lists.elements()).get(lists.start(at) + i));
            sum.add(degree == 1 ? size : size * size);
            greatest = Math.max(greatest, size);
        }
        return degree == 1 ? sum.total : degree == 2 ? root(sum.total) : greatest;
    }

    private static void normalize(KernelCall call, Sum sum, Arguments in, int row, ListVector out) {
        float norm = norm(call, sum, in, row);
        ListVector lists = in.list(0);
        int list = in.at(0, row);
        int length = lists.length(list);
        if (ListKernels.hasNull(in, 0, row) || norm == 0 && length > 0) {
            out.setNull(row);
            return;
        }
        int at = out.allocate(row, length);
        for (int i = 0; i < length; i++) {
            float number = ((FloatVector) lists.elements()).get(lists.start(list) + i);
            ((FloatVector) out.elements()).set(at + i, number / norm);
        }
    }
}
