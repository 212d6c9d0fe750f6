package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.LambdaParameter;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
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
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What nobody has looked at yet, as messages and names show it: names as they were written, functions under those names, and
 * operators in the form that they have elsewhere too.
 *
 * <p>Spark leaves two places so: a lambda whose parameters have no types, as in {@code filter(1, x -> isnull(c))}, and what is to be
 * taken out of NULL, as in {@code NULL[nosuch]}. That functions exist is asked there too.
 */
final class WrittenText {
    /** Forms of a call with words between its arguments, which are shown as operators are. */
    private static final Pattern SPECIAL =
            Pattern.compile("(?is)(?:trim\\s*\\(.*\\bFROM\\b|overlay\\s*\\(.*\\bPLACING\\b).*");

    /** Under which names functions go that are called with a unit. */
    private static final Map<String, String> WITH_UNIT = Map.of(
            "datediff", "timestampdiff",
            "date_diff", "timestampdiff",
            "dateadd", "timestampadd",
            "date_add", "timestampadd");

    private static final Pattern QUANTIFIED = Pattern.compile("(|not)(i?like)(any|all)");

    private final CallAnalysis calls;
    private final ExpressionAnalyzer analyzer;
    private final AnalysisContext context;
    /** Whether calls with nothing but constants have been looked at. */
    private final boolean knowsConstants;

    private WrittenText(
            CallAnalysis calls, ExpressionAnalyzer analyzer, AnalysisContext context, boolean knowsConstants) {
        this.calls = calls;
        this.analyzer = analyzer;
        this.context = context;
        this.knowsConstants = knowsConstants;
    }

    /** The body of a lambda whose parameters have no types. */
    static WrittenText ofLambdas(CallAnalysis calls, ExpressionAnalyzer analyzer, AnalysisContext context) {
        return new WrittenText(calls, analyzer, context, true);
    }

    /** What is to be taken out of NULL. */
    static WrittenText ofKeys(CallAnalysis calls, ExpressionAnalyzer analyzer, AnalysisContext context) {
        return new WrittenText(calls, analyzer, context, false);
    }

    String of(UnresolvedExpression expression) {
        return switch (expression) {
            case ColumnReference column -> column(column.parts());
            case LambdaVariable variable -> column(List.of(variable.name()));
            case Literal literal -> shown(literal);
            case FunctionCall call -> call(call);
            case Cast cast -> cast(cast);
            case Alias alias -> of(alias.child());
            case ExtractValue extract -> of(extract.child()) + "[" + of(extract.extraction()) + "]";
            case NamedArgument named -> "namedargumentexpression(" + of(named.value()) + ")";
            case Lambda lambda -> lambda(lambda);
            case SortOrder order -> order(order);
            case WindowCall window -> window(window);
            case ScalarSubquery subquery -> subquery(subquery, "scalarsubquery()");
            case ExistsSubquery subquery -> subquery(subquery, "exists()");
            case InSubquery subquery ->
                subquery(
                        subquery,
                        "("
                                + (subquery.values().size() == 1
                                        ? of(subquery.values().getFirst())
                                        : row(subquery.values()))
                                + " IN (listquery()))");
            case UserFunctionCall call -> call.function().name() + list(call.arguments());
            case Star star -> shown(star);
            case UpdateField update -> shown(update);
            case Parameter parameter -> shown(parameter);
        };
    }

    private String subquery(UnresolvedExpression subquery, String text) {
        if (knowsConstants) {
            throw SubqueryAnalysis.insideLambda(subquery.origin());
        }
        return text;
    }

    private String lambda(Lambda lambda) {
        return "lambdafunction(" + of(lambda.body()) + ", " + String.join(", ", lambda.parameters()) + ")";
    }

    private String shown(UnresolvedExpression expression) {
        return ExpressionText.pretty(analyzer.analyze(expression), context.zone());
    }

    /** What is taken out of NULL inside a lambda is looked at when parameters have their types. */
    private String column(List<String> parts) {
        return !knowsConstants && analyzer.isParameter(parts.getFirst()) ? "namedlambdavariable()" : name(parts);
    }

    private static String name(List<String> parts) {
        return parts.stream()
                .map(part -> part.contains(".") ? "`" + part + "`" : part)
                .collect(Collectors.joining("."));
    }

    private String call(FunctionCall call) {
        String registered = CallAnalysis.registeredName(call);
        if (registered.equals("typed_literal")) {
            return shown(call);
        }
        if (call.arguments().size() == 1 && call.arguments().getFirst() instanceof Star && registered.equals("count")) {
            return call.name().getLast() + "(1)";
        }
        if (call.name().getFirst().equals(FunctionCall.ROW)) {
            return row(call.arguments());
        }
        if (!registered.equals("collate")) {
            calls.requireKnown(call, registered);
        }
        if (call.arguments().isEmpty() && isOperator(call)) {
            return call.origin().position().map(ErrorPosition::fragment).orElse(registered);
        }
        Optional<String> looked = knowsConstants && dependsOnNothing(call) ? looked(call) : Optional.empty();
        return looked.orElseGet(() -> isOperator(call) ? operator(call, registered) : byName(call));
    }

