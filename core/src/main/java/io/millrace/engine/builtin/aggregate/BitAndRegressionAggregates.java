package io.millrace.engine.builtin.aggregate;

import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;

import io.millrace.engine.expression.AggregateFunction.ArgumentOrder;
import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;

/** Bits joined over rows, and linear regression of pairs {@code (y, x)} in which neither is null. */
public final class BitAndRegressionAggregates implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "bit_and",
                "bit_or",
                "bit_xor",
                "bitmap_construct_agg",
                "bitmap_or_agg",
                "bitmap_and_agg",
                "regr_count",
                "regr_avgx",
                "regr_avgy",
                "regr_sxx",
                "regr_syy",
                "regr_sxy",
                "regr_slope",
                "regr_intercept",
                "regr_r2");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "bit_and" -> bits(name, (left, right) -> left & right);
            case "bit_or" -> bits(name, (left, right) -> left | right);
            case "bit_xor" -> bits(name, (left, right) -> left ^ right);
            case "bitmap_construct_agg" ->
                bitmap(name, BitmapAccumulator.Kind.POSITIONS, LONG)
                        .describe(
                                "A bitmap with the bits of all positions.",
                                "bitmap_construct_agg(bitmap_bit_position(col))");
            case "bitmap_or_agg" ->
                bitmap(name, BitmapAccumulator.Kind.OR, BINARY.exactlyAsWritten())
                        .describe("The bits that are set in any bitmap.", "bitmap_or_agg(col)");
            case "bitmap_and_agg" ->
                bitmap(name, BitmapAccumulator.Kind.AND, BINARY.exactlyAsWritten())
                        .describe("The bits that are set in all bitmaps.", "bitmap_and_agg(col)");
            case "regr_count" ->
                Aggregates.typed(opening -> new CountAccumulator(false), name)
                        .takes(NUMERIC, NUMERIC)
                        .computes(ArgumentOrder.FIRST_TO_LAST)
                        .gives(DataTypes.LongType)
                        .neverNull()
                        .describe("How many pairs there are.", name + "(y, x)");
            case "regr_avgx" -> mean(name, 1, "The mean of x.");
            case "regr_avgy" -> mean(name, 0, "The mean of y.");
            case "regr_sxx" ->
                pairs(DOUBLE, name, opening -> squares(), 1, "The squares of x around its mean, added up.");
            case "regr_syy" ->
                pairs(DOUBLE, name, opening -> squares(), 0, "The squares of y around its mean, added up.");
            case "regr_sxy" ->
                covariance(
                        name,
                        CovarianceAccumulator.Statistic.CO_MOMENT,
                        "The products of x and y around their means, added up.");
            case "regr_slope" ->
                covariance(name, CovarianceAccumulator.Statistic.SLOPE, "The slope of the line closest to the pairs.")
                        .computes(ArgumentOrder.LAST_TO_FIRST);
            case "regr_intercept" ->
                covariance(
                                name,
                                CovarianceAccumulator.Statistic.INTERCEPT,
                                "Where the line closest to the pairs meets x = 0.")
                        .computes(ArgumentOrder.LAST_TO_FIRST);
            case "regr_r2" ->
                covariance(
                        name,
                        CovarianceAccumulator.Statistic.DETERMINATION,
                        "How much of y the line closest to the pairs explains, 0 to 1.");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static AggregateSpec bits(String name, LongBinaryOperator operation) {
        return Aggregates.typed(opening -> new BitAccumulator(opening.type(), operation), name)
                .takes(INTEGRAL.asWritten())
                .givesArgument(0)
                .describe("The bits of all values, joined.", name + "(col)");
    }

    private static AggregateSpec bitmap(String name, BitmapAccumulator.Kind kind, TypeFamily family) {
        return Aggregates.typed(opening -> new BitmapAccumulator(kind), name)
                .takes(family)
                .gives(DataTypes.BinaryType)
                .neverNull();
    }

    /** An aggregate of one side of the pairs that have both. */
    private static AggregateSpec pairs(
            TypeFamily family,
            String name,
            Function<AggregateSpec.Opening, TypedAccumulator> inner,
            int side,
            String text) {
        return Aggregates.typed(opening -> new PairAccumulator(inner.apply(opening), side), name)
                .takes(family, family)
                .subject(side)
                .gives(DataTypes.DoubleType)
                .describe(text, name + "(y, x)");
    }

    private static AggregateSpec mean(String name, int side, String text) {
        return pairs(NUMERIC, name, opening -> Aggregates.average(opening, side), side, text)
                .gives((arguments, context) ->
                        Aggregates.averageType(arguments.get(side).type()));
    }

    private static TypedAccumulator squares() {
        return new MomentsAccumulator(MomentsAccumulator.Statistic.SQUARES);
    }

    private static AggregateSpec covariance(String name, CovarianceAccumulator.Statistic statistic, String text) {
        return Aggregates.typed(opening -> new CovarianceAccumulator(statistic, false), name)
                .takes(DOUBLE, DOUBLE)
                .computes(ArgumentOrder.FIRST_TO_LAST)
                .gives(DataTypes.DoubleType)
                .describe(text, name + "(y, x)");
    }
}
