package io.millrace.engine.expression;

import io.millrace.spi.vector.ValueVector;

/** Converts one value: reads a slot that is not null and sets another, or makes it null. */
@FunctionalInterface
interface SlotCast {
    void apply(ValueVector source, int at, ValueVector target, int position);

    /** The same for a slot that may be null. */
    default void applyNullable(ValueVector source, int at, ValueVector target, int position) {
        if (source.isNull(at)) {
            target.setNull(position);
        } else {
            target.clearNull(position);
            apply(source, at, target, position);
        }
    }
}
