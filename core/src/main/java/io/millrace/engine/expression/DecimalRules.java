package io.millrace.engine.expression;

import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.DataType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.IntegralType;
import io.millrace.types.LongType;
import io.millrace.types.NumericType;
import io.millrace.types.ShortType;
import java.math.BigDecimal;

/** How many digits decimals have: of other numbers as decimals, of common types, of results. */
public final class DecimalRules {
    /** A result whose digits do not all fit keeps at least so many after the point, if it had them. */
    private static final int MINIMUM_ADJUSTED_SCALE = 6;

    private DecimalRules() {}

    /** The decimal type that holds every value of a number type (of float and double: a usual choice). */
    public static DecimalType forType(NumericType type) {
        return switch (type) {
            case ByteType ignored -> new DecimalType(3, 0);
            case ShortType ignored -> new DecimalType(5, 0);
            case IntegerType ignored -> new DecimalType(10, 0);
            case LongType ignored -> new DecimalType(20, 0);
            case FloatType ignored -> new DecimalType(14, 7);
            case DoubleType ignored -> new DecimalType(30, 15);
            case DecimalType decimal -> decimal;
        };
    }

    /** The narrowest decimal type that holds one value. */
    public static DecimalType forValue(BigDecimal value) {
        int scale = Math.max(value.scale(), 0);
        int precision = Math.max(value.precision() + Math.max(-value.scale(), 0), Math.max(scale, 1));
        return bounded(precision, scale);
    }

    /** Cuts both numbers at 38. */
    public static DecimalType bounded(int precision, int scale) {
        return new DecimalType(Math.min(precision, DecimalType.MAX_PRECISION), Math.min(scale, DecimalType.MAX_SCALE));
    }

    /** Gives up digits after the point rather than before it where there are too many. */
    public static DecimalType boundedKeepingWhole(int precision, int scale) {
        if (precision <= DecimalType.MAX_PRECISION) {
            return new DecimalType(precision, scale);
        }
        return new DecimalType(DecimalType.MAX_PRECISION, Math.max(0, scale - (precision - DecimalType.MAX_PRECISION)));
    }

    /** Whether every value of {@code narrow} is one of {@code wide}. */
    public static boolean isWiderOrEqual(DecimalType wide, NumericType narrow) {
        DecimalType other = forType(narrow);
        return wide.precision() - wide.scale() >= other.precision() - other.scale() && wide.scale() >= other.scale();
    }

    /** Whether a conversion of any value of a type to a decimal, perhaps with digits after the point lost, fits. */
    static boolean holds(DecimalType decimal, DataType from) {
        int wholeDigits = decimal.precision() - decimal.scale();
        return switch (from) {
            case BooleanType ignored -> wholeDigits >= 1;
            case IntegralType whole -> isWiderOrEqual(decimal, whole);
            case DecimalType other -> isWiderOrEqual(decimal, other) || wholeDigits > other.precision() - other.scale();
            default -> false;
        };
    }

    /** The type for two decimals side by side. */
    public static DecimalType common(DecimalType left, DecimalType right) {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return boundedKeepingWhole(whole + scale, scale);
    }

    public static DecimalType common(IntegralType left, DecimalType right) {
        return common(forType(left), right);
    }

    /** A result type by its exact numbers of digits: adjusted where they are too many. */
    public static DecimalType adjusted(int precision, int scale, boolean allowPrecisionLoss) {
        if (!allowPrecisionLoss) {
            return bounded(precision, scale);
        }
        if (precision <= DecimalType.MAX_PRECISION) {
            return new DecimalType(precision, scale);
        }
        int whole = precision - scale;
        int leastScale = Math.min(scale, MINIMUM_ADJUSTED_SCALE);
        return new DecimalType(DecimalType.MAX_PRECISION, Math.max(DecimalType.MAX_PRECISION - whole, leastScale));
    }

    /** The type of a sum or difference. */
    public static DecimalType sum(DecimalType left, DecimalType right, boolean allowPrecisionLoss) {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return adjusted(whole + scale + 1, scale, allowPrecisionLoss);
    }

    public static DecimalType product(DecimalType left, DecimalType right, boolean allowPrecisionLoss) {
        return adjusted(left.precision() + right.precision() + 1, left.scale() + right.scale(), allowPrecisionLoss);
    }

    public static DecimalType quotient(DecimalType left, DecimalType right, boolean allowPrecisionLoss) {
        if (allowPrecisionLoss) {
            int whole = left.precision() - left.scale() + right.scale();
            int scale = Math.max(MINIMUM_ADJUSTED_SCALE, left.scale() + right.precision() + 1);
            return adjusted(whole + scale, scale, true);
        }
        int whole = Math.min(DecimalType.MAX_SCALE, left.precision() - left.scale() + right.scale());
        int scale = Math.min(DecimalType.MAX_SCALE, Math.max(6, left.scale() + right.precision() + 1));
        int excess = whole + scale - DecimalType.MAX_SCALE;
        if (excess > 0) {
            scale -= excess / 2 + 1;
            whole = DecimalType.MAX_SCALE - scale;
        }
        return bounded(whole + scale, scale);
    }

    public static DecimalType remainder(DecimalType left, DecimalType right, boolean allowPrecisionLoss) {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.min(left.precision() - left.scale(), right.precision() - right.scale());
        return adjusted(whole + scale, scale, allowPrecisionLoss);
    }
}
