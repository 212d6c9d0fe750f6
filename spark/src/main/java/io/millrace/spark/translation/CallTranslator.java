package io.millrace.spark.translation;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FrameBound;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.plan.UnresolvedExpression.WindowFrame;
import io.millrace.plan.UnresolvedExpression.WindowSpecification;
import io.millrace.spark.value.Scala;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.CurrentRow$;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.IsUnknown$;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.RangeFrame$;
import org.apache.spark.sql.catalyst.expressions.RowFrame$;
import org.apache.spark.sql.catalyst.expressions.SpecifiedWindowFrame;
import org.apache.spark.sql.catalyst.expressions.TimestampAdd;
import org.apache.spark.sql.catalyst.expressions.TimestampDiff;
import org.apache.spark.sql.catalyst.expressions.ToPrettyString;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.catalyst.expressions.UnboundedFollowing$;
import org.apache.spark.sql.catalyst.expressions.UnboundedPreceding$;
import org.apache.spark.sql.catalyst.expressions.UnspecifiedFrame$;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowSpecDefinition;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;

/**
 * Calls. Functions, and nearly all operators, go by their names, which Spark's registry has, too; here stand those that
 * Spark has only as nodes or as syntax.
 */
final class CallTranslator {
    /** Functions of Spark's {@code functions} that SQL does not have: they stand in a registry of their own. */
    private static final Set<String> INTERNAL =
            Set.of("product", "bucket", "years", "months", "days", "hours", "unwrap_udt");

    private final ExpressionTranslator expressions;

