package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.JoinCriteria;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Joins: conditions, USING and NATURAL, and which columns they give. */
final class JoinAnalysis {
    private final AnalysisContext context;
    private final Analyzer analyzer;
    private final NameResolver names;

    JoinAnalysis(AnalysisContext context, Analyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
        this.names = new NameResolver(context.caseSensitive());
    }

    Analyzed resolve(UnresolvedPlan.Join join) {
        if (join.lateral()) {
            return lateral(join);
        }
        Analyzed left = side(join.left(), nullsLeft(join.kind()));
        Analyzed right = side(join.right(), nullsRight(join.kind()) || leftOnly(join.kind()));
        return switch (join.criteria()) {
            case JoinCriteria.None ignored -> plain(join.kind(), left, right, Optional.empty());
            case JoinCriteria.On on ->
                plain(join.kind(), left, right, Optional.of(condition(join.kind(), on, left, right)));
            case JoinCriteria.Using using -> using(join.kind(), left, right, using.columns());
            case JoinCriteria.Natural ignored -> using(join.kind(), left, right, common(left, right));
        };
    }

    private static String node(JoinKind kind) {
        return switch (kind) {
            case INNER -> "Inner";
            case CROSS -> "Cross";
            case LEFT_OUTER -> "LeftOuter";
            case RIGHT_OUTER -> "RightOuter";
            case FULL_OUTER -> "FullOuter";
            case LEFT_SEMI -> "LeftSemi";
            case LEFT_ANTI -> "LeftAnti";
        };
    }

