package io.millrace.engine.builtin.aggregate;

import static io.millrace.engine.expression.FunctionSpec.aggregate;
import static io.millrace.engine.expression.TypeFamily.DAY_TIME_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.YEAR_MONTH_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.arrayOf;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.AggregateSpec.Opening;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DoubleType;
import io.millrace.types.NullType;
import io.millrace.types.StructType;
import io.millrace.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Percentiles and the median: exact ones from all values, approximate ones from a summary; histograms. */
public final class Percentiles implements FunctionModule {
    private static final TypeFamily MEASURE = oneOf(NUMERIC, DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL);
    private static final TypeFamily PERCENTAGE = oneOf(DOUBLE, arrayOf(DOUBLE));
    private static final TypeFamily ORDERED = oneOf(
            NUMERIC,
            TypeFamily.DATE,
            TypeFamily.TIMESTAMP,
            TypeFamily.TIMESTAMP_NTZ,
            YEAR_MONTH_INTERVAL,
            DAY_TIME_INTERVAL);
    private static final Expression.Constant ONCE = new Expression.Constant(1, DataTypes.IntegerType);
    private static final Expression.Constant HALF = new Expression.Constant(0.5, DataTypes.DoubleType);
    private static final Expression.Constant ACCURACY = new Expression.Constant(10_000, DataTypes.IntegerType);

