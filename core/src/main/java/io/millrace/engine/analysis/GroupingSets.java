package io.millrace.engine.analysis;

import io.millrace.engine.builtin.GroupingFunctions;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.Metadata;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several groupings at once: each row is given once for each grouping set, with null in place of what the set leaves out and
 * with the number of the set, whose binary digits say what is left out.
 *
 * <pre>
 *   ROLLUP (a, b)      →      Aggregate[a', b', id; …]
 *                               └ Expand[(…, a, b, 0), (…, a, null, 1), (…, null, null, 3)]
 * </pre>
 */
final class GroupingSets {
    private final List<Expression> groupings;
    private final List<List<Integer>> sets;
    private final List<Attribute> keys = new ArrayList<>();
    private final Attribute id = Attribute.create("spark_grouping_id", DataTypes.LongType, false);
    private final Attribute place = Attribute.create("place", DataTypes.IntegerType, false);

    /** @param sets the places of the grouping expressions that each set has */
    GroupingSets(List<Expression> groupings, List<List<Integer>> sets) {
        this.groupings = List.copyOf(groupings);
        this.sets = List.copyOf(sets);
        for (int i = 0; i < groupings.size(); i++) {
            Expression value = groupings.get(i);
            int index = i;
            boolean leftOut = sets.stream().anyMatch(set -> !set.contains(index));
            keys.add(Attribute.create(
                    ExpressionText.pretty(value),
                    value.type(),
                    value.nullable() || leftOut,
                    value instanceof Attribute attribute ? attribute.metadata() : Metadata.empty()));
        }
    }

