package io.millrace.engine.builtin;

/** Inverse hyperbolic functions that neither overflow for large numbers nor lose digits of small ones. */
final class Hyperbolics {
    private static final double LN_2 = StrictMath.log(2);
    /** Above it the square of a number makes adding 1 invisible. */
    private static final double LARGE = 1L << 28;

    private Hyperbolics() {}

    static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        if (x > LARGE) {
            return StrictMath.log(x) + LN_2;
        }
        if (x > 2) {
            return StrictMath.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double more = x - 1;
        return StrictMath.log1p(more + Math.sqrt(2 * more + more * more));
    }

    static double asinh(double x) {
        double size = Math.abs(x);
        double result;
        if (size > LARGE) {
            result = StrictMath.log(size) + LN_2;
        } else if (size > 2) {
            result = StrictMath.log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
        } else {
            double square = size * size;
            result = StrictMath.log1p(size + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, x);
    }

    static double atanh(double x) {
        return 0.5 * (StrictMath.log1p(x) - StrictMath.log1p(-x));
    }
}
