package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.DataTypes;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Statistics of columns as a table of text: one row for each statistic, one column for each column. */
final class Summary {
    static final List<String> DESCRIBE = List.of("count", "mean", "stddev", "min", "max");
    static final List<String> ALL = List.of("count", "mean", "stddev", "min", "25%", "50%", "75%", "max");
    private static final int PERCENTILE_ACCURACY = 10_000;

    private Summary() {}

    /** Statistics of columns by name; empty means all numeric and string columns. */
    static Dataset<Row> of(Dataset<?> dataset, List<String> names, List<String> statistics) {
        List<String> columns = names.isEmpty()
                ? Arrays.stream(dataset.schema().fields())
                        .filter(field ->
                                field.dataType() instanceof NumericType || field.dataType() instanceof StringType)
                        .map(StructField::name)
                        .toList()
                : names;
        List<UnresolvedExpression> aggregates = new ArrayList<>();
        for (String statistic : statistics) {
            for (String column : columns) {
                String name = "s" + aggregates.size();
                UnresolvedExpression text = new Cast(
                        statistic(statistic, Names.exactly(column)),
                        DataTypes.StringType,
                        CastKind.SESSION,
                        Origin.NONE);
                aggregates.add(alias(text, name));
            }
        }
        Aggregate figures =
                new Aggregate(dataset.plan(), Grouping.PLAIN, List.of(), List.of(), aggregates, PlanTree.newOrigin());
        return Dataset.ofRows(dataset.sparkSession(), table(figures, columns, statistics));
    }

    /** Turns the one row of figures into rows: a stack of the statistics' names and figures. */
    private static Project table(Aggregate figures, List<String> columns, List<String> statistics) {
        List<UnresolvedExpression> cells = new ArrayList<>();
        cells.add(Literals.of(statistics.size()));
        int next = 0;
        for (String statistic : statistics) {
            cells.add(Literals.of(statistic));
            for (int i = 0; i < columns.size(); i++) {
                cells.add(Names.exactly("s" + next++));
            }
        }
        List<String> header = new ArrayList<>(List.of("summary"));
        header.addAll(columns);
        UnresolvedExpression rows = new Alias(
                call("stack", cells.toArray(UnresolvedExpression[]::new)), header, Optional.empty(), Origin.NONE);
        return new Project(figures, List.of(rows), PlanTree.newOrigin());
    }

    private static UnresolvedExpression statistic(String name, UnresolvedExpression column) {
        OptionalDouble percentage = percentage(name);
        if (percentage.isPresent()) {
            return call(
                    "percentile_approx",
                    number(column),
                    Literals.of(percentage.getAsDouble()),
                    Literals.of(PERCENTILE_ACCURACY));
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "count" -> call("count", column);
            case "count_distinct" ->
                new UnresolvedExpression.FunctionCall(
                        List.of("count"),
                        List.of(column),
                        true,
                        List.of(),
                        Optional.empty(),
                        UnresolvedExpression.NullTreatment.UNSPECIFIED,
                        Origin.NONE);
            case "approx_count_distinct" -> call("approx_count_distinct", column);
            case "mean" -> call("avg", number(column));
            case "stddev" -> call("stddev", number(column));
            case "min" -> call("min", column);
            case "max" -> call("max", column);
            default -> throw unknown(name);
        };
    }

    /** Text that is no number counts as null. */
    private static UnresolvedExpression number(UnresolvedExpression column) {
        return new Cast(column, DataTypes.DoubleType, CastKind.TRY, Origin.NONE);
    }

    private static OptionalDouble percentage(String name) {
        if (!name.endsWith("%")) {
            return OptionalDouble.empty();
        }
        try {
            double percent = Double.parseDouble(name.substring(0, name.length() - 1));
            if (percent >= 0 && percent <= 100) {
                return OptionalDouble.of(percent / 100);
            }
        } catch (NumberFormatException e) {
            throw (MillraceIllegalArgumentException) unknown(name).initCause(e);
        }
        throw unknown(name);
    }

    private static MillraceIllegalArgumentException unknown(String name) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE,
                "option",
                "summary",
                "accepted",
                "count, count_distinct, approx_count_distinct, mean, stddev, min, max and percentages such as 25%",
                "value",
                name));
    }

    private static Alias alias(UnresolvedExpression expression, String name) {
        return new Alias(expression, List.of(name), Optional.empty(), Origin.NONE);
    }
}
