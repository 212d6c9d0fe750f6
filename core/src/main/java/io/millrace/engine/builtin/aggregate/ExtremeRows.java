package io.millrace.engine.builtin.aggregate;

import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;

/**
 * {@code max_by(x, y, k)} and {@code min_by(x, y, k)}: the values of x in the k rows with the greatest or least y, best first.
 *
 * <p>The k best so far are a heap with the worst at the top, as in Spark, so that rows with the same y come in the order in
 * which they come there.
 */
final class ExtremeRows {
    private static final int MAXIMUM = 100_000;

    private final Extreme extreme;
    private final ValueVector keys;
    private final int[] heap;
    private int size;

    private ExtremeRows(Extreme extreme, ValueVector keys, int size) {
        this.extreme = extreme;
        this.keys = keys;
        this.heap = new int[size];
    }

    /** The call with three arguments, or null for one with two. */
    static Expression rewrite(CallSite call, ResolutionContext context, Extreme extreme, String name) {
        if (call.arguments().size() < 3) {
            return null;
        }
        Expression value = call.arguments().get(0);
        Expression key = call.arguments().get(1);
        Expression number = call.arguments().get(2);
        int count = count(call, number, context, name);
        String shown = ExpressionText.pretty(number, context.zone());
        AggregateSpec spec = Aggregates.typed(
                        opening -> new GatheringAccumulator(
                                List.of(opening.argumentType(0), opening.argumentType(1)),
                                (rows, start, size, results, position) ->
                                        finish(extreme, count, rows, start, size, (ListVector) results, position)),
                        name)
                .takes(ANY, ANY)
                .checks((errors, arguments, session) -> {
                    if (!ValueOrder.isOrdered(arguments.getFirst().type())) {
                        throw error(
                                call,
                                ErrorCondition.DATATYPE_MISMATCH__INVALID_ORDERING_TYPE,
                                name,
                                "functionName",
                                "`" + name + "`",
                                "dataType",
                                CallErrors.quoted(arguments.getFirst().type()));
                    }
                })
                .gives((arguments, session) -> new ArrayType(arguments.get(1).type(), true))
                .shows((arguments, distinct) -> name + "(" + (distinct ? "DISTINCT " : "") + arguments.get(1) + ", "
                        + arguments.get(0) + ", " + shown + ")");
        return spec.instead(call, List.of(key, value), context);
    }

    private static int count(CallSite call, Expression number, ResolutionContext context, String name) {
        if (!Constants.isFoldable(number)) {
            throw error(
                    call,
                    ErrorCondition.DATATYPE_MISMATCH__NON_FOLDABLE_INPUT,
                    name,
                    "inputName",
                    "k",
                    "inputType",
                    number.type().catalogString(),
                    "inputExpr",
                    ExpressionText.pretty(number, context.zone()));
        }
        Object value =
                Constants.fold(context.convert(number, DataTypes.IntegerType)).value();
        int count = value == null ? 0 : (Integer) value;
        if (count < 1 || count > MAXIMUM) {
            throw error(
                    call,
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    name,
                    "exprName",
                    "`k`",
                    "valueRange",
                    "[1, " + MAXIMUM + "]",
                    "currentValue",
                    String.valueOf(count));
        }
        return count;
    }

    private static MillraceException error(CallSite call, ErrorCondition condition, String name, String... parameters) {
        String[] all = Arrays.copyOf(parameters, parameters.length + 2);
        all[parameters.length] = "sqlExpr";
        all[parameters.length + 1] = "\"" + name + "("
                + String.join(
                        ", ",
                        call.arguments().stream().map(ExpressionText::pretty).toList())
                + ")\"";
        return new MillraceException(ErrorDetail.of(condition, all).at(call.position()));
    }

    private static void finish(
            Extreme extreme, int count, StructVector rows, int start, int size, ListVector results, int position) {
        if (size == 0) {
            results.setNull(position);
            return;
        }
        ExtremeRows best = new ExtremeRows(extreme, rows.child(0), Math.min(count, size));
        for (int row = start; row < start + size; row++) {
            best.add(row);
        }
        int[] slots = best.sorted();
        int at = results.allocate(position, slots.length);
        for (int i = 0; i < slots.length; i++) {
            results.elements().copyFrom(rows.child(1), slots[i], at + i);
        }
    }

    /** Whether one row is better than another, not just as good. */
    private boolean better(int row, int other) {
        return extreme.better(ValueOrder.compare(keys, row, keys, other));
    }

    private void add(int row) {
        if (size < heap.length) {
            heap[size] = row;
            up(size++);
        } else if (better(row, heap[0])) {
            heap[0] = row;
            down();
        }
    }

    private void up(int from) {
        for (int at = from; at > 0 && better(heap[(at - 1) / 2], heap[at]); at = (at - 1) / 2) {
            swap(at, (at - 1) / 2);
        }
    }

    private void down() {
        int at = 0;
        while (true) {
            int worst = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                worst = better(heap[worst], heap[child]) ? child : worst;
            }
            if (worst == at) {
                return;
            }
            swap(at, worst);
            at = worst;
        }
    }

    private void swap(int left, int right) {
        int row = heap[left];
        heap[left] = heap[right];
        heap[right] = row;
    }

    private int[] sorted() {
        Integer[] slots = Arrays.stream(heap).boxed().toArray(Integer[]::new);
        Arrays.sort(slots, (left, right) -> better(left, right) ? -1 : better(right, left) ? 1 : 0);
        return Arrays.stream(slots).mapToInt(Integer::intValue).toArray();
    }
}
