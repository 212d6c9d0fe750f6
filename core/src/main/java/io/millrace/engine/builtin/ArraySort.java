package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.LAMBDA;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionSpec.LambdaRule.Parameter;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.LambdaEvaluator;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NullType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code array_sort}: ascending with nulls last, or by a comparison. What is compared next depends on the last answer, so
 * a comparison cannot be computed for many pairs at once: it is a batch of one.
 */
final class ArraySort implements Evaluator {
    /** How Spark shows the order that stands for a comparison that was left out. */
    private static final String NATURAL_ORDER =
            "lambdafunction((IF(((left IS NULL) AND (right IS NULL)), 0, (IF((left IS NULL), 1, (IF((right IS NULL), -1, (IF("
                    + "(left < right), -1, (IF((left > right), 1, 0)))))))))), left, right)";
    /** The same once its parameters have types. */
    private static final String TYPED_ORDER = NATURAL_ORDER.replaceAll("left|right", "namedlambdavariable()");

    private final KernelCall call;
    private final Evaluator array;
    private final LambdaEvaluator comparison;
    private final Arguments in = new Arguments(1);
    private final ListVector out;
    private final int[] left = new int[1];
    private final int[] right = new int[1];
    private final int[] origin = new int[1];

    private ArraySort(KernelCall call, List<Evaluator> arguments) {
        this.call = call;
        this.array = arguments.getFirst();
        this.comparison = LambdaEvaluator.open((Expression.Lambda) call.argument(1));
        this.out = (ListVector) ValueVector.create(call.type());
    }

    static ScalarSpec define() {
        return scalar("array_sort")
                .notConstant()
                .takes(ARRAY)
                .optional(LAMBDA)
                .lambdas((argument, count, arguments, context) -> {
                    Parameter element = arguments.getFirst().type() instanceof ArrayType array
                            ? new Parameter(array.elementType(), array.containsNull())
                            : new Parameter(DataTypes.NullType, true);
                    return List.of(element, element);
                })
                .requires((errors, arguments, context) -> {
                    if (arguments.getFirst().type() instanceof NullType) {
                        throw errors.beforeLambdas().unexpectedType(0, "\"ARRAY\"", arguments.getFirst());
                    }
                })
                .checks((errors, arguments, context) -> check(errors, arguments))
                .givesArgument(0)
                .nullable(arguments -> arguments.getFirst().nullable())
                .text(arguments -> "array_sort(" + arguments.getFirst() + ", "
                        + (arguments.size() == 1 ? TYPED_ORDER : arguments.get(1)) + ")")
                .shown((arguments, texts) -> arguments.size() == 1
                        ? Optional.of("array_sort(" + texts.apply(arguments.getFirst()) + ", " + NATURAL_ORDER + ")")
                        : Optional.empty())
                .kernel((call, arguments) -> call.argumentCount() > 1
                        ? new ArraySort(call, arguments)
                        : ListKernels.building((in, row, elements) -> {
                                    elements.addAll(in.list(0), in.at(0, row));
                                    elements.sort(true, false);
                                })
                                .open(call, arguments))
                .describe("The array in ascending order, nulls last.", "array_sort(array('b', null, 'a'))");
    }

    private static void check(CallErrors errors, List<Expression> arguments) {
        if (arguments.size() < 2) {
            requireNaturalOrder(errors, arguments.getFirst().type());
            return;
        }
        if (!arguments.get(1).type().equals(DataTypes.IntegerType)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_RETURN_TYPE,
                    "functionName",
                    "`lambdafunction`",
                    "expectedType",
                    "\"INT\"",
                    "actualType",
                    CallErrors.quoted(arguments.get(1).type()));
        }
    }

    /** The usual comparison is a lambda too, which messages show. */
    private static void requireNaturalOrder(CallErrors errors, DataType type) {
        DataType element = ((ArrayType) type).elementType();
        if (!ValueOrder.isOrdered(element)) {
            throw errors.error(
                    ErrorCondition.DATATYPE_MISMATCH__INVALID_ORDERING_TYPE,
                    "sqlExpr",
                    "\"(namedlambdavariable() < namedlambdavariable())\"",
                    "functionName",
                    "`<`",
                    "dataType",
                    CallErrors.quoted(element));
        }
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        in.set(0, array.evaluate(batch, rows, context));
        out.reset(rows.end());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            if (in.isNull(0, row)) {
                out.setNull(row);
                continue;
            }
            ListVector lists = in.list(0);
            int list = in.at(0, row);
            Integer[] order = new Integer[lists.length(list)];
            Arrays.setAll(order, element -> lists.start(list) + element);
            origin[0] = row;
            Arrays.sort(order, (a, b) -> compare(batch, lists.elements(), a, b, context));
            int at = out.allocate(row, order.length);
            for (int e = 0; e < order.length; e++) {
                out.elements().copyFrom(lists.elements(), order[e], at + e);
            }
        }
        return out;
    }

    private int compare(ColumnBatch batch, ValueVector elements, int first, int second, BatchContext context) {
        left[0] = first;
        right[0] = second;
        List<ColumnVector> pair = List.of(new DictionaryVector(elements, left), new DictionaryVector(elements, right));
        ColumnVector result = comparison.evaluate(batch, pair, origin, Selection.range(1), context);
        if (Values.get(result, 0) instanceof Integer sign) {
            return sign;
        }
        throw new MillraceException(call.settings()
                .error(
                        ErrorCondition.COMPARATOR_RETURNS_NULL,
                        "firstValue",
                        String.valueOf(Values.get(elements, first)),
                        "secondValue",
                        String.valueOf(Values.get(elements, second))));
    }
}
