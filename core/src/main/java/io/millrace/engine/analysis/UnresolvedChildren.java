package io.millrace.engine.analysis;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExistsSubquery;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.InSubquery;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.LambdaVariable;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.Parameter;
import io.millrace.plan.UnresolvedExpression.ScalarSubquery;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedExpression.UpdateField;
import io.millrace.plan.UnresolvedExpression.UserFunctionCall;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The direct parts of unresolved expressions; sub-queries count as leaves. */
final class UnresolvedChildren {
    private UnresolvedChildren() {}

    /** The names of columns in an expression, from left to right. */
    static Stream<ColumnReference> references(UnresolvedExpression expression) {
        return expression instanceof ColumnReference reference
                ? Stream.of(reference)
                : of(expression).stream().flatMap(UnresolvedChildren::references);
    }

    static List<UnresolvedExpression> of(UnresolvedExpression expression) {
        return switch (expression) {
            case FunctionCall call -> {
                List<UnresolvedExpression> children = new ArrayList<>(call.arguments());
                children.addAll(call.withinGroup());
                call.filter().ifPresent(children::add);
                yield children;
            }
            case UserFunctionCall call -> call.arguments();
            case Cast cast -> List.of(cast.child());
            case Alias alias -> List.of(alias.child());
            case ExtractValue extract -> List.of(extract.child(), extract.extraction());
            case SortOrder order -> List.of(order.child());
            case NamedArgument named -> List.of(named.value());
            case UpdateField update -> {
                List<UnresolvedExpression> children = new ArrayList<>(List.of(update.struct()));
                update.value().ifPresent(children::add);
                yield children;
            }
            case Lambda lambda -> List.of(lambda.body());
            case WindowCall window -> {
                List<UnresolvedExpression> children = new ArrayList<>();
                children.add(window.function());
                children.addAll(window.window().partitionBy());
                children.addAll(window.window().orderBy());
                yield children;
            }
            case InSubquery subquery -> subquery.values();
            case ColumnReference leaf -> List.of();
            case Star leaf -> List.of();
            case Literal leaf -> List.of();
            case LambdaVariable leaf -> List.of();
            case ScalarSubquery leaf -> List.of();
            case ExistsSubquery leaf -> List.of();
            case Parameter leaf -> List.of();
        };
    }
}
