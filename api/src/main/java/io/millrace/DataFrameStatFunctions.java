package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Statistics of columns. */
public class DataFrameStatFunctions {
    private final Dataset<Row> input;

    DataFrameStatFunctions(Dataset<Row> input) {
        this.input = input;
    }

    /** Approximate quantiles of a numeric column; nulls and NaN do not count. */
    public double[] approxQuantile(String col, double[] probabilities, double relativeError) {
        return approxQuantile(new String[] {col}, probabilities, relativeError)[0];
    }

    public double[][] approxQuantile(String[] cols, double[] probabilities, double relativeError) {
        if (!(relativeError >= 0)) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTION_VALUE,
                    "option",
                    "relativeError",
                    "accepted",
                    "numbers from 0",
                    "value",
                    String.valueOf(relativeError)));
        }
        int accuracy = (int) Math.min(Integer.MAX_VALUE, Math.max(1.0, Math.ceil(1.0 / relativeError)));
        double[][] quantiles = new double[cols.length][];
        for (int i = 0; i < cols.length; i++) {
            Column number = input.col(cols[i]).cast("double");
            Column aggregate =
                    Functions.percentile_approx(number, Functions.lit(probabilities), Functions.lit(accuracy));
            List<Double> found = input.filter(Functions.not(number.isNaN()))
                    .agg(aggregate)
                    .first()
                    .getList(0);
            quantiles[i] = found == null
                    ? new double[0]
                    : found.stream().mapToDouble(Double::doubleValue).toArray();
        }
        return quantiles;
    }

    /** The sample covariance of two columns. */
    public double cov(String col1, String col2) {
        return figure(Functions.covar_samp(input.col(col1), input.col(col2)));
    }

    /** {@code method} is {@code pearson}, the only one there is. */
    public double corr(String col1, String col2, String method) {
        if (!method.equals("pearson")) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTION_VALUE, "option", "method", "accepted", "pearson", "value", method));
        }
        return figure(Functions.corr(input.col(col1), input.col(col2)));
    }

    public double corr(String col1, String col2) {
        return corr(col1, col2, "pearson");
    }

    private double figure(Column aggregate) {
        Row row = input.agg(aggregate).first();
        return row.isNullAt(0) ? Double.NaN : row.getDouble(0);
    }

    /** How often each pair of values occurs: the values of the second column become columns. */
    public Dataset<Row> crosstab(String col1, String col2) {
        Column rows = Functions.coalesce(input.col(col1).cast("string"), Functions.lit("null"));
        Column columns = Functions.coalesce(input.col(col2).cast("string"), Functions.lit("null"));
        Dataset<Row> counts =
                input.groupBy(rows.as(col1 + "_" + col2)).pivot(columns).count();
        return counts.na().fill(0L);
    }

    /** A sample that takes, for each value of a column, that share of its rows. */
    public <T> Dataset<Row> sampleBy(String col, Map<T, Double> fractions, long seed) {
        return sampleBy(input.col(col), fractions, seed);
    }

    public <T> Dataset<Row> sampleBy(Column col, Map<T, Double> fractions, long seed) {
        List<UnresolvedExpression> branches = new ArrayList<>();
        fractions.forEach((value, fraction) -> {
            branches.add(call("<=>", col.expression(), Literals.of(value)));
            branches.add(Literals.of(fraction));
        });
        branches.add(Literals.of(0.0));
        UnresolvedExpression share = call("when", branches.toArray(UnresolvedExpression[]::new));
        return input.filter(Column.of(call("<", Functions.rand(seed).expression(), share)));
    }
}