    /** A call that was looked at, unless its types are wrong. */
    private Optional<String> looked(FunctionCall call) {
        try {
            return Optional.of(shown(call));
        } catch (MillraceException failure) {
            if (failure.detail().condition().conditionName().startsWith("DATATYPE_MISMATCH")) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static boolean dependsOnNothing(UnresolvedExpression expression) {
        boolean names = expression instanceof ColumnReference
                || expression instanceof LambdaVariable
                || expression instanceof Lambda
                || expression instanceof Star;
        return !names && UnresolvedChildren.of(expression).stream().allMatch(WrittenText::dependsOnNothing);
    }

    /** Whether SQL wrote something else than a name and arguments in parentheses. */
    private static boolean isOperator(FunctionCall call) {
        Optional<String> text = call.origin().position().map(ErrorPosition::fragment);
        if (text.isEmpty()) {
            return false;
        }
        String plain = text.get().replace("`", "");
        String name = String.join(".", call.name());
        boolean called = plain.regionMatches(true, 0, name, 0, name.length())
                && plain.substring(name.length()).stripLeading().startsWith("(");
        return !called || SPECIAL.matcher(plain).matches();
    }

    private String operator(FunctionCall call, String registered) {
        List<String> arguments = call.arguments().stream().map(this::of).toList();
        Matcher quantified = QUANTIFIED.matcher(registered);
        boolean constant = call.arguments().stream().skip(1).allMatch(WrittenText::dependsOnNothing);
        if (quantified.matches() && !constant) {
            return anyOrAll(quantified, arguments);
        }
        return context.functions()
                .lookup(registered)
                .map(function -> function.operatorText(arguments))
                .orElseGet(() -> byName(call));
    }

    /** {@code LIKE ANY} and its like, as what they mean. */
    private String anyOrAll(Matcher name, List<String> arguments) {
        FunctionSpec<?> like = context.functions().lookup(name.group(2)).orElseThrow();
        return arguments.stream()
                .skip(1)
                .map(pattern -> like.operatorText(List.of(arguments.getFirst(), pattern)))
                .map(text -> name.group(1).isEmpty() ? text : "(NOT " + text + ")")
                .collect(Collectors.joining(name.group(3).equals("any") ? " OR " : " AND ", "(", ")"));
    }

    /** A filter and an order are shown as if they were arguments. */
    private String byName(FunctionCall call) {
        List<UnresolvedExpression> arguments = new ArrayList<>(call.arguments());
        arguments.addAll(call.withinGroup());
        call.filter().ifPresent(arguments::add);
        String withUnit = call.arguments().size() == 3 ? WITH_UNIT.get(CallAnalysis.registeredName(call)) : null;
        return (withUnit == null ? name(call.name()) : withUnit) + list(arguments);
    }

    private String list(List<? extends UnresolvedExpression> arguments) {
        return arguments.stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private String row(List<UnresolvedExpression> values) {
        List<String> parts = new ArrayList<>();
        for (UnresolvedExpression value : values) {
            String text = of(value);
            parts.add(
                    value instanceof ColumnReference column
                            ? column.parts().getLast()
                            : "col" + (parts.size() / 2 + 1));
            parts.add(text);
        }
        return "named_struct(" + String.join(", ", parts) + ")";
    }

    private String cast(Cast cast) {
        boolean nested =
                cast.type() instanceof ArrayType || cast.type() instanceof MapType || cast.type() instanceof StructType;
        return nested
                ? of(cast.child())
                : (cast.kind() == CastKind.TRY ? "TRY_CAST(" : "CAST(") + of(cast.child()) + " AS "
                        + cast.type().sql() + ")";
    }

    private String order(SortOrder order) {
        return of(order.child())
                + (order.ascending() ? " ASC" : " DESC")
                + (order.nulls() == NullOrder.FIRST ? " NULLS FIRST" : " NULLS LAST");
    }

    private String window(WindowCall call) {
        if (!knowsConstants || !dependsOnNothing(call.function())) {
            return of(call.function()) + " OVER " + specification(call, "unspecifiedframe$()");
        }
        Expression function = analyzer.windowFunction(call.function());
        boolean ordered = !call.window().orderBy().isEmpty();
        return ExpressionText.pretty(function, context.zone())
                + " OVER "
                + specification(
                        call, WindowAnalysis.usualFrame(function, ordered).sql());
    }

    private String specification(WindowCall call, String frame) {
        List<String> parts = new ArrayList<>();
        List<UnresolvedExpression> partitions = call.window().partitionBy();
        List<SortOrder> order = call.window().orderBy();
        if (!partitions.isEmpty()) {
            parts.add("PARTITION BY " + partitions.stream().map(this::of).collect(Collectors.joining(", ")));
        }
        if (!order.isEmpty()) {
            parts.add("ORDER BY " + order.stream().map(this::order).collect(Collectors.joining(", ")));
        }
        parts.add(call.window()
                .frame()
                .map(new FrameAnalysis(context, analyzer, List.of(), List.of(), call.origin())::text)
                .orElse(frame));
        return "(" + String.join(" ", parts) + ")";
    }

    /** A lambda whose body nobody has looked at: it can be shown, and never computed. */
    Expression standIn(Lambda lambda) {
        String text = of(lambda.body());
        List<LambdaParameter> parameters = lambda.parameters().stream()
                .map(parameter -> new LambdaParameter(0, parameter, DataTypes.NullType, true))
                .toList();
        CallSite place = CallSite.of("written");
        return new Expression.Lambda(
                parameters,
                FunctionSpec.scalar(place.name())
                        .text(ignored -> text)
                        .typed(place, List.of(), DataTypes.NullType, context.resolution()));
    }
}