    /** The sets that a GROUP BY means. */
    static List<List<Integer>> of(UnresolvedPlan.Grouping kind, int count, List<List<Integer>> written) {
        List<List<Integer>> sets = new ArrayList<>();
        switch (kind) {
            case ROLLUP -> {
                for (int length = count; length >= 0; length--) {
                    sets.add(range(length));
                }
            }
            case CUBE -> {
                for (long leftOut = 0; leftOut < 1L << count; leftOut++) {
                    List<Integer> set = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        if ((leftOut >> (count - 1 - i) & 1) == 0) {
                            set.add(i);
                        }
                    }
                    sets.add(set);
                }
            }
            case GROUPING_SETS -> sets.addAll(written);
            case PLAIN, ALL -> sets.add(range(count));
        }
        return sets;
    }

    private static List<Integer> range(int length) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            places.add(i);
        }
        return places;
    }

    /** The columns that stand for the grouping expressions, in their order. */
    List<Attribute> keys() {
        return keys;
    }

    /** What to group by: the keys, and what tells sets apart. */
    List<Assignment> groupings() {
        List<Assignment> all =
                new ArrayList<>(keys.stream().map(Assignment::pass).toList());
        all.add(Assignment.pass(id));
        if (hasRepeatedSets()) {
            all.add(Assignment.pass(place));
        }
        return all;
    }

    private boolean hasRepeatedSets() {
        return sets.stream().map(HashSet::new).distinct().count() < sets.size();
    }

    LogicalPlan expand(LogicalPlan below) {
        List<Assignment> windows = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (Expression grouping : groupings) {
            if (Trees.contains(grouping, Expression.WindowCall.class::isInstance)) {
                Attribute column = Attribute.create("window", grouping.type(), grouping.nullable());
                windows.add(new Assignment(column, grouping));
                values.add(column);
            } else {
                values.add(grouping);
            }
        }
        return windows.isEmpty() ? expand(below, values) : expand(withColumns(below, windows), values);
    }

    private static LogicalPlan withColumns(LogicalPlan input, List<Assignment> more) {
        List<Assignment> columns =
                new ArrayList<>(input.output().stream().map(Assignment::pass).toList());
        columns.addAll(more);
        return new LogicalPlan.Project(input, columns);
    }

    private LogicalPlan expand(LogicalPlan input, List<Expression> keyValues) {
        List<List<Expression>> projections = new ArrayList<>();
        for (List<Integer> set : sets) {
            List<Expression> values = new ArrayList<>(input.output());
            long leftOut = 0;
            for (int i = 0; i < groupings.size(); i++) {
                Expression value = keyValues.get(i);
                boolean given = set.contains(i);
                values.add(given ? value : new Constant(null, value.type()));
                leftOut = leftOut << 1 | (given ? 0 : 1);
            }
            values.add(new Constant(leftOut, DataTypes.LongType));
            values.add(new Constant(projections.size(), DataTypes.IntegerType));
            projections.add(values);
        }
        List<Attribute> output = new ArrayList<>(input.output());
        output.addAll(keys);
        output.add(id);
        output.add(place);
        return new LogicalPlan.Expand(input, projections, output);
    }

    /** The value of {@code grouping(column)} or {@code grouping_id(…)}. */
    Expression marker(Expression call) {
        if (!GroupingFunctions.isGrouping(call)) {
            List<Integer> places = call.children().stream().map(this::place).toList();
            if (!places.isEmpty() && !places.equals(range(groupings.size()))) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.GROUPING_ID_COLUMN_MISMATCH,
                        "groupingIdColumn",
                        text(call.children()),
                        "groupByColumns",
                        text(groupings)));
            }
            return id;
        }
        int index = place(call.children().getFirst());
        if (index < 0) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.GROUPING_COLUMN_MISMATCH,
                    "grouping",
                    text(call.children()),
                    "groupingColumns",
                    text(groupings)));
        }
        Expression shifted =
                Operators.call("shiftright", id, new Constant(groupings.size() - 1 - index, DataTypes.IntegerType));
        Expression bit = Operators.call("&", shifted, new Constant(1L, DataTypes.LongType));
        return Operators.call("tinyint", bit);
    }

    /** The type of a call whose arguments may be null now: an array, map or struct made of them holds nulls too. */
    static DataType containerOf(ScalarCall call, List<Expression> arguments) {
        String name = call.function().name();
        return switch (call.type()) {
            case ArrayType array
            when name.equals("array") ->
                new ArrayType(
                        array.elementType(),
                        array.containsNull() || arguments.stream().anyMatch(Expression::nullable));
            case MapType map
            when name.equals("map") ->
                new MapType(map.keyType(), map.valueType(), map.valueContainsNull() || hasNullableValue(arguments));
            case StructType struct
            when name.equals("struct") || name.equals("named_struct") -> structOf(struct, arguments);
            case DataType other -> other;
        };
    }

    /** Whether a value may be null among arguments that are keys and values in turn. */
    private static boolean hasNullableValue(List<Expression> arguments) {
        for (int i = 1; i < arguments.size(); i += 2) {
            if (arguments.get(i).nullable()) {
                return true;
            }
        }
        return false;
    }

    private static StructType structOf(StructType struct, List<Expression> arguments) {
        StructField[] fields = struct.fields();
        // A name may stand before each value.
        int step = arguments.size() / fields.length;
        for (int i = 0; i < fields.length; i++) {
            StructField field = fields[i];
            boolean nullable =
                    field.nullable() || arguments.get(step * (i + 1) - 1).nullable();
            fields[i] = new StructField(field.name(), field.dataType(), nullable, field.metadata());
        }
        return new StructType(fields);
    }

    /** Which grouping expression an argument means; it may be known as the key already. */
    private int place(Expression argument) {
        for (int i = 0; i < groupings.size(); i++) {
            boolean isKey = argument instanceof Attribute attribute
                    && attribute.id() == keys.get(i).id();
            if (isKey || groupings.get(i).equals(argument)) {
                return i;
            }
        }
        return -1;
    }

    private static String text(List<Expression> expressions) {
        return expressions.stream().map(ExpressionText::pretty).collect(Collectors.joining(","));
    }
}
