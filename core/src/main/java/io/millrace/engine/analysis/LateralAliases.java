package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.WindowFrame;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code SELECT a + 1 AS b, b * 2}: aliases further left, where no column has the name. A use of one is a call that stands for
 * what the alias means, and keeps the name it was written with, as a whole select list is looked at before uses are refused.
 */
final class LateralAliases {
    private static final String REFERENCE = "lateralaliasreference";

    private final AnalysisContext context;
    private final Map<String, List<Expression>> values = new HashMap<>();

    LateralAliases(AnalysisContext context) {
        this.context = context;
    }

    void add(String name, Expression value) {
        values.computeIfAbsent(key(name), ignored -> new ArrayList<>()).add(value);
    }

    private String key(String name) {
        return context.caseSensitive() ? name : name.toLowerCase(Locale.ROOT);
    }

    /** What a name means, with the fields named after it; empty if it is no alias. */
    Optional<Expression> find(ColumnReference reference, ExpressionAnalyzer analyzer) {
        List<String> parts = reference.parts();
        List<Expression> found = values.getOrDefault(key(parts.getFirst()), List.of());
        if (found.size() > 1) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.AMBIGUOUS_LATERAL_COLUMN_ALIAS,
                    "name",
                    NameResolver.quoted(parts),
                    "n",
                    String.valueOf(found.size())));
        }
        return found.stream()
                .map(value -> {
                    // Messages about fields show the alias, and not what it means.
                    Expression shown = reference(parts.subList(0, 1), value, parts.getFirst());
                    Expression field = analyzer.fields(shown, parts.subList(1, parts.size()), reference.origin());
                    return reference(parts, field, "lateralAliasReference(" + parts.getLast() + ")");
                })
                .findFirst();
    }

    private Expression reference(List<String> parts, Expression meaning, String text) {
        Stream<Expression> written = parts.stream().map(part -> new Constant(part, DataTypes.StringType));
        return FunctionSpec.scalar(REFERENCE)
                .standsForFirst()
                .text(ignored -> text)
                .typed(
                        CallSite.of(REFERENCE, meaning),
                        Stream.concat(Stream.of(meaning), written).toList(),
                        meaning.type(),
                        context.resolution());
    }

    static boolean isReference(Expression expression) {
        return expression.isCallOf(REFERENCE);
    }

    /** The name of a use as it was written. */
    private static String written(Expression reference) {
        return NameResolver.quoted(reference.children().stream()
                .skip(1)
                .map(part -> (String) ((Constant) part).value())
                .toList());
    }

    static Optional<String> firstIn(Expression written) {
        return Trees.find(written, part -> isReference(part) ? Optional.of(written(part)) : Optional.empty());
    }

    /** Uses show in the names of columns; after that only what they mean counts. */
    static Expression meaning(Expression written) {
        return Trees.transform(
                written, node -> isReference(node) ? node.children().getFirst() : node);
    }

    /** Aggregates and windows take no aliases. */
    void refuseInCalls(Expression item) {
        Trees.visit(item, part -> {
            switch (part) {
                case AggregateCall call ->
                    refuse(
                            call,
                            ErrorCondition.UNSUPPORTED_FEATURE__LATERAL_COLUMN_ALIAS_IN_AGGREGATE_FUNC,
                            "aggFunc",
                            ExpressionText.pretty(call, context.zone()));
                case WindowCall call ->
                    refuse(
                            call,
                            ErrorCondition.UNSUPPORTED_FEATURE__LATERAL_COLUMN_ALIAS_IN_WINDOW,
                            "windowExpr",
                            call.shown());
                default -> {}
            }
        });
    }

    /** The call with the text that it has as long as an alias in it is not looked at: without what was not written. */
    static WindowCall named(
            UnresolvedExpression.WindowCall call,
            WindowCall typed,
            List<Expression> arguments,
            Optional<WindowFrame> asked) {
        if (firstIn(typed).isEmpty() || !(call.function() instanceof FunctionCall written)) {
            return typed;
        }
        List<String> texts = new ArrayList<>();
        arguments.stream()
                .limit(written.arguments().size())
                .map(ExpressionText::pretty)
                .forEach(texts::add);
        if (typed.function() instanceof AggregateCall aggregate) {
            aggregate.filter().map(ExpressionText::pretty).ifPresent(texts::add);
        }
        String window = ExpressionText.window(
                typed.partitions(), typed.order(), asked.map(WindowFrame::sql).orElse("unspecifiedframe$()"));
        String shown = String.join(".", written.name()) + "(" + String.join(", ", texts) + ") OVER " + window;
        return new WindowCall(typed.function(), typed.partitions(), typed.order(), typed.frame(), shown);
    }

    private static void refuse(Expression call, ErrorCondition condition, String parameter, String text) {
        firstIn(call).ifPresent(alias -> {
            throw new MillraceException(ErrorDetail.of(condition, "lca", alias, parameter, "\"" + text + "\""));
        });
    }
}
