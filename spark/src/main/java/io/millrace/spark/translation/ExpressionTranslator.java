package io.millrace.spark.translation;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExistsSubquery;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.InSubquery;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.LambdaVariable;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.Parameter;
import io.millrace.plan.UnresolvedExpression.ScalarSubquery;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedExpression.UpdateField;
import io.millrace.plan.UnresolvedExpression.UserFunctionCall;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spark.usercode.UserFunctions;
import io.millrace.spark.value.Scala;
import io.millrace.spark.value.SparkTypes;
import io.millrace.types.DataType;
import io.millrace.types.IntegerType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.analysis.MultiAlias;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedDataFrameStar;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExtractValue;
import org.apache.spark.sql.catalyst.analysis.UnresolvedOrdinal;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRegex;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStarExceptOrReplace;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Descending$;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.ListQuery;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NullsFirst$;
import org.apache.spark.sql.catalyst.expressions.NullsLast$;
import org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.UpdateFields$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.runtime.BoxedUnit;

/** Expressions as Catalyst's, unresolved as they are. Must run while the session is Spark's active one. */
final class ExpressionTranslator {
    private static final Seq<Expression> NONE = Scala.seq(List.of());

    private final Function<UnresolvedPlan, LogicalPlan> plans;
    private final boolean javaTime;
    private final boolean inLambda;

    /**
     * @param plans translates sub-queries
     * @param javaTime whether user-defined functions see dates and timestamps as java.time
     */
    ExpressionTranslator(Function<UnresolvedPlan, LogicalPlan> plans, boolean javaTime) {
        this(plans, javaTime, false);
    }

    private ExpressionTranslator(Function<UnresolvedPlan, LogicalPlan> plans, boolean javaTime, boolean inLambda) {
        this.plans = plans;
        this.javaTime = javaTime;
        this.inLambda = inLambda;
    }

    /** The expression. */
    Expression translate(UnresolvedExpression expression) {
        return Origins.at(expression.origin(), () -> node(expression));
    }

    Seq<Expression> translate(List<? extends UnresolvedExpression> expressions) {
        return Scala.seq(expressions, this::translate);
    }

    /** The expression as a column of an output; Spark finds a name for it if it has none. */
    NamedExpression named(UnresolvedExpression expression) {
        Expression translated = translate(expression);
        return translated instanceof NamedExpression column
                ? column
                : Origins.at(expression.origin(), () -> new UnresolvedAlias(translated, Option.empty()));
    }

    Seq<NamedExpression> named(List<UnresolvedExpression> expressions) {
        return Scala.seq(expressions, this::named);
    }

    Seq<org.apache.spark.sql.catalyst.expressions.SortOrder> order(List<SortOrder> order) {
        return Scala.seq(order, item -> (org.apache.spark.sql.catalyst.expressions.SortOrder) translate(item));
    }

    /** Items of ORDER BY, in which a whole number may be the position of a column. */
    Seq<org.apache.spark.sql.catalyst.expressions.SortOrder> outputOrder(List<SortOrder> order) {
        return Scala.seq(
                order,
                item -> Origins.at(
                        item.origin(),
                        () -> sortOrder(
                                item, position(item.child(), SQLConf.get().orderByOrdinal()))));
    }

    /** Items of GROUP BY, likewise. */
    Seq<Expression> groupings(List<UnresolvedExpression> groupings) {
        return Scala.seq(groupings, item -> position(item, SQLConf.get().groupByOrdinal()));
    }

    private Expression position(UnresolvedExpression item, boolean allowed) {
        return allowed
                        && item instanceof Literal literal
                        && literal.value() instanceof Integer position
                        && literal.type() instanceof IntegerType
                ? Origins.at(item.origin(), () -> new UnresolvedOrdinal(position))
                : translate(item);
    }

    private static org.apache.spark.sql.catalyst.expressions.SortOrder sortOrder(SortOrder order, Expression child) {
        return new org.apache.spark.sql.catalyst.expressions.SortOrder(
                child,
                order.ascending() ? Ascending$.MODULE$ : Descending$.MODULE$,
                order.nulls() == NullOrder.FIRST ? NullsFirst$.MODULE$ : NullsLast$.MODULE$,
                NONE);
    }

