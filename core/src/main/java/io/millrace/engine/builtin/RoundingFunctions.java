package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.DECIMAL;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.oneOf;

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
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.IntegerType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Functions that round numbers. */
public final class RoundingFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of("ceil", "ceiling", "floor", "round", "bround");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "ceil", "ceiling" -> whole(name, RoundingMode.CEILING, Math::ceil);
            case "floor" -> whole(name, RoundingMode.FLOOR, Math::floor);
            case "round" -> rounded(name, RoundingMode.HALF_UP, "half up");
            case "bround" -> rounded(name, RoundingMode.HALF_EVEN, "half to even");
            default -> throw FunctionModule.unknown(name);
        };
    }

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
                .expected("2")
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
        if (value.precision() > type.precision()) {
            throw new MillraceArithmeticException(call.settings()
                    .error(
                            ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE__WITHOUT_SUGGESTION,
                            "originalValue",
                            rounded.toString(),
                            "roundedValue",
                            value.toPlainString(),
                            "precision",
                            String.valueOf(type.precision()),
                            "scale",
                            String.valueOf(type.scale())));
        }
        out.set(row, value.unscaledValue());
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
            throw ArithmeticErrors.overflow(call.settings(), "Overflow", "");
        }
        switch (out) {
            case LongVector longs -> longs.set(row, wrapped);
            case IntVector ints -> ints.set(row, (int) wrapped);
            case ShortVector shorts -> shorts.set(row, (short) wrapped);
            case ByteVector bytes -> bytes.set(row, (byte) wrapped);
            default -> throw new IllegalStateException(out.type().toString());
        }
    }
}
