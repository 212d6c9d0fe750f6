package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.expression.AggregateFunction;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.vector.PhysicalShape;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.YearMonthIntervalType;

/**
 * The built-in aggregate functions, and the types of their results. A factory takes the name under which it is called,
 * because aliases show in generated column names.
 */
public final class Aggregates {
    private static final double DEFAULT_DEVIATION = 0.05;

    private Aggregates() {}

    /** Counts the rows without a null among the arguments; without arguments all rows. */
    public static AggregateFunction count(String name) {
        return new BuiltinAggregate(name, call -> new CountAccumulator(false));
    }

    /** Counts the rows whose argument is true. */
    public static AggregateFunction countIf(String name) {
        return new BuiltinAggregate(name, call -> new CountAccumulator(true));
    }

    /** Adds numbers or intervals; the type of the call is {@link #sumType}. */
    public static AggregateFunction sum(String name, Overflow overflow) {
        return new BuiltinAggregate(name, call -> switch (call.type()) {
            case DecimalType decimal -> new DecimalSumAccumulator(decimal, overflow);
            case DataType type when PhysicalShape.of(type) == PhysicalShape.DOUBLE -> new DoubleSumAccumulator();
            case DayTimeIntervalType type -> new LongSumAccumulator(type, strict(overflow));
            case YearMonthIntervalType type -> new LongSumAccumulator(type, strict(overflow));
            case DataType type -> new LongSumAccumulator(type, overflow);
        });
    }

    /** Intervals never wrap around. */
    private static Overflow strict(Overflow overflow) {
        return overflow == Overflow.WRAP ? Overflow.ERROR : overflow;
    }

    /** The type of a sum: BIGINT, DOUBLE, DECIMAL with ten more digits, or the interval's own. */
    public static DataType sumType(DataType argument) {
        return switch (argument) {
            case DecimalType decimal -> widened(decimal);
            case DayTimeIntervalType interval -> interval;
            case YearMonthIntervalType interval -> interval;
            case DataType type -> switch (PhysicalShape.of(type)) {
                case BYTE, SHORT, INT, LONG -> DataTypes.LongType;
                default -> DataTypes.DoubleType;
            };
        };
    }

    private static DecimalType widened(DecimalType type) {
        return new DecimalType(Math.min(DecimalType.MAX_PRECISION, type.precision() + 10), type.scale());
    }

    /** Averages numbers or intervals; the type of the call is {@link #averageType}. */
    public static AggregateFunction average(String name, Overflow overflow) {
        return new BuiltinAggregate(name, call -> switch (call.type()) {
            case DecimalType decimal ->
                new DecimalAverageAccumulator(widened((DecimalType) argument(call, 0).type()), decimal, overflow);
            case DayTimeIntervalType ignored -> new IntervalAverageAccumulator(strict(overflow));
            case YearMonthIntervalType ignored -> new IntervalAverageAccumulator(strict(overflow));
            case DataType ignored -> new AverageAccumulator();
        });
    }

