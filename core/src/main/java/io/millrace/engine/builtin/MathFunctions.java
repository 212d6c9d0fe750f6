package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.DAY_TIME_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.DECIMAL;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.YEAR_MONTH_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.DecimalRules;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.IntegerType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
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
                "ceil",
                "ceiling",
                "floor",
                "round",
                "bround",
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
            case "ceil", "ceiling" -> whole(name, RoundingMode.CEILING, Math::ceil);
            case "floor" -> whole(name, RoundingMode.FLOOR, Math::floor);
            case "round" -> rounded(name, RoundingMode.HALF_UP, "half up");
            case "bround" -> rounded(name, RoundingMode.HALF_EVEN, "half to even");
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
                        .takes(DOUBLE)
                        .mayBeNull()
                        .text(arguments -> (name.equals("sign") ? "sign(" : "SIGNUM(") + arguments.getFirst() + ")")
                        .kernel(Kernels.doubles(Math::signum))
                        .describe("-1, 0 or 1 by the sign.", "sign(40)");
            default -> throw FunctionModule.unknown(name);
        };
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

    // Rounding

    private static ScalarSpec whole(String name, RoundingMode mode, DoubleUnaryOperator function) {
        ScalarSpec toDigits = scalar(name)
                .mayBeNull()
                .takes(DECIMAL, INT)
                .rewrites((call, context) -> {
                    requireScale(name, call);
                    return null;
                })
                .coerces((arguments, context) -> asDecimal(arguments, context))
                .gives((arguments, context) -> roundedType(arguments.getFirst().type(), scale(arguments)))
                .kernel((call, arguments) ->
                        rounding(mode, scale(call.arguments())).open(call, arguments));
        return scalar(name)
                .text(arguments -> (name.equals("ceiling") ? name : name.toUpperCase(Locale.ROOT)) + "("
                        + arguments.getFirst() + ")")
                .mayBeNull()
                .takes(oneOf(DOUBLE, DECIMAL, LONG))
                .optional(INT)
                .rewrites((call, context) -> call.arguments().size() < 2 ? null : toDigits.resolve(call, context))
                .gives((arguments, context) -> wholeType(arguments.getFirst().type()))
                .kernel((call, arguments) -> call.type() instanceof DecimalType
                        ? rounding(mode, 0).open(call, arguments)
                        : Kernels.<LongVector>strict((in, row, out) -> out.set(
                                        row,
                                        in.plain(0) instanceof DoubleVector
                                                ? (long) function.applyAsDouble(in.doubleAt(0, row))
                                                : in.longAt(0, row)))
                                .open(call, arguments))
                .describe(
                        "The nearest whole number, or number of so many digits, that is not "
                                + (mode == RoundingMode.CEILING ? "less." : "greater."),
                        name + "(-0.1)");
    }

    private static void requireScale(String name, CallSite call) {
        Expression scale = call.arguments().get(1);
        boolean constant = scale.type() instanceof IntegerType
                && Constants.isFoldable(scale)
                && Constants.fold(scale).value() != null;
        if (!constant) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.NON_FOLDABLE_ARGUMENT,
                            "funcName",
                            "`" + name + "`",
                            "paramName",
                            "`scale`",
                            "paramType",
                            CallErrors.quoted(DataTypes.IntegerType))
                    .at(call.position()));
        }
    }

    private static List<Expression> asDecimal(List<Expression> arguments, ResolutionContext context) {
        DataType type = arguments.getFirst().type();
        DataType decimal = switch (type) {
            case DecimalType already -> already;
            case NumericType number -> DecimalRules.forType(number);
            case StringType ignored -> DecimalType.SYSTEM_DEFAULT;
            case NullType ignored -> DecimalType.SYSTEM_DEFAULT;
            default -> type;
        };
        return List.of(context.convert(arguments.getFirst(), decimal), arguments.get(1));
    }

    private static DataType wholeType(DataType type) {
        return type instanceof DecimalType decimal
                ? bounded(decimal.precision() - decimal.scale() + (decimal.scale() == 0 ? 0 : 1), 0)
                : DataTypes.LongType;
    }

    private static DecimalType bounded(int precision, int scale) {
        return new DecimalType(
                Math.min(DecimalType.MAX_PRECISION, Math.max(1, precision)), Math.min(DecimalType.MAX_SCALE, scale));
    }

    private static int scale(List<Expression> arguments) {
        return arguments.size() < 2 || !(Constants.fold(arguments.get(1)).value() instanceof Integer scale) ? 0 : scale;
    }

    private static DataType roundedType(DataType type, int scale) {
        if (!(type instanceof DecimalType decimal)) {
            return type;
        }
        int digits = decimal.precision() - decimal.scale() + 1;
        return scale < 0
                ? bounded(Math.max(digits, -scale + 1), 0)
                : bounded(digits + Math.min(decimal.scale(), scale), Math.min(decimal.scale(), scale));
    }

    private static ScalarSpec rounded(String name, RoundingMode mode, String manner) {
        return scalar(name)
                .takes(NUMERIC)
                .optional(INT)
                .constant(1, "scale")
                .text(arguments -> name + "(" + String.join(", ", arguments) + (arguments.size() == 1 ? ", 0)" : ")"))
                .gives((arguments, context) -> roundedType(arguments.getFirst().type(), scale(arguments)))
                .mayBeNull()
                .kernel((call, arguments) ->
                        rounding(mode, scale(call.arguments())).open(call, arguments))
                .describe(
                        "The number rounded " + manner + " to so many digits after the point, or before it.",
                        name + "(2.5, 0)");
    }

    private static ScalarKernel rounding(RoundingMode mode, int scale) {
        return Kernels.<ValueVector>strictFor(call -> (in, row, out) -> {
            int at = in.at(0, row);
            switch (out) {
                case DoubleVector doubles -> {
                    double value = in.doubleAt(0, row);
                    doubles.set(
                            row,
                            Double.isFinite(value)
                                    ? BigDecimal.valueOf(value)
                                            .setScale(scale, mode)
                                            .doubleValue()
                                    : value);
                }
                case FloatVector floats -> {
                    float value = ((FloatVector) in.plain(0)).get(at);
                    floats.set(
                            row,
                            Float.isFinite(value)
                                    ? new BigDecimal(Float.toString(value))
                                            .setScale(scale, mode)
                                            .floatValue()
                                    : value);
                }
                case DecimalVector decimals -> {
                    DecimalVector source = (DecimalVector) in.plain(0);
                    BigDecimal value = new BigDecimal(source.unscaled(at), ((DecimalType) source.type()).scale());
                    setDecimal(call, value.setScale(scale, mode), row, decimals);
                }
                default -> setWhole(call, in.longAt(0, row), mode, scale, row, out);
            }
        });
    }

    private static void setDecimal(KernelCall call, BigDecimal rounded, int row, DecimalVector out) {
        DecimalType type = (DecimalType) out.type();
        BigDecimal value = rounded.setScale(type.scale(), RoundingMode.UNNECESSARY);
        if (value.precision() <= type.precision()) {
            out.set(row, value.unscaledValue());
        } else if (call.ansi()) {
            throw overflow(call, "Overflow");
        } else {
            out.setNull(row);
        }
    }

    private static void setWhole(KernelCall call, long value, RoundingMode mode, int scale, int row, ValueVector out) {
        BigInteger rounded = scale >= 0
                ? BigInteger.valueOf(value)
                : BigDecimal.valueOf(value).setScale(scale, mode).toBigInteger();
        long wrapped = rounded.longValue();
        int width = switch (out) {
            case LongVector ignored -> 63;
            case IntVector ignored -> 31;
            case ShortVector ignored -> 15;
            default -> 7;
        };
        if (call.ansi() && rounded.bitLength() > width) {
            throw overflow(call, "Overflow");
        }
        switch (out) {
            case LongVector longs -> longs.set(row, wrapped);
            case IntVector ints -> ints.set(row, (int) wrapped);
            case ShortVector shorts -> shorts.set(row, (short) wrapped);
            case ByteVector bytes -> bytes.set(row, (byte) wrapped);
            default -> throw new IllegalStateException(out.type().toString());
        }
    }

    private static MillraceArithmeticException overflow(KernelCall call, String message) {
        return new MillraceArithmeticException(call.settings()
                .error(
                        ErrorCondition.ARITHMETIC_OVERFLOW,
                        "message",
                        message,
                        "alternative",
                        "",
                        "config",
                        "\"spark.sql.ansi.enabled\""));
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
                            throw overflow(call, "Overflow in function conv()");
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
