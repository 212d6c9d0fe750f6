package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.DECIMAL;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.types.BinaryType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DecimalType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Numbers as formatted text and back. */
public final class NumberTextFunctions implements FunctionModule {
    /** The type of what a format of NULL gives. */
    private static final DecimalType NO_PATTERN = new DecimalType(10, 0);

    private static final String GROUPED = "#,###,###,###,###,###,##0";

    @Override
    public List<String> names() {
        return List.of("to_number", "try_to_number", "to_char", "to_varchar", "format_number");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "to_number" ->
                toNumber(name, true).describe("The number that a formatted text means.", "to_number('454', '999')");
            case "try_to_number" ->
                toNumber(name, false)
                        .mayBeNull()
                        .describe(
                                "The number that a formatted text means, or NULL.",
                                "try_to_number('$78.12', '$99.99')");
            case "to_char", "to_varchar" -> toChar();
            case "format_number" ->
                scalar(name)
                        .takes(NUMERIC.asWritten(), oneOf(INT, STRING).asWritten())
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .kernel(Kernels.<BytesVector>strictFor(call -> {
                            Map<Object, DecimalFormat> formats = new HashMap<>();
                            return (in, row, out) -> {
                                Object wanted = in.valueAt(1, row);
                                if (wanted instanceof Integer digits && digits < 0) {
                                    out.setNull(row);
                                } else {
                                    DecimalFormat format = formats.computeIfAbsent(wanted, NumberTextFunctions::format);
                                    out.set(row, format.format(number(in, row)));
                                }
                            };
                        }))
                        .describe(
                                "The number with separators and so many digits after the point, or by a pattern.",
                                "format_number(12332.123456, 4)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static DecimalFormat format(Object wanted) {
        String pattern = switch (wanted) {
            case Integer digits -> GROUPED + (digits == 0 ? "" : "." + "0".repeat(digits));
            case String given -> given.isEmpty() ? GROUPED : given;
            default -> throw new IllegalStateException(wanted.toString());
        };
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.US));
    }

    private static Object number(Arguments in, int row) {
        return switch (in.plain(0)) {
            case DecimalVector decimals -> decimal(decimals, in.at(0, row));
            case DoubleVector ignored -> in.doubleAt(0, row);
            case FloatVector ignored -> in.doubleAt(0, row);
            default -> in.longAt(0, row);
        };
    }

    private static BigDecimal decimal(DecimalVector decimals, int slot) {
        return new BigDecimal(decimals.unscaled(slot), ((DecimalType) decimals.type()).scale());
    }

    /** By a format of NULL every number is NULL. */
    private static boolean hasPattern(List<Expression> arguments) {
        return Constants.fold(arguments.get(1)).value() != null;
    }

    private static NumberPattern pattern(List<Expression> arguments) {
        return NumberPattern.of(String.valueOf(Constants.fold(arguments.get(1)).value()));
    }

    /** The type of the numbers that a format reads, which is looked at. */
    private static DecimalType numberType(List<Expression> arguments, Optional<ErrorPosition> position) {
        try {
            return hasPattern(arguments) ? pattern(arguments).type() : NO_PATTERN;
        } catch (MillraceException malformed) {
            throw new MillraceException(malformed.detail().at(position), malformed);
        }
    }

    private static ScalarSpec toNumber(String name, boolean strict) {
        return scalar(name)
                .takes(STRING, STRING)
                .constant(1, "format")
                .gives((arguments, context) ->
                        numberType(arguments, context.origin().position()))
                .kernel(Kernels.<DecimalVector>strictFor(call -> {
                    NumberPattern pattern = hasPattern(call.arguments()) ? pattern(call.arguments()) : null;
                    int scale = ((DecimalType) call.type()).scale();
                    return (in, row, out) -> {
                        BigDecimal value = pattern.parse(in.stringAt(0, row));
                        if (value != null) {
                            out.set(row, value.setScale(scale).unscaledValue());
                        } else if (strict) {
                            throw mismatch(call, in.stringAt(0, row), pattern);
                        } else {
                            out.setNull(row);
                        }
                    };
                }));
    }

    private static MillraceException mismatch(KernelCall call, String input, NumberPattern pattern) {
        return new MillraceException(call.settings()
                .error(
                        ErrorCondition.INVALID_FORMAT__MISMATCH_INPUT,
                        "inputType",
                        "\"STRING\"",
                        "input",
                        input,
                        "format",
                        pattern.pattern()));
    }

    /** By the type of the argument: {@code date_format}, a text of bytes, or a number. */
    private static ScalarSpec toChar() {
        return scalar("to_char", "to_varchar")
                .pretty("to_char")
                .nullTolerant()
                .takes(DECIMAL, STRING)
                .constant(1, "attributereference")
                .text(arguments -> "to_char(" + String.join(", ", arguments) + ")")
                .rewrites(NumberTextFunctions::otherThanNumber)
                .gives(DataTypes.StringType)
                .kernel(Kernels.<BytesVector>strictFor(call -> {
                    NumberPattern pattern = hasPattern(call.arguments()) ? pattern(call.arguments()) : null;
                    return (in, row, out) ->
                            out.set(row, pattern.format(decimal((DecimalVector) in.plain(0), in.at(0, row))));
                }))
                .checks((errors, arguments, context) ->
                        numberType(arguments, errors.call().position()))
                .describe("A number by a format; also dates and bytes.", "to_char(454, '999')");
    }

    private static Expression otherThanNumber(CallSite call, ResolutionContext context) {
        DataType type = call.arguments().getFirst().type();
        if (type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType
                || type instanceof TimeType) {
            return new DateTextFunctions().define("date_format") instanceof ScalarSpec format
                    ? format.typedCall(call, call.arguments(), context)
                    : null;
        }
        if (!(type instanceof BinaryType)) {
            return null;
        }
        Expression format = call.arguments().get(1);
        String name = Constants.isFoldable(format)
                ? String.valueOf(Constants.fold(format).value())
                : "";
        Expression bytes = call.arguments().getFirst();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "base64", "hex" ->
                shown(
                        call,
                        new EncodingFunctions()
                                .define(name.toLowerCase(Locale.ROOT))
                                .typedCall(call, List.of(bytes), context),
                        context);
            case "utf-8" -> new CharsetFunctions().define("decode").typedCall(call, List.of(bytes, format), context);
            default ->
                throw new MillraceException(ErrorDetail.of(
                                ErrorCondition.INVALID_PARAMETER_VALUE__BINARY_FORMAT,
                                "functionName",
                                "`" + call.name().toLowerCase(Locale.ROOT) + "`",
                                "parameter",
                                "`format`",
                                "invalidFormat",
                                ExpressionText.quoted(name))
                        .at(call.position()));
        };
    }

    /** Spark shows the function that was written, without the format. */
    private static Expression shown(CallSite call, Expression text, ResolutionContext context) {
        return scalar(call.name().toLowerCase(Locale.ROOT))
                .standsForFirst()
                .typed(call, List.of(text, call.arguments().getFirst()), DataTypes.StringType, context);
    }
}
