package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Subquery;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.LogicalPlan.LookupKind;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Sub-queries become joins.
 *
 * <pre>
 *   Filter[EXISTS(q)]          LEFT SEMI join with q
 *   Filter[v NOT IN (q)]       LEFT ANTI joins: with the rows that equal v, and with those that might, being null
 *   elsewhere: EXISTS, IN      Lookup MARK: a column that says whether q has such a row, never null
 *   a scalar (q)               Lookup SINGLE: the only row of q beside each row
 *   LATERAL q                  a join with q
 * </pre>
 *
 * <p>A sub-query that uses columns of the row around it (its parameters) is first made independent of them. Where its
 * parameters only occur in filters that can be moved up into the join's condition, {@link PulledUp} does that. Else the
 * sub-query is computed for all different values of the parameters at once, see {@link OverDomain}; that reads the rows
 * around twice, so that it cannot be done for a stream.
 */
final class UnnestSubqueries implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(plan, this::unnest);
    }

    private LogicalPlan unnest(LogicalPlan node) {
        if (node instanceof LogicalPlan.LateralJoin join) {
            return LateralRows.of(join)
                    .map(rows -> keeping(rows, join.output()))
                    .orElseGet(() -> unnest(lateral(join)));
        }
        boolean any = Expressions.of(node).stream().anyMatch(UnnestSubqueries::hasSubquery);
        return any
                ? join(Expressions.map(
                        node, expression -> Trees.transform(Negations.pushDown(expression), UnnestSubqueries::once)))
                : node;
    }

    private LogicalPlan join(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Filter filter -> filter(filter);
            case LogicalPlan.Join join -> inCondition(join);
            default -> {
                Rows rows = new Rows(node.inputs().getFirst());
                LogicalPlan mapped = Expressions.map(node, rows::replace);
                LogicalPlan replaced = mapped.withInputs(List.of(rows.plan));
                yield keeping(replaced, node.output());
            }
        };
    }

    static boolean hasSubquery(Expression expression) {
        return Trees.contains(expression, Subquery.class::isInstance);
    }

    /** The sub-query of {@code v NOT IN (…)}, or null. */
    private static Subquery negatedIn(Expression expression) {
        return expression.isCallOf("not")
                        && expression.children().getFirst() instanceof Subquery subquery
                        && subquery.kind() == Subquery.Kind.IN
                ? subquery
                : null;
    }

    /** The plan, without columns that it has beyond those wanted. */
    private static LogicalPlan keeping(LogicalPlan plan, List<Attribute> wanted) {
        return plan.gives(wanted)
                ? plan
                : new LogicalPlan.Project(
                        plan, wanted.stream().map(Assignment::pass).toList());
    }

    private LogicalPlan filter(LogicalPlan.Filter filter) {
        Rows rows = new Rows(filter.input());
        List<Expression> conditions = new ArrayList<>();
        for (Expression condition : Trees.conjuncts(filter.condition())) {
            if (!hasSubquery(condition)) {
                conditions.add(condition);
            }
        }
        Conjunction.ifAny(conditions).ifPresent(rows::keep);
        for (Expression condition : Trees.conjuncts(filter.condition())) {
            if (hasSubquery(condition) && !rows.keepOnly(condition)) {
                rows.keep(rows.replace(condition));
            }
        }
        return keeping(rows.plan, filter.output());
    }

    /** The sub-query with each parameter once; analysis lists them as they are used. */
    private static Expression once(Expression expression) {
        if (!(expression instanceof Subquery subquery)) {
            return expression;
        }
        Map<Attribute, Expression> arguments = new LinkedHashMap<>();
        for (int i = 0; i < subquery.parameters().size(); i++) {
            arguments.putIfAbsent(
                    subquery.parameters().get(i), subquery.arguments().get(i));
        }
        return new Subquery(
                subquery.kind(),
                subquery.plan(),
                subquery.values(),
                List.copyOf(arguments.keySet()),
                List.copyOf(arguments.values()),
                subquery.type(),
                subquery.nullable(),
                subquery.origin());
    }

    /** A sub-query in the condition of a join is looked up on the side whose columns it uses. */
    private LogicalPlan inCondition(LogicalPlan.Join join) {
        List<Expression> plain = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        Rows left = new Rows(join.left());
        Rows right = new Rows(join.right());
        boolean inner = join.kind() == JoinKind.INNER || join.kind() == JoinKind.CROSS;
        for (Expression part : Trees.conjuncts(join.condition().orElseThrow())) {
            if (!hasSubquery(part)) {
                plain.add(part);
            } else if (inner) {
                above.add(part);
            } else {
                plain.add(Trees.transform(
                        part, node -> node instanceof Subquery subquery ? oneSide(subquery, left, right) : node));
            }
        }
        LogicalPlan joined = new LogicalPlan.Join(
                left.plan, right.plan, join.kind(), Conjunction.ifAny(plain), outputs(join, left.plan, right.plan));
        LogicalPlan result = above.isEmpty() ? joined : filter(new LogicalPlan.Filter(joined, Conjunction.of(above)));
        return keeping(result, join.output());
    }

    private static List<Attribute> outputs(LogicalPlan.Join join, LogicalPlan left, LogicalPlan right) {
        if (join.kind() == JoinKind.LEFT_SEMI || join.kind() == JoinKind.LEFT_ANTI) {
            return left.output();
        }
        List<Attribute> output = new ArrayList<>(left.output());
        output.addAll(right.output());
        return output.stream()
                .map(column -> join.output().stream()
                        .filter(given -> given.id() == column.id())
                        .findFirst()
                        .orElse(column.withNullable(true)))
                .toList();
    }

    private static Expression oneSide(Subquery subquery, Rows left, Rows right) {
        Set<Long> used = new HashSet<>();
        subquery.children().forEach(child -> used.addAll(Trees.references(child)));
        for (Rows side : List.of(left, right)) {
            if (side.columns().containsAll(used)) {
                return side.look(subquery);
            }
        }
        throw new MillraceException(ErrorDetail.of(
                ErrorCondition
                        .UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION,
                "subqueryExpression",
                ExpressionText.pretty(subquery)));
    }

    private LogicalPlan lateral(LogicalPlan.LateralJoin join) {
        Rows rows = new Rows(join.left());
        rows.addParameters(join.parameters(), join.arguments());
        Independent right = rows.independent(join.right(), join.parameters(), false, Origin.NONE);
        List<Expression> conditions = new ArrayList<>(right.conditions());
        join.condition().ifPresent(conditions::add);
        List<Attribute> output = new ArrayList<>(rows.plan.output());
        for (Attribute column : right.plan().output()) {
            output.add(join.kind() == JoinKind.LEFT_OUTER ? column.withNullable(true) : column);
        }
        JoinKind kind = conditions.isEmpty() || join.kind() != JoinKind.CROSS ? join.kind() : JoinKind.INNER;
        return keeping(
                new LogicalPlan.Join(rows.plan, right.plan(), kind, Conjunction.ifAny(conditions), output),
                join.output());
    }

    /**
     * A sub-query that knows nothing of the rows around it.
     *
     * @param plan has the sub-query's columns first
     * @param conditions which of its rows belong to a row around, over both
     */
    record Independent(LogicalPlan plan, List<Expression> conditions) {}

    /** The rows of an operator's input, beside which columns for sub-queries appear. */
    private final class Rows {
        private final Map<Subquery, Expression> looked = new HashMap<>();
        private LogicalPlan plan;

        Rows(LogicalPlan plan) {
            this.plan = plan;
        }

        Set<Long> columns() {
            Set<Long> ids = new HashSet<>();
            plan.output().forEach(column -> ids.add(column.id()));
            return ids;
        }

        void keep(Expression condition) {
            plan = new LogicalPlan.Filter(plan, condition);
        }

        /** Puts columns in the place of sub-queries, from the inside outwards. */
        Expression replace(Expression expression) {
            List<Expression> children =
                    expression.children().stream().map(this::replace).toList();
            Expression rebuilt =
                    children.equals(expression.children()) ? expression : expression.withChildren(children);
            if (negatedIn(expression) != null) {
                // Where a null keeps rows from being compared, IN and NOT IN are both false, as in Spark.
                Subquery subquery = negatedIn(expression);
                Expression found = children.getFirst();
                return subquery.nullable() && !looksForNull(subquery)
                        ? Operators.call("not", Operators.call("or", found, perhaps(subquery)))
                        : rebuilt;
            }
            return rebuilt instanceof Subquery subquery ? look(subquery) : rebuilt;
        }

        void addParameters(List<Attribute> parameters, List<Expression> arguments) {
            if (parameters.isEmpty()) {
                return;
            }
            Set<Long> known = columns();
            List<Assignment> assignments =
                    new ArrayList<>(plan.output().stream().map(Assignment::pass).toList());
            for (int i = 0; i < parameters.size(); i++) {
                if (!known.contains(parameters.get(i).id())) {
                    assignments.add(new Assignment(parameters.get(i), arguments.get(i)));
                }
            }
            plan = new LogicalPlan.Project(plan, assignments);
        }

        /** A sub-query without those of its own, and with windows that know what they are computed over. */
        private LogicalPlan inside(LogicalPlan nested) {
            return new ExtractWindows().apply(apply(nested));
        }

        /** @param existence whether only the existence of rows matters, not what is in them */
        Independent independent(LogicalPlan nested, List<Attribute> parameters, boolean existence, Origin origin) {
            LogicalPlan subquery = inside(existence ? PulledUp.withoutColumns(nested) : nested);
            return PulledUp.of(subquery, parameters).orElseGet(() -> OverDomain.of(subquery, parameters, plan, origin));
        }

        /** The value of a sub-query for each row, as a column beside it or an expression over such. */
        Expression look(Subquery subquery) {
            Expression known = looked.get(subquery);
            if (known == null) {
                known = lookUp(subquery);
                looked.put(subquery, known);
            }
            return known;
        }

        private Expression lookUp(Subquery subquery) {
            addParameters(subquery.parameters(), subquery.arguments());
            return switch (subquery.kind()) {
                case SCALAR -> scalar(subquery);
                case EXISTS -> mark(subquery, List.of());
                case IN -> looksForNull(subquery) ? unknownIfAny(subquery) : mark(subquery, equalities(subquery));
            };
        }

        private static boolean looksForNull(Subquery subquery) {
            return subquery.values().size() == 1
                    && subquery.parameters().isEmpty()
                    && FoldConstants.fold(subquery.values().getFirst()) instanceof Constant value
                    && value.value() == null;
        }

        /** A literal NULL is not known to be among rows, as long as there is one and all of the query see the same. */
        private Expression unknownIfAny(Subquery subquery) {
            return Operators.call(
                    "if",
                    mark(subquery, List.of()),
                    new Constant(null, DataTypes.BooleanType),
                    new Constant(false, DataTypes.BooleanType));
        }

        private Expression scalar(Subquery subquery) {
            LogicalPlan nested = inside((LogicalPlan) subquery.plan());
            Optional<PulledUp.Scalar> pulled = PulledUp.scalar(nested, subquery.parameters());
            PulledUp.Scalar found = pulled.orElseGet(() -> {
                Independent over = OverDomain.of(nested, subquery.parameters(), plan, subquery.origin());
                return new PulledUp.Scalar(over, over.plan().output().getFirst());
            });
            Independent rows = found.rows();
            List<Attribute> output = new ArrayList<>(plan.output());
            rows.plan().output().forEach(column -> output.add(column.withNullable(true)));
            plan = new LogicalPlan.Lookup(
                    plan,
                    rows.plan(),
                    LookupKind.SINGLE,
                    Conjunction.ifAny(rows.conditions()),
                    output,
                    subquery.origin());
            return nullable(found.value(), output);
        }

        private static Expression nullable(Expression value, List<Attribute> columns) {
            return Trees.transform(
                    value,
                    node -> node instanceof Attribute attribute
                            ? columns.stream()
                                    .filter(column -> column.id() == attribute.id())
                                    .findFirst()
                                    .orElse(attribute)
                            : node);
        }

        /** Whether the sub-query has rows for which more conditions hold, as a column. */
        private Attribute mark(Subquery subquery, List<Expression> more) {
            Independent rows = rowsOf(subquery, more);
            Attribute mark = Attribute.create("exists", DataTypes.BooleanType, false);
            List<Attribute> output = new ArrayList<>(plan.output());
            output.add(mark);
            plan = new LogicalPlan.Lookup(
                    plan,
                    rows.plan(),
                    LookupKind.MARK,
                    Conjunction.ifAny(rows.conditions()),
                    output,
                    subquery.origin());
            return mark;
        }

        private Independent rowsOf(Subquery subquery, List<Expression> more) {
            Independent rows = independent(
                    (LogicalPlan) subquery.plan(),
                    subquery.parameters(),
                    subquery.kind() == Subquery.Kind.EXISTS,
                    subquery.origin());
            List<Expression> conditions = new ArrayList<>(rows.conditions());
            conditions.addAll(more);
            return new Independent(rows.plan(), conditions);
        }

        private List<Expression> equalities(Subquery subquery) {
            List<Attribute> columns = ((LogicalPlan) subquery.plan()).output();
            List<Expression> equalities = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                equalities.add(Operators.call("=", subquery.values().get(i), columns.get(i)));
            }
            return equalities;
        }

        /** Whether a null keeps some row from being compared. One column is treated apart, so that it takes no nested loop. */
        private Expression perhaps(Subquery subquery) {
            if (subquery.values().size() > 1) {
                return mark(subquery, List.of(Operators.call("isnull", Conjunction.of(equalities(subquery)))));
            }
            Expression value = subquery.values().getFirst();
            Attribute column = ((LogicalPlan) subquery.plan()).output().getFirst();
            Expression nullColumn = column.nullable()
                    ? mark(subquery, List.of(Operators.call("isnull", column)))
                    : new Constant(false, DataTypes.BooleanType);
            return value.nullable()
                    ? Operators.call(
                            "or",
                            nullColumn,
                            Operators.call("and", Operators.call("isnull", value), mark(subquery, List.of())))
                    : nullColumn;
        }

        /** Keeps the rows for which a condition holds, if a semi or anti join can tell. */
        boolean keepOnly(Expression condition) {
            boolean negated = condition.isCallOf("not");
            Expression asked = negated ? condition.children().getFirst() : condition;
            if (!(asked instanceof Subquery subquery)
                    || subquery.kind() == Subquery.Kind.SCALAR
                    || subquery.children().stream().anyMatch(UnnestSubqueries::hasSubquery)) {
                return false;
            }
            addParameters(subquery.parameters(), subquery.arguments());
            List<Expression> equalities = subquery.kind() == Subquery.Kind.IN ? equalities(subquery) : List.of();
            join(negated ? JoinKind.LEFT_ANTI : JoinKind.LEFT_SEMI, rowsOf(subquery, equalities));
            if (negated && subquery.nullable()) {
                keep(Operators.call("not", perhaps(subquery)));
            }
            return true;
        }

        private void join(JoinKind kind, Independent rows) {
            plan = new LogicalPlan.Join(plan, rows.plan(), kind, Conjunction.ifAny(rows.conditions()), plan.output());
        }
    }
}