    @Override
    public List<String> names() {
        return List.of(
                "percentile",
                "median",
                "percentile_cont",
                "percentile_disc",
                "percentile_approx",
                "approx_percentile",
                "histogram_numeric");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "percentile" ->
                exact(name, false, false)
                        .optional(INTEGRAL)
                        .defaults(ONCE)
                        .describe(
                                "The value at a percentage of all, between values by their distance.",
                                "percentile(col, 0.3)");
            case "median" -> {
                AggregateSpec half = exact("median", false, false)
                        .overWholePartitions(arguments -> "median(" + arguments.getFirst() + ")")
                        .shows((arguments, distinct) ->
                                "median(" + (distinct ? "DISTINCT " : "") + arguments.getFirst() + ")");
                yield aggregate("median")
                        .takes(TypeFamily.ANY)
                        .rewrites((call, context) ->
                                half.instead(call, List.of(call.arguments().getFirst(), HALF), context))
                        .describe("The value in the middle.", "median(col)");
            }
            case "percentile_cont" ->
                within(name, false)
                        .describe(
                                "The value at a percentage of all in an order, between values by their distance.",
                                "percentile_cont(0.25) WITHIN GROUP (ORDER BY col)");
            case "percentile_disc" ->
                within(name, true)
                        .describe(
                                "The value at a percentage of all in an order.",
                                "percentile_disc(0.25) WITHIN GROUP (ORDER BY col)");
            case "percentile_approx", "approx_percentile" -> approximate();
            case "histogram_numeric" -> histogram();
            default -> throw FunctionModule.unknown(name);
        };
    }

    // Percentages

    private static void check(CallErrors errors, List<Expression> arguments) {
        Expression percentage = arguments.get(1);
        errors.requireConstant("percentage", percentage, CallErrors.quoted(percentage.type()));
        Expression.Constant folded = Constants.fold(percentage);
        requireValue(errors, percentage, "percentage");
        for (double share : shares(percentage)) {
            if (!(share >= 0 && share <= 1)) {
                throw outOfRange(errors, "percentage", "[0.0, 1.0]", eachAsText(folded));
            }
        }
    }

    private static void requireValue(CallErrors errors, Expression constant, String name) {
        if (Constants.fold(constant).value() == null) {
            throw errors.mismatch(ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_NULL, "exprName", name);
        }
    }

    private static MillraceException outOfRange(CallErrors errors, String argument, String range, String value) {
        return errors.mismatch(
                ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                "exprName",
                argument,
                "valueRange",
                range,
                "currentValue",
                value);
    }

    /** A value as SQL; of a list each by itself. */
    private static String eachAsText(Expression.Constant value) {
        return value.value() instanceof List<?> list
                ? list.stream()
                        .map(each -> ExpressionText.sql(new Expression.Constant(each, DataTypes.DoubleType)))
                        .collect(Collectors.joining(","))
                : ExpressionText.sql(value);
    }

    /** Among percentages are only numbers, and nulls only where none has to be converted; zeros else. */
    private static void requirePercentages(CallErrors errors, List<Expression> arguments, boolean exact) {
        Expression percentage = arguments.get(1);
        if (percentage.type() instanceof ArrayType array
                && !(array.elementType() instanceof DoubleType)
                && (array.containsNull() || !becomesDouble(array.elementType()))) {
            throw errors.unexpectedType(1, exact ? "\"ARRAY<DOUBLE>\"" : PERCENTAGE.label(), percentage);
        }
    }

    private static boolean becomesDouble(DataType type) {
        return NUMERIC.accepts(type) || type instanceof NullType;
    }

    private static double[] shares(Expression percentage) {
        return Constants.fold(percentage).value() instanceof List<?> list
                ? list.stream()
                        .mapToDouble(share -> share instanceof Double number ? number : 0.0)
                        .toArray()
                : new double[] {(Double) Constants.fold(percentage).value()};
    }

    /** One result, or an array of them where the percentage is one. */
    private static DataType shaped(DataType single, Expression percentage) {
        return percentage.type() instanceof ArrayType ? new ArrayType(single, false) : single;
    }

    /** Percentages become DOUBLE and measures other than intervals, too. */
    private static List<Expression> asDoubles(List<Expression> arguments, ResolutionContext context) {
        List<Expression> converted = new ArrayList<>(arguments);
        DataType type = arguments.getFirst().type();
        boolean interval = type instanceof YearMonthIntervalType || type instanceof DayTimeIntervalType;
        if (!interval && MEASURE.accepts(type)) {
            converted.set(0, context.convert(arguments.getFirst(), DataTypes.DoubleType));
        }
        converted.set(1, percentages(arguments.get(1), context));
        return converted;
    }

    private static Expression percentages(Expression percentage, ResolutionContext context) {
        return percentage.type() instanceof ArrayType array
                        && !array.containsNull()
                        && NUMERIC.accepts(array.elementType())
                ? context.convert(percentage, new ArrayType(DataTypes.DoubleType, array.containsNull()))
                : percentage;
    }

    // Exact percentiles

    private static AggregateSpec exact(String name, boolean discrete, boolean descending) {
        return Aggregates.typed(opening -> accumulator(opening, discrete, descending), name)
                .takes(MEASURE, PERCENTAGE)
                .reads(LanguageSetting.LEGACY_DISCRETE_PERCENTILE)
                .coerces(Percentiles::asDoubles)
                .requires((errors, arguments, context) -> requirePercentages(errors, arguments, true))
                .checks((errors, arguments, context) -> check(errors, arguments))
                .gives((arguments, context) -> shaped(whole(arguments.getFirst().type()), arguments.get(1)));
    }

    /** Between two intervals there are some with more fields. */
    private static DataType whole(DataType type) {
        return switch (type) {
            case DayTimeIntervalType ignored -> DataTypes.createDayTimeIntervalType();
            case YearMonthIntervalType ignored -> DataTypes.createYearMonthIntervalType();
            case DataType other -> other;
        };
    }

    private static TypedAccumulator accumulator(Opening opening, boolean discrete, boolean descending) {
        List<Expression> arguments = opening.call().arguments();
        String frequency = arguments.size() > 2 ? ExpressionText.pretty(arguments.get(2)) : "";
        ExactPercentiles finisher = new ExactPercentiles(
                shares(arguments.get(1)),
                discrete,
                descending,
                opening.settings().flag(LanguageSetting.LEGACY_DISCRETE_PERCENTILE),
                frequency);
        return new GatheringAccumulator(arguments.stream().map(Expression::type).toList(), finisher);
    }

    private static AggregateSpec within(String name, boolean discrete) {
        return aggregate(name).takes(TypeFamily.ANY).ordered().rewrites((call, context) -> {
            requireOne(call);
            CallSite.Ordering order = call.order().getFirst();
            ValueOrder.require(
                    new SortKey(order.value(), order.ascending(), order.nullsFirst()), context.zone(), call.position());
            AggregateSpec spec = exact(name, discrete, !order.ascending())
                    .overWholePartitions(arguments -> name + "(" + String.join(", ", arguments) + ")")
                    .text(arguments -> name + "(" + arguments.get(1) + ") WITHIN GROUP (ORDER BY "
                            + arguments.getFirst() + (order.ascending() ? ")" : " DESC)"))
                    .shown((arguments, texts) -> Optional.of(
                            name + "(" + arguments.stream().map(texts).collect(Collectors.joining(", ")) + ")"));
            return spec.instead(call, List.of(order.value(), call.arguments().getFirst()), context);
        });
    }

    private static void requireOne(CallSite call) {
        OrderedSets.refuseDistinct(call);
        if (call.order().isEmpty()) {
            throw OrderedSets.missing(call);
        }
        OrderedSets.requireOrderings(call, 1);
    }

    // Approximate percentiles

    private static AggregateSpec approximate() {
        return Aggregates.typed(Percentiles::summary, "percentile_approx", "approx_percentile")
                .takes(ORDERED, PERCENTAGE)
                .optional(INTEGRAL)
                .defaults(ACCURACY)
                .coerces((arguments, context) -> {
                    List<Expression> converted = new ArrayList<>(arguments);
                    converted.set(1, percentages(arguments.get(1), context));
                    return converted;
                })
                .requires((errors, arguments, context) -> requirePercentages(errors, arguments, false))
                .checks((errors, arguments, context) -> checkApproximate(errors, arguments))
                .gives((arguments, context) -> shaped(arguments.getFirst().type(), arguments.get(1)))
                .describe(
                        "A value near a percentage of all; the third argument is the accuracy.",
                        "percentile_approx(col, array(0.5, 0.4), 100)");
    }

    private static long accuracy(List<Expression> arguments) {
        return Constants.fold(arguments.get(2)).value() instanceof Number number ? number.longValue() : 0;
    }

    private static void checkApproximate(CallErrors errors, List<Expression> arguments) {
        errors.requireConstant(
                "accuracy", arguments.get(2), CallErrors.quoted(arguments.get(2).type()));
        requireValue(errors, arguments.get(2), "accuracy");
        long accuracy = accuracy(arguments);
        if (accuracy <= 0 || accuracy > Integer.MAX_VALUE) {
            throw outOfRange(
                    errors,
                    "accuracy",
                    "(0, 2147483647]",
                    ExpressionText.sql(new Expression.Constant(accuracy, DataTypes.LongType)));
        }
        check(errors, arguments);
    }

    private static TypedAccumulator summary(Opening opening) {
        List<Expression> arguments = opening.call().arguments();
        return new ApproximatePercentileAccumulator(shares(arguments.get(1)), 1.0 / accuracy(arguments));
    }

    // Histograms

    private static AggregateSpec histogram() {
        return Aggregates.typed(
                        opening ->
                                new HistogramAccumulator(binLimit(opening.call().arguments())),
                        "histogram_numeric")
                .takes(ORDERED, TypeFamily.INT)
                .constant(1, "nb")
                .checks((errors, arguments, context) -> {
                    requireValue(errors, arguments.get(1), "nb");
                    if (binLimit(arguments) < 2) {
                        throw outOfRange(
                                errors, "nb", "[2, 2147483647]", ExpressionText.sql(Constants.fold(arguments.get(1))));
                    }
                })
                .gives((arguments, context) -> new ArrayType(
                        new StructType()
                                .add("x", arguments.getFirst().type(), true)
                                .add("y", DataTypes.DoubleType, true),
                        true))
                .describe("Bins that the values fall into: their centres and how many.", "histogram_numeric(col, 5)");
    }

    private static int binLimit(List<Expression> arguments) {
        return Constants.fold(arguments.get(1)).value() instanceof Integer limit ? limit : 0;
    }
}
