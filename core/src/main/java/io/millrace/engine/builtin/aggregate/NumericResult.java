package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes what was computed as a double in the type of the values that it was computed from. */
final class NumericResult {
    private NumericResult() {}

    /** Sets a number of any type, cut off where it has fewer digits; a decimal beyond its digits is null. */
    static void set(ValueVector target, int position, double value) {
        switch (target) {
            case DoubleVector doubles -> doubles.set(position, value);
            case FloatVector floats -> floats.set(position, (float) value);
            case DecimalVector decimals -> {
                DecimalType type = (DecimalType) decimals.type();
                BigDecimal rounded = BigDecimal.valueOf(value).setScale(type.scale(), RoundingMode.HALF_UP);
                if (rounded.precision() > type.precision()) {
                    decimals.setNull(position);
                } else {
                    decimals.set(position, rounded.unscaledValue());
                }
            }
            default -> LongColumn.write((long) value, target, position);
        }
    }
}