    private Expression condition(JoinKind kind, JoinCriteria.On on, Analyzed left, Analyzed right) {
        Expression condition =
                new ExpressionAnalyzer(context, left.scope().concat(right.scope())).analyze(on.condition());
        GeneratorPlaces.refuse(condition, text -> "Join " + node(kind) + ", " + text, context.zone());
        if (!condition.type().equals(DataTypes.BooleanType)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE,
                            "joinCondition",
                            "\"" + ExpressionText.pretty(condition, context.zone()) + "\"",
                            "conditionType",
                            CallErrors.quoted(condition.type()))
                    .at(on.condition().origin().position()));
        }
        refuseCorrelated(condition, kind);
        if (Chance.isIn(condition)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_NON_DETERMINISTIC_EXPRESSIONS,
                    "sqlExprs",
                    "\"" + ExpressionText.pretty(condition, context.zone()) + "\""));
        }
        return condition;
    }

    /** Spark looks up the one value that a sub-query finds for a row in select lists and other conditions. */
    private void refuseCorrelated(Expression condition, JoinKind kind) {
        boolean correlated = Trees.contains(
                condition,
                part -> part instanceof Expression.Subquery subquery
                        && subquery.kind() == Expression.Subquery.Kind.SCALAR
                        && !subquery.arguments().isEmpty());
        if (correlated) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY,
                    "treeNode",
                    "Join " + node(kind) + ", " + ExpressionText.pretty(condition, context.zone())));
        }
    }

    /** @param optional whether the join may give rows that no row of this side is in; a recursion cannot go on there */
    private Analyzed side(UnresolvedPlan plan, boolean optional) {
        return optional ? new Analyzer(CommonTables.withoutRecursion(context)).resolve(plan) : analyzer.resolve(plan);
    }

    /** The right side sees the columns of the left. */
    private Analyzed lateral(UnresolvedPlan.Join join) {
        Analyzed left = analyzer.resolve(join.left());
        OuterColumns outer = new OuterColumns(new ExpressionAnalyzer(context, left.scope()));
        Analyzed seen = new Analyzer(context.inside(outer)).resolve(join.right());
        Analyzed right = new Analyzed(outer.withoutMaps(seen.plan()), seen.scope());
        if (Chance.decides(right.plan()) && !RowCounts.isAtMostOne(left.plan())) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition
                                    .UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__NON_DETERMINISTIC_LATERAL_SUBQUERIES,
                            "treeNode",
                            "LateralJoin " + node(join.kind()))
                    .at(join.right().origin().position()));
        }
        Optional<Expression> condition = switch (join.criteria()) {
            case JoinCriteria.None ignored -> Optional.empty();
            case JoinCriteria.On on -> Optional.of(condition(join.kind(), on, left, right));
            case JoinCriteria.Using ignored -> throw Unsupported.plan("LATERAL with USING", join.origin());
            case JoinCriteria.Natural ignored -> throw Unsupported.plan("LATERAL with NATURAL", join.origin());
        };
        Analyzed joined = plain(join.kind(), left, right, condition);
        if (outer.parameters(right.plan()).isEmpty()) {
            return joined;
        }
        LogicalPlan plan = new LogicalPlan.LateralJoin(
                left.plan(),
                right.plan(),
                join.kind(),
                condition,
                outer.parameters(right.plan()),
                outer.arguments(right.plan()),
                joined.plan().output());
        return new Analyzed(plan, joined.scope());
    }

    /** Names of both sides; one that is there twice counts as often as both sides have it. */
    private List<String> common(Analyzed left, Analyzed right) {
        List<String> rest = new ArrayList<>();
        right.scope().attributes().forEach(attribute -> rest.add(attribute.name()));
        List<String> common = new ArrayList<>();
        for (Attribute attribute : left.scope().attributes()) {
            rest.stream()
                    .filter(name -> names.sameName(attribute.name(), name))
                    .findFirst()
                    .ifPresent(name -> {
                        rest.remove(name);
                        common.add(attribute.name());
                    });
        }
        return common;
    }

    private Analyzed plain(JoinKind kind, Analyzed left, Analyzed right, Optional<Expression> condition) {
        List<Attribute> leftOutput = nullable(left.plan().output(), nullsLeft(kind));
        List<Attribute> rightOutput = nullable(right.plan().output(), nullsRight(kind));
        List<Attribute> output = leftOnly(kind)
                ? leftOutput
                : Stream.concat(leftOutput.stream(), rightOutput.stream()).toList();
        LogicalPlan plan = new LogicalPlan.Join(left.plan(), right.plan(), kind, condition, output);
        Scope scope = leftOnly(kind) ? left.scope() : left.scope().concat(right.scope());
        return new Analyzed(
                plan,
                scope.withAttributes(scope.attributes().stream()
                        .map(attribute -> output.stream()
                                .filter(given -> given.id() == attribute.id())
                                .findFirst()
                                .orElse(attribute))
                        .toList()));
    }

    private static List<Attribute> nullable(List<Attribute> columns, boolean becomeNullable) {
        return becomeNullable
                ? columns.stream().map(column -> column.withNullable(true)).toList()
                : columns;
    }

    private static boolean leftOnly(JoinKind kind) {
        return kind == JoinKind.LEFT_SEMI || kind == JoinKind.LEFT_ANTI;
    }

    private static boolean nullsLeft(JoinKind kind) {
        return kind == JoinKind.RIGHT_OUTER || kind == JoinKind.FULL_OUTER;
    }

    private static boolean nullsRight(JoinKind kind) {
        return kind == JoinKind.LEFT_OUTER || kind == JoinKind.FULL_OUTER;
    }

    /**
     * The key columns come first and once; then the rest of the left and of the right side. The other side's keys can still
     * be named with their table.
     */
    private Analyzed using(JoinKind kind, Analyzed left, Analyzed right, List<String> columns) {
        List<Attribute> leftKeys = keys(columns, left.scope(), "left");
        List<Attribute> rightKeys = keys(columns, right.scope(), "right");
        Expression condition = null;
        for (int i = 0; i < columns.size(); i++) {
            Expression equal = call("=", leftKeys.get(i), rightKeys.get(i));
            condition = condition == null ? equal : call("and", condition, equal);
        }
        Analyzed joined = plain(kind, left, right, Optional.ofNullable(condition));
        List<Assignment> assignments = new ArrayList<>();
        List<Scope.Column> scope = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Attribute leftKey = joinedAttribute(joined, leftKeys.get(i));
            Assignment key = switch (kind) {
                case RIGHT_OUTER -> Assignment.pass(joinedAttribute(joined, rightKeys.get(i)));
                case FULL_OUTER -> {
                    Expression either = call("coalesce", leftKey, joinedAttribute(joined, rightKeys.get(i)));
                    yield new Assignment(Attribute.create(leftKey.name(), either.type(), either.nullable()), either);
                }
                case INNER, CROSS, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI -> Assignment.pass(leftKey);
            };
            assignments.add(key);
            scope.add(joined.scope().columnOf(key.target()));
        }
        Set<Long> used = Set.copyOf(Stream.concat(leftKeys.stream(), rightKeys.stream())
                .map(Attribute::id)
                .toList());
        for (Scope.Column column : joined.scope().columns()) {
            if (!used.contains(column.attribute().id())) {
                assignments.add(Assignment.pass(column.attribute()));
                scope.add(column);
            }
        }
        List<Scope.Column> hidden = new ArrayList<>();
        for (Scope.Column column : joined.scope().columns()) {
            boolean given = assignments.stream()
                    .anyMatch(assignment ->
                            assignment.target().id() == column.attribute().id());
            if (!given) {
                assignments.add(Assignment.pass(column.attribute()));
                hidden.add(column);
            }
        }
        return new Analyzed(new LogicalPlan.Project(joined.plan(), assignments), new Scope(scope, hidden));
    }

    private static Attribute joinedAttribute(Analyzed joined, Attribute key) {
        return joined.plan().output().stream()
                .filter(attribute -> attribute.id() == key.id())
                .findFirst()
                .orElse(key);
    }

    private Expression call(String name, Expression... arguments) {
        return context.functions().resolve(CallSite.of(name, arguments), context.resolution());
    }

    private List<Attribute> keys(List<String> columns, Scope scope, String side) {
        List<Attribute> keys = new ArrayList<>();
        for (String column : columns) {
            keys.add(scope.attributes().stream()
                    .filter(attribute -> names.sameName(attribute.name(), column))
                    .findFirst()
                    .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                            ErrorCondition.UNRESOLVED_USING_COLUMN_FOR_JOIN,
                            "colName",
                            NameResolver.quoted(List.of(column)),
                            "side",
                            side,
                            "suggestion",
                            scope.attributes().stream()
                                    .map(attribute -> NameResolver.quoted(List.of(attribute.name())))
                                    .sorted()
                                    .collect(java.util.stream.Collectors.joining(", "))))));
        }
        return keys;
    }
}
