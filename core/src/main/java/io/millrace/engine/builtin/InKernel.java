package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ValueVector;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code value IN (…)}: by a hash table when the list is constant, else one by one. Null when the value is null, or when
 * it is not found and the list holds a null.
 */
final class InKernel {
    private InKernel() {}

    static Evaluator open(KernelCall call, List<Evaluator> arguments) {
        List<Expression> list = call.arguments().subList(1, call.argumentCount());
        if (!list.stream().allMatch(Constants::isConstant)) {
            return Kernels.<BooleanVector>lenient(InKernel::search).open(call, arguments);
        }
        List<Object> values = new ArrayList<>();
        list.forEach(element -> values.add(Constants.fold(element).value()));
        boolean holdsNull = values.removeIf(value -> value == null);
        Table table = new Table(Values.vector(call.argumentType(0), values), values.size());
        return Kernels.<BooleanVector>lenient((in, row, out) -> {
                    boolean found = !in.isNull(0, row) && table.contains(in.plain(0), in.at(0, row));
                    set(out, row, found, in.isNull(0, row) || holdsNull);
                })
                .open(call, arguments.subList(0, 1));
    }

    private static void search(Arguments in, int row, BooleanVector out) {
        boolean unknown = in.isNull(0, row);
        boolean found = false;
        for (int i = 1; i < in.count() && !found && !in.isNull(0, row); i++) {
            if (in.isNull(i, row)) {
                unknown = true;
            } else {
                found = ValueOrder.compare(in.plain(0), in.at(0, row), in.plain(i), in.at(i, row)) == 0;
            }
        }
        set(out, row, found, unknown);
    }

    private static void set(BooleanVector out, int row, boolean found, boolean unknown) {
        if (!found && unknown) {
            out.setNull(row);
        } else {
            out.set(row, found);
        }
    }

    /** Slots of a vector by hash; open addressing, at most half full. */
    private static final class Table {
        private final ValueVector values;
        private final int[] slots;

        Table(ValueVector values, int count) {
            this.values = values;
            this.slots = new int[Integer.highestOneBit(Math.max(count, 1)) * 4];
            for (int i = 0; i < count; i++) {
                slots[find(values, i)] = i + 1;
            }
        }

        boolean contains(ValueVector vector, int position) {
            return slots[find(vector, position)] != 0;
        }

        private int find(ValueVector vector, int position) {
            int at = ValueOrder.hash(vector, position) & slots.length - 1;
            while (slots[at] != 0 && !ValueOrder.same(values, slots[at] - 1, vector, position)) {
                at = at + 1 & slots.length - 1;
            }
            return at;
        }
    }
}
