package io.millrace.engine.builtin;

import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;

/** Zeros without their signs: -0.0 and 0.0 are one value of a set, which is shown as 0.0. */
public final class ZeroSigns {
    private ZeroSigns() {}

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