    /** The type of an average: DOUBLE, DECIMAL with four more digits behind the point, or an interval. */
    public static DataType averageType(DataType argument) {
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

    public static AggregateFunction min(String name) {
        return extreme(name, Extreme.MIN);
    }

    public static AggregateFunction max(String name) {
        return extreme(name, Extreme.MAX);
    }

    /** {@code bool_and}, also called {@code every}: true when no value is false. */
    public static AggregateFunction every(String name) {
        return extreme(name, Extreme.MIN);
    }

    /** {@code bool_or}, also called {@code some} and {@code any}: true when a value is true. */
    public static AggregateFunction some(String name) {
        return extreme(name, Extreme.MAX);
    }

    private static AggregateFunction extreme(String name, Extreme extreme) {
        return new BuiltinAggregate(name, call -> {
            DataType type = argument(call, 0).type();
            return switch (PhysicalShape.of(type)) {
                case BYTE, SHORT, INT, LONG -> new LongExtremeAccumulator(type, extreme);
                case DOUBLE -> new DoubleExtremeAccumulator(extreme);
                default -> ExtremeAccumulator.of(type, extreme);
            };
        });
    }

    /** The first argument where the second is least. */
    public static AggregateFunction minBy(String name) {
        return beside(name, Extreme.MIN);
    }

    /** The first argument where the second is greatest. */
    public static AggregateFunction maxBy(String name) {
        return beside(name, Extreme.MAX);
    }

    private static AggregateFunction beside(String name, Extreme extreme) {
        return new BuiltinAggregate(
                name,
                call -> ExtremeAccumulator.beside(
                        argument(call, 0).type(), argument(call, 1).type(), extreme));
    }

    /** The first value; a constant second argument TRUE leaves out nulls. Also {@code any_value}. */
    public static AggregateFunction first(String name) {
        return new BuiltinAggregate(
                name, 1, call -> new FirstAccumulator(argument(call, 0).type(), false, flag(call, 1)));
    }

    /** The last value; a constant second argument TRUE leaves out nulls. */
    public static AggregateFunction last(String name) {
        return new BuiltinAggregate(
                name, 1, call -> new FirstAccumulator(argument(call, 0).type(), true, flag(call, 1)));
    }

    public static AggregateFunction variancePopulation(String name) {
        return moments(name, MomentsAccumulator.Statistic.VARIANCE_POPULATION);
    }

    public static AggregateFunction varianceSample(String name) {
        return moments(name, MomentsAccumulator.Statistic.VARIANCE_SAMPLE);
    }

    public static AggregateFunction deviationPopulation(String name) {
        return moments(name, MomentsAccumulator.Statistic.DEVIATION_POPULATION);
    }

    public static AggregateFunction deviationSample(String name) {
        return moments(name, MomentsAccumulator.Statistic.DEVIATION_SAMPLE);
    }

    public static AggregateFunction skewness(String name) {
        return moments(name, MomentsAccumulator.Statistic.SKEWNESS);
    }

    public static AggregateFunction kurtosis(String name) {
        return moments(name, MomentsAccumulator.Statistic.KURTOSIS);
    }

    private static AggregateFunction moments(String name, MomentsAccumulator.Statistic statistic) {
        return new BuiltinAggregate(name, call -> new MomentsAccumulator(statistic));
    }

    public static AggregateFunction covariancePopulation(String name) {
        return covariance(name, CovarianceAccumulator.Statistic.COVARIANCE_POPULATION);
    }

    public static AggregateFunction covarianceSample(String name) {
        return covariance(name, CovarianceAccumulator.Statistic.COVARIANCE_SAMPLE);
    }

    public static AggregateFunction correlation(String name) {
        return covariance(name, CovarianceAccumulator.Statistic.CORRELATION);
    }

    private static AggregateFunction covariance(String name, CovarianceAccumulator.Statistic statistic) {
        return new BuiltinAggregate(name, call -> new CovarianceAccumulator(statistic));
    }

    public static AggregateFunction collectList(String name) {
        return new BuiltinAggregate(name, call -> new CollectAccumulator(argument(call, 0).type(), false));
    }

    public static AggregateFunction collectSet(String name) {
        return new BuiltinAggregate(name, call -> new CollectAccumulator(argument(call, 0).type(), true));
    }

    /** Estimates the number of different values; a constant second argument bounds the relative standard deviation. */
    public static AggregateFunction approxCountDistinct(String name) {
        return new BuiltinAggregate(name, 1, call -> new DistinctEstimateAccumulator(precision(call)));
    }

    private static int precision(AggregateCall call) {
        double deviation = call.arguments().size() < 2
                ? DEFAULT_DEVIATION
                : ((Number) ((Expression.Constant) argument(call, 1)).value()).doubleValue();
        int precision = HyperLogLog.precisionFor(deviation);
        if (!(deviation > 0) || !HyperLogLog.supports(precision)) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    "sqlExpr",
                    "\"" + call.function().name() + "\"",
                    "exprName",
                    "relativeSD",
                    "valueRange",
                    "[0.0022, 0.39]",
                    "currentValue",
                    String.valueOf(deviation)));
        }
        return precision;
    }

    private static Expression argument(AggregateCall call, int index) {
        return call.arguments().get(index);
    }

    private static boolean flag(AggregateCall call, int index) {
        return call.arguments().size() > index
                && Boolean.TRUE.equals(((Expression.Constant) argument(call, index)).value());
    }
}
