package io.millrace.types;

import java.util.Objects;

/** An exact number with {@code precision} digits, {@code scale} of them after the point. */
public final class DecimalType extends FractionalType {
    private static final long serialVersionUID = 1L;

    /** The most digits a decimal may have. */
    public static final int MAX_PRECISION = 38;
    /** The most digits after the point. */
    public static final int MAX_SCALE = 38;

    public static final DecimalType SYSTEM_DEFAULT = new DecimalType(MAX_PRECISION, 18);
    public static final DecimalType USER_DEFAULT = new DecimalType(10, 0);

    private final int precision;
    private final int scale;

    public DecimalType() {
        this(10, 0);
    }

    public DecimalType(int precision) {
        this(precision, 0);
    }

    public DecimalType(int precision, int scale) {
        if (scale > precision || precision < 1 || precision > MAX_PRECISION || scale < 0) {
            throw new IllegalArgumentException(
                    "DECIMAL needs 1 to 38 digits and a scale of 0 up to that, not (" + precision + "," + scale + ")");
        }
        this.precision = precision;
        this.scale = scale;
    }

    public int precision() {
        return precision;
    }

    public int scale() {
        return scale;
    }

    @Override
    public String typeName() {
        return "decimal(" + precision + "," + scale + ")";
    }

    @Override
    public int defaultSize() {
        return precision <= 18 ? 8 : 16;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecimalType that && that.precision == precision && that.scale == scale;
    }

    @Override
    public int hashCode() {
        return Objects.hash(precision, scale);
    }

    @Override
    public String toString() {
        return "DecimalType(" + precision + "," + scale + ")";
    }
}
