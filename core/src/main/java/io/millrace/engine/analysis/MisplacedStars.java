package io.millrace.engine.analysis;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Refuses stars where they cannot stand for columns: only select lists and arguments of functions take them. */
final class MisplacedStars {
    /** What messages call the operators that take no stars; functions of the same names do, where they are called so. */
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("+", "add"),
            Map.entry("*", "multiply"),
            Map.entry("/", "divide"),
            Map.entry("%", "remainder"),
            Map.entry("div", "integraldivide"),
            Map.entry("=", "equalto"),
            Map.entry("==", "equalto"),
            Map.entry("<=>", "equalnullsafe"),
            Map.entry("<", "lessthan"),
            Map.entry("<=", "lessthanorequal"),
            Map.entry(">", "greaterthan"),
            Map.entry(">=", "greaterthanorequal"),
            Map.entry("&", "bitwiseand"),
            Map.entry("|", "bitwiseor"),
            Map.entry("^", "bitwisexor"),
            Map.entry("~", "bitwisenot"),
            Map.entry("||", "concat"),
            Map.entry("and", "and"),
            Map.entry("or", "or"),
            Map.entry("not", "not"),
            Map.entry("isnull", "isnull"),
            Map.entry("isnotnull", "isnotnull"),
            Map.entry("like", "like"),
            Map.entry("rlike", "rlike"),
            Map.entry("when", "casewhen"));

    /** Functions that the grammar of SQL knows by their names, with values for arguments. */
    private static final Set<String> OF_VALUES = Set.of("first", "last", "any_value");

    private MisplacedStars() {}

    /** Refuses a star that is all of a clause. */
    static void refuse(UnresolvedPlan plan) {
        switch (plan) {
            case UnresolvedPlan.Filter filter -> refuseIn("Filter", filter.condition());
            case UnresolvedPlan.Having having -> refuseIn("UnresolvedHaving", having.condition());
            case UnresolvedPlan.Limit limit -> refuseIn("LocalLimit", limit.count());
            case UnresolvedPlan.Aggregate aggregate ->
                aggregate.groupings().forEach(grouping -> refuseIn("Aggregate", grouping));
            case UnresolvedPlan.Sort sort -> sort.order().forEach(item -> refuseIn("Sort", item.child()));
            case UnresolvedPlan.Join join -> {
                if (join.criteria() instanceof UnresolvedPlan.JoinCriteria.On on) {
                    refuseIn("Join", on.condition());
                }
            }
            case UnresolvedPlan.LateralView view -> {
                if (view.generator() instanceof FunctionCall call && !(view.input() instanceof UnresolvedPlan.OneRow)) {
                    call.arguments().forEach(argument -> refuseIn("explode/json_tuple/UDTF", argument));
                }
            }
            default -> {
                // the stars of select lists, or no expressions
            }
        }
    }

    private static void refuseIn(String clause, UnresolvedExpression expression) {
        if (expression instanceof Star star) {
            throw error(star, clause);
        }
    }

    static void refuse(UnresolvedExpression expression) {
        switch (expression) {
            case FunctionCall call -> refuse(call);
            case Cast cast -> refuse(cast.child(), "cast");
            case Alias alias -> refuse(alias.child(), "alias");
            case ExtractValue extract -> refuse(extract.child(), "unresolvedextractvalue");
            case Lambda lambda -> refuse(lambda.body(), "lambdafunction");
            case WindowCall window -> {
                window.window().partitionBy().forEach(part -> refuse(part, "windowspecdefinition"));
                window.window().orderBy().forEach(item -> refuse(item.child(), "sortorder"));
            }
            default -> {
                // takes none, or takes stars
            }
        }
    }

    private static void refuse(FunctionCall call) {
        List<UnresolvedExpression> arguments = call.arguments();
        boolean starred = arguments.stream().anyMatch(Star.class::isInstance);
        if (!starred && call.filter().isEmpty()) {
            return;
        }
        String name = call.name().getLast().toLowerCase(Locale.ROOT);
        call.filter().ifPresent(filter -> refuse(filter, name));
        if (OF_VALUES.contains(name) && arguments.size() == 1 && isFromSql(call)) {
            refuse(arguments.getFirst(), name);
        } else if (name.equals("-")) {
            arguments.forEach(argument -> refuse(argument, arguments.size() == 1 ? "unaryminus" : "subtract"));
        } else if (name.equals("in") && isFromSql(call)) {
            refuse(arguments.getFirst(), "unresolvedalias");
        } else if (OPERATORS.containsKey(name) && !CallAnalysis.isByName(call)) {
            arguments.forEach(argument -> refuse(argument, OPERATORS.get(name)));
        }
    }

    private static boolean isFromSql(FunctionCall call) {
        return call.origin().position().isPresent();
    }

    private static void refuse(UnresolvedExpression child, String parent) {
        if (child instanceof Star star) {
            throw error(star, "expression `" + parent + "`");
        }
    }

    /** @param place what the star stands in, as messages say it */
    static MillraceException error(Star star, String place) {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.INVALID_USAGE_OF_STAR_OR_REGEX,
                        "elem",
                        star.pattern()
                                .map(pattern -> "regular expression '" + pattern + "'")
                                .orElse("'*'"),
                        "prettyName",
                        place)
                .at(star.origin().position()));
    }
}
