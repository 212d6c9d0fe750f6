package io.millrace.engine.builtin.aggregate;

import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BOOLEAN;
import static io.millrace.engine.expression.TypeFamily.DAY_TIME_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.YEAR_MONTH_INTERVAL;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.builtin.EncodingFunctions;
import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.AggregateFunction.ArgumentOrder;
import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.AggregateSpec.Opening;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.NullTreatment;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.PhysicalShape;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The aggregate functions. */
public final class Aggregates implements FunctionModule {
    private static final TypeFamily ADDABLE =
            oneOf(NUMERIC, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL).called("\"NUMERIC\" or \"ANSI INTERVAL\"");
    /** Stands for the session where only types are asked for. */
    private static final Settings NO_SESSION = new Settings(ZoneOffset.UTC, true, Map.of(), 0, 0, Origin.NONE);

    private static final double DEFAULT_DEVIATION = 0.05;
    private static final double GREATEST_DEVIATION = 0.39;

    @Override
    public List<String> names() {
        return List.of(
                "count",
                "count_if",
                "sum",
                "try_sum",
                "avg",
                "mean",
                "try_avg",
                "min",
                "max",
                "min_by",
                "max_by",
                "bool_and",
                "every",
                "bool_or",
                "some",
                "any",
                "first",
                "first_value",
                "last",
                "last_value",
                "any_value",
                "var_pop",
                "var_samp",
                "variance",
                "stddev_pop",
                "stddev_samp",
                "stddev",
                "std",
                "skewness",
                "kurtosis",
                "covar_pop",
                "covar_samp",
                "corr",
                "collect_list",
                "array_agg",
                "collect_set",
                "approx_count_distinct");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "count" ->
                typed(opening -> new CountAccumulator(false), "count")
                        .repeated(ANY)
                        .computes(ArgumentOrder.FIRST_TO_LAST)
                        .rewrites((call, context) -> countOfNothing(call, context))
                        .gives(DataTypes.LongType)
                        .neverNull()
                        .describe("How many rows have no null among the arguments; with * all rows.", "count(*)");
            case "count_if" ->
                typed(opening -> new CountAccumulator(true), "count_if")
                        .takes(BOOLEAN)
                        .gives(DataTypes.LongType)
                        .neverNull()
                        .describe("For how many rows the condition is true.", "count_if(col % 2 = 0)");
            case "sum" -> sum("sum", Aggregates::sumOverflow);
            case "try_sum" -> sum("try_sum", settings -> Overflow.NULL).expected("[1, 2]");
            case "avg", "mean" -> average(Aggregates::averageOverflow, "avg", "mean");
            case "try_avg" -> average(settings -> Overflow.NULL, "try_avg").expected("[1, 2]");
            case "min" -> extreme(Extreme.MIN, ANY, "min").describe("The least value.", "min(col)");
            case "max" -> extreme(Extreme.MAX, ANY, "max").describe("The greatest value.", "max(col)");
            case "bool_and", "every" ->
                extreme(Extreme.MIN, BOOLEAN, "bool_and", "every")
                        .describe("Whether all values are true.", "bool_and(col)");
            case "bool_or", "some", "any" ->
                extreme(Extreme.MAX, BOOLEAN, "bool_or", "some", "any")
                        .describe("Whether a value is true.", "bool_or(col)");
            case "min_by" -> beside("min_by", Extreme.MIN, "least");
            case "max_by" -> beside("max_by", Extreme.MAX, "greatest");
            case "first", "first_value", "any_value" -> first(false, name);
            case "last", "last_value" -> first(true, name);
            case "collect_list", "array_agg" ->
                collect(false, "collect_list", "array_agg")
                        .text(arguments -> "collect_list(" + arguments.getFirst() + ")")
                        .describe("All values that are not null, as an array.", "collect_list(col)");
            case "collect_set" ->
                collect(true, "collect_set")
                        .checks((errors, arguments, context) -> requireEquality(errors, arguments.getFirst()))
                        .describe("The different values that are not null, as an array.", "collect_set(col)");
            case "approx_count_distinct" -> approxCountDistinct();
            default -> statistic(name);
        };
    }

    private static FunctionSpec<?> statistic(String name) {
        return switch (name) {
            case "var_pop" ->
                moments(MomentsAccumulator.Statistic.VARIANCE_POPULATION, "var_pop")
                        .describe("The variance of a whole population.", "var_pop(col)");
            case "var_samp", "variance" ->
                moments(MomentsAccumulator.Statistic.VARIANCE_SAMPLE, "var_samp", "variance")
                        .describe("The variance estimated from a sample.", "var_samp(col)");
            case "stddev_pop" ->
                moments(MomentsAccumulator.Statistic.DEVIATION_POPULATION, "stddev_pop")
                        .describe("The standard deviation of a whole population.", "stddev_pop(col)");
            case "stddev_samp", "stddev", "std" ->
                moments(MomentsAccumulator.Statistic.DEVIATION_SAMPLE, "stddev_samp", "stddev", "std")
                        .describe("The standard deviation estimated from a sample.", "stddev_samp(col)");
            case "skewness" ->
                moments(MomentsAccumulator.Statistic.SKEWNESS, "skewness")
                        .describe("How far the values lean to one side.", "skewness(col)");
            case "kurtosis" ->
                moments(MomentsAccumulator.Statistic.KURTOSIS, "kurtosis")
                        .describe("How heavy the tails are, 0 for a normal distribution.", "kurtosis(col)");
            case "covar_pop" ->
                covariance("covar_pop", CovarianceAccumulator.Statistic.COVARIANCE_POPULATION)
                        .describe("The covariance of a whole population.", "covar_pop(x, y)");
            case "covar_samp" ->
                covariance("covar_samp", CovarianceAccumulator.Statistic.COVARIANCE_SAMPLE)
                        .describe("The covariance estimated from a sample.", "covar_samp(x, y)");
            case "corr" ->
                covariance("corr", CovarianceAccumulator.Statistic.CORRELATION)
                        .describe("Pearson's correlation of pairs.", "corr(x, y)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** An aggregate whose unfinished form is what its accumulator says. */
    static AggregateSpec typed(Function<Opening, TypedAccumulator> factory, String name, String... aliases) {
        return FunctionSpec.aggregate(name, aliases)
                .accumulator(factory::apply)
                .buffers(call -> factory.apply(new Opening(call, NO_SESSION, NullTreatment.UNSPECIFIED, false))
                        .bufferTypes());
    }

    /** Without an argument there is nothing that could be counted; that was 0 once. */
    private static Expression countOfNothing(CallSite call, ResolutionContext context) {
        if (!call.arguments().isEmpty()) {
            return null;
        }
        LanguageSetting legacy = LanguageSetting.LEGACY_EMPTY_COUNT;
        if (!context.flag(legacy)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.WRONG_NUM_ARGS__WITH_SUGGESTION,
                            "functionName",
                            "`count`",
                            "expectedNum",
                            " >= 1",
                            "actualNum",
                            "0",
                            "legacyNum",
                            "0",
                            "legacyConfKey",
                            "\"" + legacy.key() + "\"",
                            "legacyConfValue",
                            "\"true\"")
                    .at(call.position()));
        }
        return typed(opening -> new CountAccumulator(false), "count")
                .takes(ANY)
                .text(arguments -> "count()")
                .gives(DataTypes.LongType)
                .neverNull()
                .instead(call, List.of(new Expression.Constant(null, DataTypes.NullType)), context);
    }

    private static Overflow sumOverflow(Settings settings) {
        return settings.ansi() ? Overflow.ERROR : Overflow.WRAP;
    }

    private static Overflow averageOverflow(Settings settings) {
        return settings.ansi() ? Overflow.ERROR : Overflow.NULL;
    }

    private static List<Expression> timestampsAsSeconds(List<Expression> arguments, ResolutionContext context) {
        return arguments.getFirst().type() instanceof TimestampType
                ? List.of(context.convert(arguments.getFirst(), DataTypes.DoubleType))
                : arguments;
    }

    private static AggregateSpec sum(String name, Function<Settings, Overflow> mode) {
        return typed(opening -> sum(opening, mode.apply(opening.settings())), name)
                .takes(ADDABLE)
                .coerces(Aggregates::timestampsAsSeconds)
                .gives((arguments, context) -> sumType(arguments.getFirst().type()))
                .describe("The sum of the values that are not null.", name + "(col)");
    }

    private static TypedAccumulator sum(Opening opening, Overflow overflow) {
        return switch (opening.type()) {
            case DecimalType decimal -> new DecimalSumAccumulator(decimal, overflow, opening.framed());
            case DayTimeIntervalType type -> new LongSumAccumulator(type, strict(overflow));
            case YearMonthIntervalType type -> new LongSumAccumulator(type, strict(overflow));
            case DataType type when PhysicalShape.of(type) == PhysicalShape.DOUBLE -> new DoubleSumAccumulator();
            case DataType type -> new LongSumAccumulator(type, overflow);
        };
    }

    /** Intervals never wrap around. */
    private static Overflow strict(Overflow overflow) {
        return overflow == Overflow.WRAP ? Overflow.ERROR : overflow;
    }

    /** The type of a sum: BIGINT, DOUBLE, DECIMAL with ten more digits, or the interval's own. */
    private static DataType sumType(DataType argument) {
        return switch (argument) {
            case DecimalType decimal -> widened(decimal);
            case DayTimeIntervalType interval -> interval;
            case YearMonthIntervalType interval -> interval;
            case DataType type ->
                switch (PhysicalShape.of(type)) {
                    case BYTE, SHORT, INT, LONG -> DataTypes.LongType;
                    default -> DataTypes.DoubleType;
                };
        };
    }

    private static DecimalType widened(DecimalType type) {
        return new DecimalType(Math.min(DecimalType.MAX_PRECISION, type.precision() + 10), type.scale());
    }

    private static AggregateSpec average(Function<Settings, Overflow> mode, String name, String... aliases) {
        return typed(opening -> average(opening, 0, mode.apply(opening.settings())), name, aliases)
                .takes(ADDABLE)
                .coerces(Aggregates::timestampsAsSeconds)
                .gives((arguments, context) -> averageType(arguments.getFirst().type()))
                .describe("The mean of the values that are not null.", name + "(col)");
    }

    /** The average of one of the arguments. */
    static TypedAccumulator average(Opening opening, int argument) {
        return average(opening, argument, averageOverflow(opening.settings()));
    }

    private static TypedAccumulator average(Opening opening, int argument, Overflow overflow) {
        // Also outside of ANSI mode intervals overflow unless the call tries.
        Overflow tries = opening.call().function().name().startsWith("try_") ? Overflow.NULL : Overflow.ERROR;
        return switch (opening.type()) {
            case DecimalType decimal ->
                new DecimalAverageAccumulator(
                        widened((DecimalType) opening.argumentType(argument)), decimal, overflow, opening.framed());
            case DayTimeIntervalType ignored -> new IntervalAverageAccumulator(false, tries);
            case YearMonthIntervalType ignored -> new IntervalAverageAccumulator(true, tries);
            case DataType ignored -> new AverageAccumulator();
        };
    }

    /** The type of an average: DOUBLE, DECIMAL with four more digits behind the point, or an interval. */
    static DataType averageType(DataType argument) {
        return switch (argument) {
            case DecimalType decimal ->
                new DecimalType(
                        Math.min(DecimalType.MAX_PRECISION, decimal.precision() + 4),
                        Math.min(DecimalType.MAX_SCALE, decimal.scale() + 4));
            case DayTimeIntervalType ignored -> DataTypes.createDayTimeIntervalType();
            case YearMonthIntervalType ignored -> DataTypes.createYearMonthIntervalType();
            case DataType ignored -> DataTypes.DoubleType;
        };
    }

    private static AggregateSpec extreme(Extreme extreme, TypeFamily family, String name, String... aliases) {
        return typed(opening -> extreme(opening.argumentType(0), extreme), name, aliases)
                .takes(family)
                .checks((errors, arguments, context) -> requireOrder(errors, arguments.getFirst()))
                .givesArgument(0);
    }

    private static TypedAccumulator extreme(DataType type, Extreme extreme) {
        return switch (PhysicalShape.of(type)) {
            case BYTE, SHORT, INT, LONG -> new LongExtremeAccumulator(type, extreme);
            case DOUBLE -> new DoubleExtremeAccumulator(extreme);
            default -> ExtremeAccumulator.of(type, extreme);
        };
    }

    private static void requireOrder(CallErrors errors, Expression argument) {
        ValueOrder.require(errors, errors.functionName().replace("`", ""), argument.type());
    }

    private static AggregateSpec beside(String name, Extreme extreme, String adjective) {
        return typed(
                        opening -> ExtremeAccumulator.beside(opening.argumentType(0), opening.argumentType(1), extreme),
                        name)
                .takes(ANY, ANY)
                .optional(ANY)
                .computes(ArgumentOrder.LAST_TO_FIRST)
                .rewrites((call, context) -> ExtremeRows.rewrite(call, context, extreme, name))
                .checks((errors, arguments, context) -> requireOrder(errors, arguments.get(1)))
                .givesArgument(0)
                .describe(
                        "The first argument's value where the second is " + adjective
                                + "; with a number as third argument, an array of so many.",
                        name + "(x, y)");
    }

    /** Spark shows {@code first_value(…) IGNORE NULLS} and {@code RESPECT NULLS} by the shorter name. */
    private static Expression treatingNulls(CallSite call, boolean last, String name, ResolutionContext context) {
        String plain = last ? "last" : "first";
        return call.nulls() != NullTreatment.UNSPECIFIED && name.equals(plain + "_value")
                ? first(last, plain).instead(call, call.arguments(), context)
                : null;
    }

    /** The clause goes before the argument. */
    private static boolean ignoresNulls(Opening opening) {
        return switch (opening.nulls()) {
            case UNSPECIFIED -> isTrue(opening, 1);
            case RESPECT_NULLS -> false;
            case IGNORE_NULLS -> true;
        };
    }

    private static AggregateSpec first(boolean last, String name) {
        return typed(opening -> new FirstAccumulator(opening.argumentType(0), last, ignoresNulls(opening)), name)
                .mayIgnoreNulls()
                .takes(ANY)
                .optional(BOOLEAN)
                .constant(1, "ignoreNulls")
                .rewrites((call, context) -> {
                    requireLiteral(call, name.equals("any_value") ? name : name.replace("_value", ""));
                    return treatingNulls(call, last, name, context);
                })
                .text(arguments -> name + "(" + arguments.getFirst() + ")")
                .givesArgument(0)
                .describe(
                        "The " + (last ? "last" : "first")
                                + " value of the group; with TRUE as second argument of those that are not null.",
                        name + "(col)");
    }

    private static void requireLiteral(CallSite call, String name) {
        boolean wrong = call.arguments().size() > 1
                && !(call.arguments().get(1) instanceof Expression.Constant constant
                        && constant.value() instanceof Boolean);
        if (wrong) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.LEGACY_1210, "funcName", name).at(call.position()));
        }
    }

    private static boolean isTrue(Opening opening, int index) {
        List<Expression> arguments = opening.call().arguments();
        return arguments.size() > index
                && Boolean.TRUE.equals(Constants.fold(arguments.get(index)).value());
    }

    private static AggregateSpec collect(boolean distinct, String name, String... aliases) {
        AggregateSpec withNulls = collect(distinct, true, name)
                .shows((arguments, different) ->
                        name + "(" + (different ? "DISTINCT " : "") + arguments.getFirst() + ") RESPECT NULLS");
        return collect(distinct, false, name, aliases)
                .rewrites((call, context) -> call.nulls() == NullTreatment.RESPECT_NULLS
                        ? withNulls.instead(call, call.arguments(), context)
                        : null)
                .mayIgnoreNulls();
    }

    private static AggregateSpec collect(boolean distinct, boolean nulls, String name, String... aliases) {
        return typed(opening -> new CollectAccumulator(opening.argumentType(0), distinct, nulls), name, aliases)
                .takes(ANY)
                .gives((arguments, context) ->
                        DataTypes.createArrayType(arguments.getFirst().type(), nulls))
                .neverNull();
    }

    /** Maps are never equal. */
    private static void requireEquality(CallErrors errors, Expression values) {
        if (EncodingFunctions.hasMap(values.type())) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__UNSUPPORTED_INPUT_TYPE,
                    "functionName",
                    errors.functionName(),
                    "dataType",
                    "\"MAP\" or \"COLLATED STRING\"");
        }
    }

    private static AggregateSpec moments(MomentsAccumulator.Statistic statistic, String name, String... aliases) {
        return typed(opening -> new MomentsAccumulator(statistic), name, aliases)
                .takes(DOUBLE)
                .gives(DataTypes.DoubleType);
    }

    private static AggregateSpec covariance(String name, CovarianceAccumulator.Statistic statistic) {
        return typed(
                        opening -> new CovarianceAccumulator(
                                statistic, opening.settings().ansi()),
                        name)
                .takes(DOUBLE, DOUBLE)
                .computes(ArgumentOrder.FIRST_TO_LAST)
                .gives(DataTypes.DoubleType);
    }

    private static AggregateSpec approxCountDistinct() {
        return typed(
                        opening -> new DistinctEstimateAccumulator(HyperLogLog.precisionFor(
                                deviation(opening.call().arguments()))),
                        "approx_count_distinct")
                .takes(ANY)
                .optional(DOUBLE)
                .constant(1, "relativeSD")
                .text(arguments -> "approx_count_distinct(" + arguments.getFirst() + ")")
                .requires((errors, arguments, context) -> requireLiteral(errors, arguments))
                .checks(Aggregates::checkDeviation)
                .gives(DataTypes.LongType)
                .neverNull()
                .describe(
                        "An estimate of the number of different values; the second argument is its relative standard"
                                + " deviation.",
                        "approx_count_distinct(col)");
    }

    /** The deviation must be a literal, and no other number than a decimal or double. */
    private static void requireLiteral(CallErrors errors, List<Expression> arguments) {
        boolean literal = arguments.size() < 2
                || arguments.get(1) instanceof Expression.Constant constant
                        && (constant.value() instanceof Double || constant.value() instanceof BigDecimal);
        if (!literal) {
            throw errors.error(ErrorCondition.LEGACY_1104);
        }
    }

    private static double deviation(List<Expression> arguments) {
        return arguments.size() < 2
                ? DEFAULT_DEVIATION
                : (Double) Constants.fold(arguments.get(1)).value();
    }

    private static void checkDeviation(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        double deviation = deviation(arguments);
        if (deviation > GREATEST_DEVIATION) {
            throw errors.error(ErrorCondition.FAILED_FUNCTION_CALL, "funcName", errors.functionName());
        }
        if (!(deviation > 0) || !HyperLogLog.supports(HyperLogLog.precisionFor(deviation))) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    "exprName",
                    "relativeSD",
                    "valueRange",
                    "[0.0022, 0.39]",
                    "currentValue",
                    String.valueOf(deviation));
        }
    }
}
