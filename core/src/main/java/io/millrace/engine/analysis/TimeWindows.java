package io.millrace.engine.analysis;

import io.millrace.engine.builtin.WindowFunctions;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.Metadata;
import io.millrace.types.MetadataBuilder;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the windows that {@code window(time, …)} asks for below the operator that uses them.
 *
 * <pre>
 *   Aggregate[window(ts, '10 minutes'), …]          Aggregate[window, …]
 *     └ input                                →        └ Generate[time_windows(ts, …) AS window]
 *                                                       └ input
 * </pre>
 *
 * <p>A row without a time has no window and disappears. The column of windows is event time when the time is.
 */
final class TimeWindows {
    private static final String WINDOW = "window";
    /** What tells a column of windows, as in Spark. */
    private static final String MARKER = "spark.timeWindow";

    private final AnalysisContext context;

    TimeWindows(AnalysisContext context) {
        this.context = context;
    }

    /** An input that computes windows, and which calls they stand for. */
    record Prepared(Analyzed input, Map<UnresolvedExpression, Attribute> calls) {}

    Prepared prepare(Analyzed input, List<? extends UnresolvedExpression> expressions) {
        Set<FunctionCall> calls = new LinkedHashSet<>();
        expressions.forEach(expression -> collect(expression, calls));
        if (calls.isEmpty()) {
            return new Prepared(input, Map.of());
        }
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(context, input.scope());
        Map<GeneratorCall, List<FunctionCall>> distinct = new LinkedHashMap<>();
        for (FunctionCall call : calls) {
            distinct.computeIfAbsent(generator(call, analyzer), ignored -> new ArrayList<>())
                    .add(call);
        }
        if (distinct.size() > 1) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1039)
                    .at(calls.iterator().next().origin().position()));
        }
        GeneratorCall generator = distinct.keySet().iterator().next();
        Attribute window = windowColumn(generator);
        LogicalPlan plan = new LogicalPlan.Generate(input.plan(), generator, List.of(window));
        Map<UnresolvedExpression, Attribute> prepared = new LinkedHashMap<>();
        calls.forEach(call -> prepared.put(call, window));
        // The window stays out of the scope: only the calls may mean it.
        return new Prepared(new Analyzed(plan, input.scope()), prepared);
    }

    private GeneratorCall generator(FunctionCall call, ExpressionAnalyzer analyzer) {
        List<Expression> arguments = new ArrayList<>();
        for (UnresolvedExpression argument : call.arguments()) {
            arguments.add(analyzer.analyze(argument));
        }
        GeneratorPlaces.refuseAmong(
                arguments,
                call.origin(),
                () -> WindowFunctions.text(arguments, argument -> ExpressionText.sql(argument, context.zone()))
                        .orElse("window"));
        if (!arguments.isEmpty() && arguments.getFirst().type() instanceof StructType) {
            arguments.set(0, resolve("window_time", List.of(arguments.getFirst()), call));
        }
        return (GeneratorCall) resolve("time_windows", arguments, call);
    }

    private Expression resolve(String name, List<Expression> arguments, FunctionCall call) {
        CallSite site = CallSite.plain(name, arguments, call.origin().position());
        return context.functions().resolve(site, context.resolution());
    }

    private static Attribute windowColumn(GeneratorCall generator) {
        StructType columns = (StructType) generator.type();
        Expression time = generator.arguments().getFirst();
        Metadata metadata = new MetadataBuilder()
                .withMetadata(timeAttribute(time).map(Attribute::metadata).orElse(Metadata.empty()))
                .putBoolean(MARKER, true)
                .build();
        // Spark numbers windows that overlap by rows of an Expand, whose columns it takes for nullable.
        boolean nullable = WindowFunctions.overlap(generator.arguments());
        return Attribute.create(WINDOW, columns.field(0).dataType(), nullable, metadata);
    }

    /** The column that a window's time comes from, directly or by {@code window_time}. */
    private static Optional<Attribute> timeAttribute(Expression time) {
        return switch (time) {
            case Attribute attribute -> Optional.of(attribute);
            case Expression.ScalarCall call
            when call.isCallOf("window_time") -> timeAttribute(call.arguments().getFirst());
            default -> Optional.empty();
        };
    }

    private static void collect(UnresolvedExpression expression, Set<FunctionCall> calls) {
        if (expression instanceof FunctionCall call && isWindow(call)) {
            calls.add(call);
            return;
        }
        UnresolvedChildren.of(expression).forEach(child -> collect(child, calls));
    }

    private static boolean isWindow(FunctionCall call) {
        return call.name().size() == 1 && call.name().getFirst().equalsIgnoreCase(WINDOW);
    }
}