    CallTranslator(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    Expression translate(FunctionCall call) {
        List<UnresolvedExpression> arguments = call.arguments();
        String operator = call.name().size() == 1 ? call.name().getFirst().toLowerCase(Locale.ROOT) : "";
        return switch (operator) {
            case "!=" -> new Not(new EqualTo(argument(call, 0), argument(call, 1)));
            case "count" -> count(call);
            case "-" -> arguments.size() == 1 ? new UnaryMinus(argument(call, 0)) : function(call.name(), call);
            case "||" -> function(List.of("concat"), call);
            case FunctionCall.ROW -> function(List.of("struct"), call);
            case "in" -> new In(argument(call, 0), expressions.translate(arguments.subList(1, arguments.size())));
            case "when" -> CaseWhen.createFromParser(expressions.translate(arguments));
            case "isunknown" -> (Expression) IsUnknown$.MODULE$.apply(argument(call, 0));
            case "likeany" -> patterns("like", false, true, arguments);
            case "likeall" -> patterns("like", false, false, arguments);
            case "notlikeany" -> patterns("like", true, true, arguments);
            case "notlikeall" -> patterns("like", true, false, arguments);
            case "ilikeany" -> patterns("ilike", false, true, arguments);
            case "ilikeall" -> patterns("ilike", false, false, arguments);
            case "notilikeany" -> patterns("ilike", true, true, arguments);
            case "notilikeall" -> patterns("ilike", true, false, arguments);
            case "timestampadd", "timestamp_add", "dateadd", "date_add" ->
                arguments.size() == 3
                        ? new TimestampAdd(argument(call, 0), argument(call, 1), argument(call, 2))
                        : function(call.name(), call);
            case "timestampdiff", "timestamp_diff", "datediff", "date_diff", "timediff" ->
                arguments.size() == 3
                        ? new TimestampDiff(argument(call, 0), argument(call, 1), argument(call, 2))
                        : function(call.name(), call);
            case "typed_literal" -> typedLiteral(arguments);
            case "pretty-string" -> new ToPrettyString(argument(call, 0), Option.empty());
            default -> function(call.name(), call);
        };
    }

    /** Spark's parser takes {@code count(*)} for {@code count(1)}, and not all of its analysis knows the star. */
    private Expression count(FunctionCall call) {
        boolean all = call.arguments().size() == 1
                && call.arguments().getFirst() instanceof Star star
                && star.target().isEmpty()
                && star.except().isEmpty()
                && !call.distinct();
        if (!all) {
            return function(call.name(), call);
        }
        UnresolvedExpression one = new Literal(1, DataTypes.IntegerType, call.origin());
        return function(
                call.name(),
                new FunctionCall(
                        call.name(),
                        List.of(one),
                        false,
                        call.withinGroup(),
                        call.filter(),
                        call.nulls(),
                        call.origin()));
    }

    private Expression argument(FunctionCall call, int index) {
        return expressions.translate(call.arguments().get(index));
    }

    private Expression function(List<String> name, FunctionCall call) {
        return new UnresolvedFunction(
                Scala.seq(name),
                expressions.translate(call.arguments()),
                call.distinct(),
                Scala.option(call.filter().map(expressions::translate)),
                switch (call.nulls()) {
                    case UNSPECIFIED -> Option.empty();
                    case RESPECT_NULLS -> Option.apply(false);
                    case IGNORE_NULLS -> Option.apply(true);
                },
                expressions.order(call.withinGroup()),
                call.origin().position().isEmpty() && INTERNAL.contains(name.getLast()));
    }

    /** {@code value [NOT] LIKE ANY|ALL (patterns)}. */
    private Expression patterns(String like, boolean negated, boolean any, List<UnresolvedExpression> arguments) {
        return arguments.stream()
                .skip(1)
                .map(pattern -> expressions.translate(UnresolvedExpression.call(like, arguments.getFirst(), pattern)))
                .map(matches -> negated ? new Not(matches) : matches)
                .reduce((left, right) -> any ? new Or(left, right) : new And(left, right))
                .orElseThrow();
    }

    /** {@code DATE '…'}: its meaning depends on the session's settings, and Spark's parser asks for them. */
    private static Expression typedLiteral(List<UnresolvedExpression> typeAndText) {
        String type = (String) ((Literal) typeAndText.getFirst()).value();
        String text = (String) ((Literal) typeAndText.getLast()).value();
        boolean raw = SQLConf.get().escapedStringLiterals();
        String escaped = raw ? text : text.replace("\\", "\\\\").replace("'", "\\'");
        return new SparkSqlParser().parseExpression(type + " '" + escaped + "'");
    }

    // Windows

    Expression over(WindowCall call) {
        return new WindowExpression(expressions.translate(call.function()), specification(call));
    }

    private WindowSpecDefinition specification(WindowCall call) {
        WindowSpecification window = call.window();
        if (window.name().isPresent()) {
            throw Unsupported.feature("the window " + window.name().get() + ", which is not defined,", call.origin());
        }
        return new WindowSpecDefinition(
                expressions.translate(window.partitionBy()),
                expressions.order(window.orderBy()),
                window.frame()
                        .<org.apache.spark.sql.catalyst.expressions.WindowFrame>map(this::frame)
                        .orElse(UnspecifiedFrame$.MODULE$));
    }

    private SpecifiedWindowFrame frame(WindowFrame frame) {
        return new SpecifiedWindowFrame(
                frame.rows() ? RowFrame$.MODULE$ : RangeFrame$.MODULE$, bound(frame.lower()), bound(frame.upper()));
    }

    private Expression bound(FrameBound bound) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> UnboundedPreceding$.MODULE$;
            case UNBOUNDED_FOLLOWING -> UnboundedFollowing$.MODULE$;
            case CURRENT_ROW -> CurrentRow$.MODULE$;
            case OFFSET -> offset(bound.offset().orElseThrow());
        };
    }

    /** In SQL, {@code PRECEDING} is a sign before the distance. */
    private Expression offset(UnresolvedExpression offset) {
        return switch (offset) {
            case Literal(Integer distance, DataType type, Origin origin)
            when distance < 0 && origin.position().isPresent() ->
                new UnaryMinus(expressions.translate(new Literal(-distance, type, origin)));
            default -> expressions.translate(offset);
        };
    }
}
