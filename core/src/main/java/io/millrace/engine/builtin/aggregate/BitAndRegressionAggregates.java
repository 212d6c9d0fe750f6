package io.millrace.engine.builtin.aggregate;

import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.DOUBLE;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.LONG;

import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;

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
                bitmap(name, BitmapAccumulator.Kind.OR, BINARY)
                        .describe("The bits that are set in any bitmap.", "bitmap_or_agg(col)");
            case "bitmap_and_agg" ->
                bitmap(name, BitmapAccumulator.Kind.AND, BINARY)
                        .describe("The bits that are set in all bitmaps.", "bitmap_and_agg(col)");
            case "regr_count" ->
                pairs(name, () -> new PairAccumulator(new CountAccumulator(false), 0), "How many pairs there are.")
                        .gives(DataTypes.LongType)
                        .neverNull();
            case "regr_avgx" -> pairs(name, () -> new PairAccumulator(new AverageAccumulator(), 1), "The mean of x.");
            case "regr_avgy" -> pairs(name, () -> new PairAccumulator(new AverageAccumulator(), 0), "The mean of y.");
            case "regr_sxx" ->
                pairs(name, () -> new PairAccumulator(squares(), 1), "The squares of x around its mean, added up.");
            case "regr_syy" ->
                pairs(name, () -> new PairAccumulator(squares(), 0), "The squares of y around its mean, added up.");
            case "regr_sxy" ->
                covariance(
                        name,
                        CovarianceAccumulator.Statistic.CO_MOMENT,
                        "The products of x and y around their means, added up.");
            case "regr_slope" ->
                covariance(name, CovarianceAccumulator.Statistic.SLOPE, "The slope of the line closest to the pairs.");
            case "regr_intercept" ->
                covariance(
                        name,
                        CovarianceAccumulator.Statistic.INTERCEPT,
                        "Where the line closest to the pairs meets x = 0.");
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
                .takes(INTEGRAL)
                .checks((errors, arguments, context) -> {
                    Expression written = errors.call().arguments().getFirst();
                    if (!INTEGRAL.accepts(written.type())) {
                        throw errors.unexpectedType(0, INTEGRAL, written);
                    }
                })
                .givesArgument(0)
                .describe("The bits of all values, joined.", name + "(col)");
    }

    private static AggregateSpec bitmap(String name, BitmapAccumulator.Kind kind, TypeFamily family) {
        return Aggregates.typed(opening -> new BitmapAccumulator(kind), name)
                .takes(family)
                .gives(DataTypes.BinaryType)
                .neverNull();
    }

    private static AggregateSpec pairs(String name, Supplier<TypedAccumulator> accumulator, String text) {
        return Aggregates.typed(opening -> accumulator.get(), name)
                .takes(DOUBLE, DOUBLE)
                .gives(DataTypes.DoubleType)
                .describe(text, name + "(y, x)");
    }

    private static TypedAccumulator squares() {
        return new MomentsAccumulator(MomentsAccumulator.Statistic.SQUARES);
    }

    private static AggregateSpec covariance(String name, CovarianceAccumulator.Statistic statistic, String text) {
        return pairs(name, () -> new CovarianceAccumulator(statistic, false), text);
    }
}
