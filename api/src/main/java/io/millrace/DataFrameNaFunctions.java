package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Filter;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.BooleanType;
import io.millrace.types.DataType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Drops, fills and replaces values that are null or NaN. */
public class DataFrameNaFunctions {
    private final Dataset<Row> input;

    DataFrameNaFunctions(Dataset<Row> input) {
        this.input = input;
    }

    // Dropping rows

    /** Drops rows with any null or NaN. */
    public Dataset<Row> drop() {
        return drop("any");
    }

    /** Drops rows with {@code any} or {@code all} values missing. */
    public Dataset<Row> drop(String how) {
        return drop(how, input.columns());
    }

    public Dataset<Row> drop(String[] cols) {
        return drop("any", cols);
    }

    public Dataset<Row> drop(String how, String[] cols) {
        return switch (how.toLowerCase(Locale.ROOT)) {
            case "any" -> drop(cols.length, cols);
            case "all" -> drop(1, cols);
            default -> throw refused("how", "any and all", how);
        };
    }

    /** Keeps rows with so many values that are neither null nor NaN. */
    public Dataset<Row> drop(int minNonNulls) {
        return drop(minNonNulls, input.columns());
    }

    public Dataset<Row> drop(int minNonNulls, String[] cols) {
        List<UnresolvedExpression> arguments = new ArrayList<>();
        arguments.add(Literals.of(minNonNulls));
        Arrays.stream(cols).map(name -> Names.exactly(field(name).name())).forEach(arguments::add);
        UnresolvedExpression enough = call("at_least_n_non_nulls", arguments.toArray(UnresolvedExpression[]::new));
        return rows(new Filter(input.plan(), enough, PlanTree.newOrigin()));
    }

    // Filling

    public Dataset<Row> fill(long value) {
        return fill(value, input.columns());
    }

    public Dataset<Row> fill(double value) {
        return fill(value, input.columns());
    }

    public Dataset<Row> fill(String value) {
        return fill(value, input.columns());
    }

    public Dataset<Row> fill(boolean value) {
        return fill(value, input.columns());
    }

    public Dataset<Row> fill(long value, String[] cols) {
        return fillMatching(value, cols);
    }

    public Dataset<Row> fill(double value, String[] cols) {
        return fillMatching(value, cols);
    }

    public Dataset<Row> fill(String value, String[] cols) {
        return fillMatching(value, cols);
    }

    public Dataset<Row> fill(boolean value, String[] cols) {
        return fillMatching(value, cols);
    }

    /** Fills with the value given for each column. */
    public Dataset<Row> fill(Map<String, Object> valueMap) {
        Map<String, Object> byField = new LinkedHashMap<>();
        valueMap.forEach((name, value) -> byField.put(field(name).name(), value));
        return transformed(field -> byField.containsKey(field.name())
                ? filled(field, byField.get(field.name()))
                : Names.exactly(field.name()));
    }

    private Dataset<Row> fillMatching(Object value, String[] cols) {
        List<String> names = Arrays.stream(cols).map(name -> field(name).name()).toList();
        return transformed(field -> names.contains(field.name()) && accepts(field.dataType(), value)
                ? filled(field, value)
                : Names.exactly(field.name()));
    }

    private static UnresolvedExpression filled(StructField field, Object value) {
        UnresolvedExpression replacement =
                new Cast(Literals.of(value), field.dataType(), CastKind.SESSION, Origin.NONE);
        UnresolvedExpression column = Names.exactly(field.name());
        UnresolvedExpression present = isFractional(field.dataType())
                ? call("nanvl", column, new Cast(Literals.of(null), field.dataType(), CastKind.SESSION, Origin.NONE))
                : column;
        return call("coalesce", present, replacement);
    }

    // Replacing

    public <T> Dataset<Row> replace(String col, Map<T, T> replacement) {
        return replace(col.equals("*") ? input.columns() : new String[] {col}, replacement);
    }

    /** Replaces values, given as new ones by old ones; numbers apply to numeric columns, and so on. */
    public <T> Dataset<Row> replace(String[] cols, Map<T, T> replacement) {
        if (replacement.isEmpty() || cols.length == 0) {
            return input;
        }
        List<String> names = Arrays.stream(cols).map(name -> field(name).name()).toList();
        Object sample = replacement.keySet().stream()
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .findFirst()
                .orElse("");
        return transformed(field -> names.contains(field.name()) && accepts(field.dataType(), sample)
                ? replaced(field, replacement)
                : Names.exactly(field.name()));
    }

    private static UnresolvedExpression replaced(StructField field, Map<?, ?> replacement) {
        UnresolvedExpression column = Names.exactly(field.name());
        List<UnresolvedExpression> branches = new ArrayList<>();
        replacement.forEach((from, to) -> {
            branches.add(call("<=>", column, typed(from, field.dataType())));
            branches.add(typed(to, field.dataType()));
        });
        branches.add(column);
        return call("when", branches.toArray(UnresolvedExpression[]::new));
    }

    private static UnresolvedExpression typed(Object value, DataType type) {
        return new Cast(Literals.of(value), type, CastKind.SESSION, Origin.NONE);
    }

    // Common

    private static boolean accepts(DataType type, Object value) {
        return switch (value) {
            case Number number -> type instanceof NumericType;
            case Boolean flag -> type instanceof BooleanType;
            default -> type instanceof StringType;
        };
    }

    private static boolean isFractional(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }

    private StructField field(String name) {
        return Arrays.stream(input.schema().fields())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .or(() -> Arrays.stream(input.schema().fields())
                        .filter(field -> field.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> Errors.analysis(
                        ErrorCondition.UNRESOLVED_COLUMN__WITH_SUGGESTION,
                        "objectName",
                        Names.quoted(name),
                        "proposal",
                        "`" + String.join("`, `", input.columns()) + "`"));
    }

    private Dataset<Row> transformed(Function<StructField, UnresolvedExpression> change) {
        List<UnresolvedExpression> output = new ArrayList<>();
        for (StructField field : input.schema()) {
            output.add(new Alias(change.apply(field), List.of(field.name()), Optional.empty(), Origin.NONE));
        }
        return rows(new Project(input.plan(), output, PlanTree.newOrigin()));
    }

    private Dataset<Row> rows(UnresolvedPlan plan) {
        return Dataset.ofRows(input.sparkSession(), plan);
    }

    private static MillraceIllegalArgumentException refused(String option, String accepted, String value) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE, "option", option, "accepted", accepted, "value", value));
    }
}
