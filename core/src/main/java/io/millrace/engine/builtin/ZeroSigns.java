package io.millrace.engine.builtin;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.AtomicType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;

/** Zeros without their signs: -0.0 and 0.0 are one value of a set, which is shown as 0.0. */
public final class ZeroSigns {
    private static final ScalarSpec WITHOUT_SIGN = FunctionSpec.scalar("without_sign_of_zero")
            .takes(TypeFamily.ANY)
            .givesArgument(0)
            .kernel(Kernels.strict((in, row, out) -> {
                out.copyFrom(in.plain(0), in.at(0, row), row);
                drop(out, row);
            }));

    private ZeroSigns() {}

    /** A column as keys hold it that are compared. */
    public static Expression without(Expression column, ResolutionContext context) {
        boolean signed = !(column.type() instanceof AtomicType)
                || column.type() instanceof DoubleType
                || column.type() instanceof FloatType;
        return signed ? WITHOUT_SIGN.resolve(CallSite.of("without_sign_of_zero", column), context) : column;
    }

    /** Takes the signs off all zeros of a value, which may be nested. */
    public static void drop(ValueVector vector, int slot) {
        if (vector.isNull(slot)) {
            return;
        }
        if (vector instanceof DoubleVector doubles) {
            // -0.0 + 0.0 is 0.0, and any other number stays as it is
            doubles.set(slot, doubles.get(slot) + 0.0);
        } else if (vector instanceof FloatVector floats) {
            floats.set(slot, floats.get(slot) + 0.0F);
        } else if (vector instanceof StructVector struct) {
            for (int field = 0; field < struct.fieldCount(); field++) {
                drop(struct.child(field), slot);
            }
        } else if (vector instanceof ListVector list) {
            drop(list.elements(), list.start(slot), list.length(slot));
        } else if (vector instanceof MapVector map) {
            drop(map.keys(), map.start(slot), map.length(slot));
            drop(map.values(), map.start(slot), map.length(slot));
        }
    }

    private static void drop(ValueVector vector, int start, int length) {
        for (int slot = start; slot < start + length; slot++) {
            drop(vector, slot);
        }
    }
}
