package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.Pivot;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.NumericType;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rows in groups, waiting for aggregates. The result has the grouping columns first, then the aggregates. */
public class RelationalGroupedDataset {
    private static final String MAX_PIVOT_VALUES = "spark.sql.pivotMaxValues";
    private static final String RETAIN_GROUPS = "spark.sql.retainGroupColumns";

    private final Dataset<?> input;
    private final List<UnresolvedExpression> groupings;
    private final Grouping kind;
    private final Optional<PivotColumn> pivot;

    /** A column whose values become columns, and these values if they are given. */
    private record PivotColumn(UnresolvedExpression column, Optional<List<UnresolvedExpression>> values) {}

    RelationalGroupedDataset(Dataset<?> input, List<UnresolvedExpression> groupings, Grouping kind) {
        this(input, groupings, kind, Optional.empty());
    }

    private RelationalGroupedDataset(
            Dataset<?> input, List<UnresolvedExpression> groupings, Grouping kind, Optional<PivotColumn> pivot) {
        this.input = input;
        this.groupings = groupings;
        this.kind = kind;
        this.pivot = pivot;
    }

    public Dataset<Row> agg(Column expr, Column... exprs) {
        return aggregate(Columns.expressions(expr, exprs));
    }

    /** One aggregate for each column, by name: {@code "amount"} to {@code "sum"}. */
    public Dataset<Row> agg(Map<String, String> exprs) {
        List<UnresolvedExpression> aggregates = new ArrayList<>();
        exprs.forEach((column, function) -> aggregates.add(aggregate(function, column)));
        return aggregate(aggregates);
    }

    private static UnresolvedExpression aggregate(String function, String column) {
        UnresolvedExpression argument = Names.reference(column, Origin.NONE);
        return switch (function.toLowerCase(Locale.ROOT)) {
            case "avg", "average", "mean" -> call("avg", argument);
            case "stddev", "std" -> call("stddev", argument);
            case "count", "size" -> call("count", column.equals("*") ? Literals.of(1) : argument);
            default -> call(function, argument);
        };
    }

    /** The number of rows of each group, in the column {@code count}. */
    public Dataset<Row> count() {
        return aggregate(
                List.of(new Alias(call("count", Literals.of(1)), List.of("count"), Optional.empty(), Origin.NONE)));
    }

    public Dataset<Row> mean(String... colNames) {
        return numeric("avg", colNames);
    }

    public Dataset<Row> avg(String... colNames) {
        return numeric("avg", colNames);
    }

    public Dataset<Row> max(String... colNames) {
        return numeric("max", colNames);
    }

    public Dataset<Row> min(String... colNames) {
        return numeric("min", colNames);
    }

    public Dataset<Row> sum(String... colNames) {
        return numeric("sum", colNames);
    }

    /** The function of these columns; without names, of all numeric columns that are not grouped by. */
    private Dataset<Row> numeric(String function, String... names) {
        List<UnresolvedExpression> columns = new ArrayList<>();
        if (names.length > 0) {
            Arrays.stream(names).map(name -> Names.reference(name, Origin.NONE)).forEach(columns::add);
        } else {
            for (StructField field : input.schema()) {
                UnresolvedExpression column = Names.exactly(field.name());
                if (field.dataType() instanceof NumericType && !groupings.contains(column)) {
                    columns.add(column);
                }
            }
        }
        return aggregate(columns.stream()
                .<UnresolvedExpression>map(column -> call(function, column))
                .toList());
    }

    /** Makes a column of each value of a column, which are looked for first. */
    public RelationalGroupedDataset pivot(String pivotColumn) {
        return pivot(new Column(pivotColumn));
    }

    public RelationalGroupedDataset pivot(Column pivotColumn) {
        return pivoted(new PivotColumn(pivotColumn.expression(), Optional.of(distinctValues(pivotColumn))));
    }

    private List<UnresolvedExpression> distinctValues(Column pivotColumn) {
        long limit = Long.parseLong(input.sparkSession().conf().get(MAX_PIVOT_VALUES, "10000"));
        List<Row> rows = input.select(pivotColumn.as("value"))
                .distinct()
                .limit(Math.toIntExact(limit + 1))
                .sort("value")
                .collectAsList();
        if (rows.size() > limit) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.LEGACY_1324,
                    "pivotColumn",
                    pivotColumn.toString(),
                    "maxValues",
                    String.valueOf(limit),
                    "config",
                    MAX_PIVOT_VALUES));
        }
        return rows.stream().map(row -> Literals.of(row.get(0))).toList();
    }

    public RelationalGroupedDataset pivot(String pivotColumn, List<Object> values) {
        return pivot(new Column(pivotColumn), values);
    }

    public RelationalGroupedDataset pivot(Column pivotColumn, List<Object> values) {
        List<UnresolvedExpression> literals = values.stream().map(Literals::of).toList();
        return pivoted(new PivotColumn(pivotColumn.expression(), Optional.of(literals)));
    }

    private RelationalGroupedDataset pivoted(PivotColumn column) {
        return new RelationalGroupedDataset(input, groupings, kind, Optional.of(column));
    }

    private Dataset<Row> aggregate(List<UnresolvedExpression> aggregates) {
        UnresolvedPlan plan = pivot.<UnresolvedPlan>map(column -> new Pivot(
                        input.plan(),
                        Optional.of(groupings),
                        column.column(),
                        column.values(),
                        aggregates,
                        PlanTree.newOrigin()))
                .orElseGet(() -> new Aggregate(
                        input.plan(), kind, groupings, List.of(), output(aggregates), PlanTree.newOrigin()));
        return Dataset.ofRows(input.sparkSession(), plan);
    }

    private List<UnresolvedExpression> output(List<UnresolvedExpression> aggregates) {
        if (!Boolean.parseBoolean(input.sparkSession().conf().get(RETAIN_GROUPS, "true"))) {
            return aggregates;
        }
        List<UnresolvedExpression> output = new ArrayList<>(groupings);
        output.addAll(aggregates);
        return output;
    }
}
