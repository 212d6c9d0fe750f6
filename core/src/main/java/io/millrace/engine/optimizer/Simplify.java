package io.millrace.engine.optimizer;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Canonical;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.expression.Expression.Subquery;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.types.DataTypes;
import io.millrace.types.IntegralType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What decides nothing is not computed, as in Spark, so that it cannot fail:
 *
 * <pre>
 *   1 / a = 1 AND false            →  false            coalesce(1, 1 / a)          →  1
 *   if(1 / a &gt; 1, 2, 2)            →  2                struct(1 / a, b).col2        →  b
 *   a + 1 IS NULL (a is not null)  →  false            a + 1 = a + 1               →  true
 *   WHERE 1 / a = 1 AND a = 5      →  WHERE 1 / 5 = 1 AND a = 5
 *   (SELECT 1 / a)                 →  1 / a
 * </pre>
 *
 * <p>Nothing that depends on chance is left out.
 */
final class Simplify implements UnaryOperator<LogicalPlan> {
    private static final Set<String> COMPARISONS = Set.of("=", "<=>", "<", "<=", ">", ">=");

    private static final Set<String> CASES = Set.of("upper", "ucase", "lower", "lcase");

    private static final Constant TRUE = new Constant(true, DataTypes.BooleanType);
    private static final Constant FALSE = new Constant(false, DataTypes.BooleanType);

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(plan, Simplify::node);
    }

    private static LogicalPlan node(LogicalPlan node) {
        LogicalPlan simple = Expressions.map(node, Simplify::expression);
        // What is grouped by must go on to look like what is selected.
        return Expressions.map(
                simple,
                expression -> simple instanceof LogicalPlan.Aggregate && !(expression instanceof AggregateCall)
                        ? expression
                        : Trees.transform(expression, Simplify::part));
    }

    /** The condition of a filter with the values of columns that it says itself, where it compares them with others. */
    static Expression known(Expression condition) {
        return withKnown(condition, Map.of(), true);
    }

    /** An expression without what decides nothing. */
    static Expression expression(Expression expression) {
        return Trees.transform(expression, Simplify::simple);
    }

    private static Expression simple(Expression expression) {
        if (expression instanceof Subquery subquery) {
            return ofOneRow(subquery);
        }
        if (expression instanceof Conversion conversion
                && conversion.type().equals(conversion.child().type())) {
            return conversion.child();
        }
        if (!(expression instanceof ScalarCall call)) {
            return expression;
        }
        List<Expression> arguments = call.arguments();
        return switch (call.function().name()) {
            case "and" -> connected(call, FALSE, TRUE);
            case "or" -> connected(call, TRUE, FALSE);
            case "<=>", "equal_null" -> sameOperands(call) ? TRUE : call;
            case "=", "<=", ">=" -> !call.nullable() && sameOperands(call) ? TRUE : call;
            case "<", ">" -> !call.nullable() && sameOperands(call) ? FALSE : call;
            case "isnull" -> isPresent(arguments.getFirst()) ? FALSE : call;
            case "isnotnull" -> isPresent(arguments.getFirst()) ? TRUE : call;
            case "in" ->
                arguments.stream().skip(1).allMatch(Simplify::isNull) && isNeedless(arguments.getFirst())
                        ? new Constant(null, call.type())
                        : call;
            case "not" ->
                arguments.getFirst().isCallOf("not")
                        ? arguments.getFirst().children().getFirst()
                        : call;
            case "+", "*" -> call.type() instanceof IntegralType ? IntegralChain.of(call) : call;
            case "upper", "ucase", "lower", "lcase" -> call.withChildren(List.of(withoutCase(arguments.getFirst())));
            case "coalesce", "nvl", "ifnull" -> firstPresent(call);
            case "if", "when" -> chosen(call);
            case "nvl2" -> chosenByNull(call);
            default -> call;
        };
    }

    /** A text before its letters were made large or small, which is of no matter if they will be again. */
    private static Expression withoutCase(Expression text) {
        return text instanceof ScalarCall call && CASES.contains(call.function().name())
                ? call.arguments().getFirst()
                : text;
    }

    private static Expression chosenByNull(ScalarCall call) {
        List<Expression> arguments = call.arguments();
        if (isNull(arguments.getFirst())) {
            return arguments.get(2);
        }
        boolean first = isPresent(arguments.getFirst())
                || isNeedless(arguments.getFirst()) && same(arguments.get(1), arguments.get(2));
        return first ? arguments.get(1) : call;
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof Constant constant && constant.value() == null;
    }

    private static boolean isPresent(Expression expression) {
        return !expression.nullable() && Trees.isDeterministic(expression);
    }

    /** Whether an expression may be left out; a constant that fails makes the query fail, wherever it stands. */
    static boolean isNeedless(Expression expression) {
        return Trees.isDeterministic(expression) && !RefuseFailures.isRefused(expression);
    }

    /** @param decisive what makes the other side needless */
    private static Expression connected(ScalarCall call, Constant decisive, Constant idle) {
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        if (left.equals(decisive) && isNeedless(right) || right.equals(decisive) && isNeedless(left)) {
            return decisive;
        }
        return left.equals(idle) ? right : right.equals(idle) ? left : call;
    }

    private static boolean sameOperands(ScalarCall call) {
        return same(call.arguments().get(0), call.arguments().get(1));
    }

    /** Whether two expressions give the same; zeros are, whatever their signs. */
    private static boolean same(Expression left, Expression right) {
        if (left instanceof Constant first
                && right instanceof Constant second
                && first.type().equals(second.type())
                && first.value() instanceof Number one
                && second.value() instanceof Number other
                && one.doubleValue() == 0
                && other.doubleValue() == 0) {
            return true;
        }
        return Canonical.same(left, right) && isNeedless(left);
    }

    /** Without nulls, and without what comes after something that is never null. */
    private static Expression firstPresent(ScalarCall call) {
        List<Expression> candidates = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            if (isNull(argument)) {
                continue;
            }
            candidates.add(argument);
            if (!argument.nullable()) {
                break;
            }
        }
        if (candidates.isEmpty()) {
            return new Constant(null, call.type());
        }
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        return candidates.size() == call.arguments().size()
                ? call
                : Operators.call("coalesce", candidates.toArray(Expression[]::new));
    }

    /** Conditions and values in turn, and what else; without branches that are never taken, or that all give the same. */
    private static Expression chosen(ScalarCall call) {
        List<Expression> arguments = call.arguments();
        List<Expression> kept = new ArrayList<>();
        Expression otherwise = arguments.size() % 2 == 1 ? arguments.getLast() : new Constant(null, call.type());
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            Expression condition = arguments.get(i);
            if (condition.equals(TRUE)) {
                if (!kept.isEmpty()) {
                    // Spark no longer compares values once it has left out what comes after a condition that is true.
                    kept.add(TRUE);
                    kept.add(arguments.get(i + 1));
                    return kept.size() == arguments.size()
                            ? call
                            : Operators.call("when", kept.toArray(Expression[]::new));
                }
                otherwise = arguments.get(i + 1);
                break;
            }
            if (!condition.equals(FALSE) && !isNull(condition)) {
                kept.add(condition);
                kept.add(arguments.get(i + 1));
            }
        }
        if (isIndifferent(kept, otherwise)) {
            return kept.isEmpty() ? otherwise : kept.get(1);
        }
        if (kept.size() >= arguments.size() - 1) {
            return call;
        }
        kept.add(otherwise);
        return Operators.call("when", kept.toArray(Expression[]::new));
    }

    private static boolean isIndifferent(List<Expression> branches, Expression otherwise) {
        for (int i = 0; i < branches.size(); i += 2) {
            if (!isNeedless(branches.get(i)) || !same(branches.get(i + 1), otherwise)) {
                return false;
            }
        }
        return true;
    }

    // Parts

    /** A part of a value that is put together beside it. */
    private static Expression part(Expression expression) {
        if (!(expression instanceof ScalarCall call) || call.arguments().isEmpty()) {
            return expression;
        }
        if (!(call.arguments().getFirst() instanceof ScalarCall whole) || !isNeedless(whole)) {
            return expression;
        }
        Expression found = switch (call.function().name()) {
            case "get_struct_field" -> PartsOf.struct(whole, call.arguments().get(1));
            case "get_array_item" -> PartsOf.array(whole, call.arguments().get(1));
            case "get_map_value" -> PartsOf.map(whole, call.arguments().get(1), call.type());
            default -> null;
        };
        return found == null ? expression : expression(found);
    }

    // Sub-queries

    /** A sub-query that reads nothing is what it selects. */
    private static Expression ofOneRow(Subquery subquery) {
        if (subquery.kind() != Subquery.Kind.SCALAR
                || !(subquery.plan() instanceof LogicalPlan.Project project)
                || !(project.input() instanceof LogicalPlan.TableScan scan)
                || !(scan.table() instanceof LocalTable table)
                || table.rowCount() != 1
                || !scan.output().isEmpty()) {
            return subquery;
        }
        Map<Long, Expression> arguments = new HashMap<>();
        for (int i = 0; i < subquery.parameters().size(); i++) {
            arguments.put(
                    subquery.parameters().get(i).id(), subquery.arguments().get(i));
        }
        return expression(Trees.replace(project.assignments().getFirst().value(), arguments));
    }

    // Equalities

    /**
     * A condition with the values of columns that it says itself, where it compares them with others.
     *
     * @param known the values of columns, by id
     * @param dropsNulls whether a condition that is null is as good as false
     */
    private static Expression withKnown(Expression condition, Map<Long, Expression> known, boolean dropsNulls) {
        if (condition.isCallOf("and")) {
            Map<Long, Expression> all = new HashMap<>(known);
            List<Expression> parts = Trees.conjuncts(condition);
            parts.forEach(part -> addKnown(part, all, dropsNulls));
            return parts.stream()
                    .map(part -> withKnown(part, all, dropsNulls))
                    .reduce((left, right) -> Operators.call("and", left, right))
                    .orElseThrow();
        }
        if (condition.isCallOf("or") || condition.isCallOf("not")) {
            boolean inside = dropsNulls && condition.isCallOf("or");
            return condition.withChildren(condition.children().stream()
                    .map(part -> withKnown(part, known, inside))
                    .toList());
        }
        boolean compares = condition instanceof ScalarCall call
                && COMPARISONS.contains(call.function().name());
        return compares && !known.isEmpty() && columnOf(condition) == null
                ? Trees.replace(condition, known)
                : condition;
    }

    private static void addKnown(Expression part, Map<Long, Expression> known, boolean dropsNulls) {
        Attribute column = columnOf(part);
        if (column != null && (dropsNulls || !column.nullable())) {
            List<Expression> sides = part.children();
            known.putIfAbsent(column.id(), sides.get(sides.getFirst() instanceof Attribute ? 1 : 0));
        }
    }

    /** The column that is said to equal a constant. */
    private static Attribute columnOf(Expression equality) {
        boolean amongOne = equality.isCallOf("in") && equality.children().size() == 2;
        if (!amongOne && !equality.isCallOf("=") && !equality.isCallOf("<=>")) {
            return null;
        }
        Expression left = equality.children().get(0);
        Expression right = equality.children().get(1);
        if (left instanceof Attribute column && right instanceof Constant) {
            return column;
        }
        return right instanceof Attribute column && left instanceof Constant ? column : null;
    }
}