    private Expression node(UnresolvedExpression expression) {
        return switch (expression) {
            case ColumnReference column -> column(column);
            case Star star -> star(star);
            case Literal literal -> Literals.of(literal);
            case FunctionCall call -> new CallTranslator(this).translate(call);
            case NamedArgument argument -> new NamedArgumentExpression(argument.name(), translate(argument.value()));
            case UserFunctionCall call ->
                UserFunctions.call(
                        call.function(),
                        call.arguments().stream().map(this::translate).toList(),
                        javaTime);
            case UnresolvedExpression.Cast cast -> cast(cast.child(), cast.type(), cast.kind());
            case Alias alias -> alias(alias);
            case ExtractValue extract ->
                new UnresolvedExtractValue(translate(extract.child()), translate(extract.extraction()));
            case UpdateField update -> update(update);
            case SortOrder order -> sortOrder(order, translate(order.child()));
            case Lambda lambda ->
                new LambdaFunction(
                        new ExpressionTranslator(plans, javaTime, true).translate(lambda.body()),
                        Scala.<String, NamedExpression>seq(lambda.parameters(), name -> variable(List.of(name))),
                        false);
            case LambdaVariable variable -> variable(List.of(variable.name()));
            case WindowCall call -> new CallTranslator(this).over(call);
            case ScalarSubquery query ->
                new org.apache.spark.sql.catalyst.expressions.ScalarSubquery(
                        plans.apply(query.plan()),
                        NONE,
                        NamedExpression.newExprId(),
                        NONE,
                        Option.empty(),
                        Option.empty(),
                        Option.empty());
            case ExistsSubquery query ->
                new Exists(plans.apply(query.plan()), NONE, NamedExpression.newExprId(), NONE, Option.empty());
            case InSubquery query ->
                new org.apache.spark.sql.catalyst.expressions.InSubquery(
                        translate(query.values()),
                        new ListQuery(
                                plans.apply(query.plan()),
                                NONE,
                                NamedExpression.newExprId(),
                                -1,
                                NONE,
                                Option.empty()));
            case Parameter parameter -> new NamedParameter(parameter.name());
        };
    }

    /** Inside a lambda, a name may be one of its parameters; Spark looks for a column when it is none. */
    private Expression column(ColumnReference column) {
        return inLambda && column.origin().planId().isEmpty()
                ? variable(column.parts())
                : Origins.withPlan(new UnresolvedAttribute(Scala.seq(column.parts())), column.origin());
    }

    private static UnresolvedNamedLambdaVariable variable(List<String> parts) {
        return new UnresolvedNamedLambdaVariable(Scala.seq(parts));
    }

    private static Expression star(Star star) {
        Option<Seq<String>> target = star.target().isEmpty() ? Option.empty() : Option.apply(Scala.seq(star.target()));
        if (star.pattern().isPresent()) {
            Option<String> table =
                    star.target().isEmpty() ? Option.empty() : Option.apply(String.join(".", star.target()));
            return new UnresolvedRegex(
                    star.pattern().get(), table, SQLConf.get().caseSensitiveAnalysis());
        }
        Optional<Object> plan = Origins.planId(star.origin());
        if (star.except().isEmpty()) {
            return plan.isPresent() && target.isEmpty()
                    ? new UnresolvedDataFrameStar((Long) plan.get())
                    : new UnresolvedStar(target);
        }
        if (plan.isPresent()) {
            throw Unsupported.feature("columns of one Dataset by a pattern", star.origin());
        }
        return new UnresolvedStarExceptOrReplace(target, Scala.seq(star.except(), Scala::seq), Option.empty());
    }

    private Expression cast(UnresolvedExpression child, DataType type, CastKind kind) {
        Cast cast = new Cast(
                translate(child),
                CharVarcharUtils.replaceCharVarcharWithStringForCast(SparkTypes.toSpark(type)),
                Option.empty(),
                switch (kind) {
                    case SESSION -> EvalMode$.MODULE$.fromSQLConf(SQLConf.get());
                    case TRY -> EvalMode$.MODULE$.TRY();
                });
        cast.setTagValue(Cast.USER_SPECIFIED_CAST(), BoxedUnit.UNIT);
        return cast;
    }

    private Expression alias(Alias alias) {
        Expression child = translate(alias.child());
        if (alias.names().size() != 1) {
            return new MultiAlias(child, Scala.seq(alias.names()));
        }
        return new org.apache.spark.sql.catalyst.expressions.Alias(
                child,
                alias.names().getFirst(),
                NamedExpression.newExprId(),
                Scala.seq(List.of()),
                Scala.option(alias.metadata().map(SparkTypes::toSpark)),
                Scala.seq(List.of()));
    }

    private Expression update(UpdateField update) {
        Expression struct = translate(update.struct());
        return update.value()
                .<Expression>map(value -> UpdateFields$.MODULE$.apply(struct, update.fieldPath(), translate(value)))
                .orElseGet(() -> UpdateFields$.MODULE$.apply(struct, update.fieldPath()));
    }
}
