package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.DAY_TIME_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.YEAR_MONTH_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DoubleType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers. */
public final class MathFunctions implements FunctionModule {
    private static final long[] FACTORIALS = factorials();

    @Override
    public List<String> names() {
        return List.of(
                "sqrt",
                "cbrt",
                "exp",
                "expm1",
                "ln",
                "log",
                "log2",
                "log10",
                "log1p",
                "pow",
                "power",
                "hypot",
                "sin",
                "cos",
                "tan",
                "cot",
                "asin",
                "acos",
                "atan",
                "atan2",
                "sinh",
                "cosh",
                "tanh",
                "degrees",
                "radians",
                "rint",
                "sign",
                "signum",
                "factorial",
                "bin",
                "pi",
                "e",
                "acosh",
                "asinh",
                "atanh",
                "csc",
                "sec",
                "conv",
                "width_bucket");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "sqrt" -> of(name, Math::sqrt, "The square root.");
            case "cbrt" -> of(name, Math::cbrt, "The cube root.");
            case "exp" -> of(name, StrictMath::exp, "e to a power.");
            case "expm1" -> of(name, StrictMath::expm1, "e to a power, less 1.");
            case "ln" -> logarithm(name, 0, StrictMath::log, "The natural logarithm; NULL for 0 and below.");
            case "log2" -> logarithm(name, 0, x -> StrictMath.log(x) / StrictMath.log(2), "The logarithm to base 2.");
            case "log10" -> logarithm(name, 0, StrictMath::log10, "The logarithm to base 10.");
            case "log1p" -> logarithm(name, -1, StrictMath::log1p, "The natural logarithm of a number plus 1.");
            case "log" -> log();
            case "pow", "power" ->
                doubles("pow", "power")
                        .takes(DOUBLE, DOUBLE)
                        .kernel(Kernels.doubles((x, y) -> StrictMath.pow(x, y)))
                        .text(arguments ->
                                (name.equals("pow") ? "pow(" : "POWER(") + String.join(", ", arguments) + ")")
                        .describe("A number to a power.", "pow(2, 3)");
            case "hypot" ->
                shownInCapitals(doubles(name), name)
                        .takes(DOUBLE, DOUBLE)
                        .kernel(Kernels.doubles((x, y) -> Math.hypot(x, y)))
                        .describe("The square root of the sum of two squares.", "hypot(3, 4)");
            case "atan2" ->
                shownInCapitals(doubles(name), name)
                        .takes(DOUBLE, DOUBLE)
                        .kernel(Kernels.doubles((y, x) -> StrictMath.atan2(y + 0.0, x + 0.0)))
                        .describe("The angle of a point, in radians.", "atan2(0, 0)");
            case "factorial" ->
                scalar(name)
                        .takes(INT)
                        .gives(DataTypes.LongType)
                        .mayBeNull()
                        .kernel(Kernels.<LongVector>strict((in, row, out) -> {
                            int number = in.intAt(0, row);
                            if (number < 0 || number >= FACTORIALS.length) {
                                out.setNull(row);
                            } else {
                                out.set(row, FACTORIALS[number]);
                            }
                        }))
                        .describe("The factorial of 0 to 20; NULL for others.", "factorial(5)");
            case "bin" ->
                scalar(name)
                        .takes(LONG)
                        .gives(DataTypes.StringType)
                        .kernel(Kernels.<BytesVector>strict(
                                (in, row, out) -> out.set(row, Long.toBinaryString(in.longAt(0, row)))))
                        .describe("A number in binary digits.", "bin(13)");
            case "pi" -> constant(name, Math.PI, "The number pi.");
            case "e" -> constant(name, Math.E, "The number e.");
            case "conv" -> conv();
            case "width_bucket" -> widthBucket();
            default -> trigonometry(name);
        };
    }

    private static FunctionSpec<?> trigonometry(String name) {
        return switch (name) {
            case "sin" -> of(name, StrictMath::sin, "The sine.");
            case "cos" -> of(name, StrictMath::cos, "The cosine.");
            case "tan" -> of(name, StrictMath::tan, "The tangent.");
            case "cot" -> of(name, x -> 1 / StrictMath.tan(x), "The cotangent.");
            case "asin" -> of(name, StrictMath::asin, "The inverse sine.");
            case "acos" -> of(name, StrictMath::acos, "The inverse cosine.");
            case "atan" -> of(name, StrictMath::atan, "The inverse tangent.");
            case "sinh" -> of(name, StrictMath::sinh, "The hyperbolic sine.");
            case "cosh" -> of(name, StrictMath::cosh, "The hyperbolic cosine.");
            case "tanh" -> of(name, StrictMath::tanh, "The hyperbolic tangent.");
            case "acosh" -> of(name, Hyperbolics::acosh, "The inverse hyperbolic cosine.");
            case "asinh" -> of(name, Hyperbolics::asinh, "The inverse hyperbolic sine.");
            case "atanh" -> of(name, Hyperbolics::atanh, "The inverse hyperbolic tangent.");
            case "csc" -> of(name, x -> 1 / StrictMath.sin(x), "The cosecant.");
            case "sec" -> of(name, x -> 1 / StrictMath.cos(x), "The secant.");
            case "degrees" -> of(name, Math::toDegrees, "Radians as degrees.");
            case "radians" -> of(name, Math::toRadians, "Degrees as radians.");
            case "rint" ->
                doubles(name)
                        .takes(DOUBLE)
                        .mayBeNull()
                        .kernel(Kernels.doubles(Math::rint))
                        .describe("The nearest whole number, half to even, as DOUBLE.", "rint(1)");
            case "sign", "signum" ->
                doubles("sign", "signum")
                        .takes(oneOf(DOUBLE, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL))
                        .mayBeNull()
                        .text(arguments -> (name.equals("sign") ? "sign(" : "SIGNUM(") + arguments.getFirst() + ")")
                        .kernel(Kernels.<DoubleVector>strictFor(MathFunctions::signum))
                        .describe("-1, 0 or 1 by the sign.", "sign(40)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** The sign of a number or of an interval. */
    private static Kernels.RowFunction<DoubleVector> signum(KernelCall call) {
        return call.argumentType(0) instanceof DoubleType
                ? (in, row, out) -> out.set(row, Math.signum(in.doubleAt(0, row)))
                : (in, row, out) -> out.set(row, Long.signum(in.longAt(0, row)));
    }

    private static ScalarSpec doubles(String name, String... aliases) {
        return scalar(name, aliases).gives(DataTypes.DoubleType);
    }

    /** Spark shows most functions of one number in capitals. */
    private static ScalarSpec shownInCapitals(ScalarSpec spec, String name) {
        return spec.text(arguments -> name.toUpperCase(Locale.ROOT) + "(" + String.join(", ", arguments) + ")");
    }

    private static ScalarSpec of(String name, DoubleUnaryOperator function, String text) {
        return shownInCapitals(doubles(name).takes(DOUBLE).mayBeNull(), name)
                .kernel(Kernels.doubles(function))
                .describe(text, name + "(1)");
    }

    private static ScalarSpec constant(String name, double value, String text) {
        return doubles(name)
                .text(arguments -> name.toUpperCase(java.util.Locale.ROOT) + "()")
                .kernel(Kernels.<DoubleVector>lenient((in, row, out) -> out.set(row, value)))
                .describe(text, name + "()");
    }

    /** Null at and below a limit. */
    private static ScalarSpec logarithm(String name, double limit, DoubleUnaryOperator function, String text) {
        ScalarSpec spec = doubles(name).takes(DOUBLE).mayBeNull();
        return (name.equals("ln") ? spec : shownInCapitals(spec, name))
                .kernel(Kernels.<DoubleVector>strict(
                        (in, row, out) -> setAbove(in.doubleAt(0, row), limit, function, row, out)))
                .describe(text, name + "(10)");
    }

    private static void setAbove(double value, double limit, DoubleUnaryOperator function, int row, DoubleVector out) {
        if (value <= limit) {
            out.setNull(row);
        } else {
            out.set(row, function.applyAsDouble(value));
        }
    }

    /** {@code log(x)}, or {@code log(base, x)}. */
    private static ScalarSpec log() {
        return doubles("log")
                .takes(DOUBLE)
                .optional(DOUBLE)
                .mayBeNull()
                .text(arguments -> arguments.size() == 1
                        ? "LOG(E(), " + arguments.getFirst() + ")"
                        : "LOG(" + String.join(", ", arguments) + ")")
                .kernel(Kernels.<DoubleVector>strict((in, row, out) -> {
                    double first = in.doubleAt(0, row);
                    if (in.count() == 1 || first <= 0) {
                        setAbove(first, 0, StrictMath::log, row, out);
                    } else {
                        setAbove(in.doubleAt(1, row), 0, x -> StrictMath.log(x) / StrictMath.log(first), row, out);
                    }
                }))
                .describe("The logarithm to a base, or the natural one; NULL for 0 and below.", "log(10, 100)");
    }

    private static long[] factorials() {
        long[] factorials = new long[21];
        factorials[0] = 1;
        for (int i = 1; i < factorials.length; i++) {
            factorials[i] = factorials[i - 1] * i;
        }
        return factorials;
    }

    // Numerals and buckets

    private static ScalarSpec conv() {
        return scalar("conv")
                .takes(STRING, INT, INT)
                .gives(DataTypes.StringType)
                .mayBeNull()
                .kernel(Kernels.<BytesVector>strictFor(call -> (in, row, out) -> {
                    String converted = Numerals.convert(in.stringAt(0, row), in.intAt(1, row), in.intAt(2, row), () -> {
                        if (call.ansi()) {
                            throw ArithmeticErrors.overflow(call.settings(), "Overflow in function conv()", "");
                        }
                    });
                    if (converted == null) {
                        out.setNull(row);
                    } else {
                        out.set(row, converted);
                    }
                }))
                .describe("A number written in one base, written in another.", "conv('100', 2, 10)");
    }

    private static ScalarSpec widthBucket() {
        TypeFamily value = oneOf(DOUBLE, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL);
        return scalar("width_bucket")
                .takes(value, value, value, LONG)
                .checks((errors, arguments, context) -> requireOneMeasure(errors, arguments.subList(0, 3)))
                .gives(DataTypes.LongType)
                .mayBeNull()
                .kernel(Kernels.<LongVector>strict((in, row, out) -> {
                    double number = measure(in, 0, row);
                    double first = measure(in, 1, row);
                    double last = measure(in, 2, row);
                    long count = in.longAt(3, row);
                    boolean buckets = count > 0 && count < Long.MAX_VALUE && first != last;
                    if (buckets && !Double.isNaN(number) && Double.isFinite(first) && Double.isFinite(last)) {
                        out.set(row, bucket(number, first, last, count));
                    } else {
                        out.setNull(row);
                    }
                }))
                .describe(
                        "The number, from 1, of the bucket among buckets of equal width; 0 before and one more behind.",
                        "width_bucket(5.3, 0.2, 10.6, 5)");
    }

    /** Numbers, or intervals of one kind. */
    private static void requireOneMeasure(CallErrors errors, List<Expression> measures) {
        List<DataType> types = measures.stream().map(Expression::type).toList();
        boolean one = types.stream().allMatch(DoubleType.class::isInstance)
                || types.stream().allMatch(YearMonthIntervalType.class::isInstance)
                || types.stream().allMatch(DayTimeIntervalType.class::isInstance);
        if (!one) {
            throw errors.differentTypes(measures);
        }
    }

    private static double measure(Arguments in, int argument, int row) {
        return in.plain(argument) instanceof DoubleVector ? in.doubleAt(argument, row) : in.longAt(argument, row);
    }

    private static long bucket(double number, double first, double last, long count) {
        boolean rising = first < last;
        if (rising ? number < first : number > first) {
            return 0;
        }
        if (rising ? number >= last : number <= last) {
            return count + 1;
        }
        return (long) (count * (number - first) / (last - first)) + 1;
    }
}
