package io.millrace.engine.analysis;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.Expression.RankCall;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.RankFunction;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.expression.WindowFrame;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.BoundKind;
import io.millrace.plan.UnresolvedExpression.FrameBound;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.WindowSpecification;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.BooleanType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.IntegerType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Types {@code function OVER (…)}: windows, orders and frames. */
final class WindowAnalysis {
    private static final String DISTANCES =
            "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")";

    private final AnalysisContext context;
    private final ExpressionAnalyzer analyzer;

    WindowAnalysis(AnalysisContext context, ExpressionAnalyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
    }

    Expression analyze(UnresolvedExpression.WindowCall call) {
        WindowSpecification window = call.window();
        if (window.name().isPresent()) {
            throw error(
                    call,
                    ErrorCondition.MISSING_WINDOW_SPECIFICATION,
                    "windowName",
                    window.name().get(),
                    "docroot",
                    "https://spark.apache.org/docs/latest");
        }
        Expression function = analyzer.windowFunction(call.function());
        List<Expression> partitions =
                window.partitionBy().stream().map(analyzer::analyze).toList();
        List<SortKey> order = order(window.orderBy());
        Optional<WindowFrame> asked = window.frame().map(frame -> frame(call, frame, partitions, order));
        return switch (function) {
            case AggregateCall aggregate -> {
                WindowCall typed = window(aggregate, partitions, order, asked.orElse(usual(order)));
                requireWhole(call, aggregate, typed);
                if (aggregate.distinct() && LateralAliases.firstIn(typed).isEmpty()) {
                    throw error(
                            call,
                            ErrorCondition.DISTINCT_WINDOW_FUNCTION_UNSUPPORTED,
                            "windowExpr",
                            quoted(ExpressionText.pretty(typed)));
                }
                yield LateralAliases.named(call, typed, aggregate.arguments(), asked);
            }
            case RankCall rank ->
                LateralAliases.named(call, rank(call, rank, partitions, order, asked), rank.arguments(), asked);
            case GeneratorCall generator -> {
                String shown = ExpressionText.window(partitions, order, asked.orElse(usual(order)));
                yield GeneratorPlaces.around(
                        parts -> parts.getFirst() + " OVER " + shown, List.of(generator), context.resolution());
            }
            default ->
                throw error(
                        call,
                        ErrorCondition.UNSUPPORTED_EXPR_FOR_WINDOW,
                        "sqlExpr",
                        quoted(ExpressionText.pretty(function)));
        };
    }

    private static WindowFrame usual(List<SortKey> order) {
        return usual(!order.isEmpty());
    }

    private static WindowFrame usual(boolean ordered) {
        return ordered ? WindowFrame.RUNNING : WindowFrame.WHOLE;
    }

    /** The frame of a function that names none. */
    static WindowFrame usualFrame(Expression function, boolean ordered) {
        return function instanceof RankCall rank && !rank.function().kind().hasFrame()
                ? ownFrame(rank)
                : usual(ordered);
    }

    private WindowCall window(
            Expression function, List<Expression> partitions, List<SortKey> order, WindowFrame frame) {
        Scope scope = analyzer.scope();
        String shown = ExpressionText.window(
                partitions.stream().map(scope::qualify).toList(),
                order.stream()
                        .map(key -> new SortKey(scope.qualify(key.value()), key.ascending(), key.nullsFirst()))
                        .toList(),
                frame);
        return new WindowCall(function, partitions, order, frame, shown);
    }

    /** Percentiles that have an order of their own are of whole partitions alone. */
    private static void requireWhole(UnresolvedExpression.WindowCall call, AggregateCall aggregate, WindowCall typed) {
        if (typed.order().isEmpty() && typed.frame().equals(WindowFrame.WHOLE)) {
            return;
        }
        List<String> arguments =
                aggregate.arguments().stream().map(ExpressionText::pretty).toList();
        aggregate.function().overWholePartitions(arguments).ifPresent(shown -> {
            throw error(call, ErrorCondition.INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC, "aggFunc", quoted(shown));
        });
    }

    private List<SortKey> order(List<SortOrder> items) {
        List<SortKey> keys = new ArrayList<>();
        for (SortOrder item : items) {
            Expression value = analyzer.analyze(item.child());
            SortKey key = new SortKey(value, item.ascending(), item.nulls() == NullOrder.FIRST);
            ValueOrder.require(key, context.zone(), item.origin().position());
            keys.add(key);
        }
        return keys;
    }

    /** Most of these functions have a frame of their own, and all but one need an order. */
    private WindowCall rank(
            UnresolvedExpression.WindowCall call,
            RankCall rank,
            List<Expression> partitions,
            List<SortKey> order,
            Optional<WindowFrame> asked) {
        RankFunction.Kind kind = rank.function().kind();
        if (kind.hasFrame()) {
            requireOrder(call, rank, order);
            return window(rank, partitions, order, asked.orElse(WindowFrame.RUNNING));
        }
        WindowFrame own = ownFrame(rank);
        if (asked.isPresent() && !asked.get().equals(own)) {
            throw error(call, ErrorCondition.LEGACY_1036, "wf", asked.get().sql(), "required", own.sql());
        }
        requireOrder(call, rank, order);
        return window(rank, partitions, order, own);
    }

    private static void requireOrder(UnresolvedExpression.WindowCall call, RankCall rank, List<SortKey> order) {
        if (order.isEmpty()) {
            throw error(
                    call,
                    ErrorCondition.WINDOW_FUNCTION_FRAME_NOT_ORDERED,
                    "wf_name",
                    rank.function().name(),
                    "wf_expr",
                    ExpressionText.pretty(rank));
        }
    }

    private static WindowFrame ownFrame(RankCall rank) {
        WindowFrame soFar = new WindowFrame(true, new WindowFrame.Unbounded(), new WindowFrame.CurrentRow());
        return switch (rank.function().kind()) {
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, NTILE -> soFar;
            case CUME_DIST, NTH_VALUE -> WindowFrame.RUNNING;
            case LAG -> onlyRow(-distance(rank));
            case LEAD -> onlyRow(distance(rank));
        };
    }

    private static long distance(RankCall rank) {
        return (Integer) Constants.fold(rank.arguments().get(1)).value();
    }

    private static WindowFrame onlyRow(long distance) {
        WindowFrame.Bound bound = new WindowFrame.Rows(distance, Long.toString(distance), false);
        return new WindowFrame(true, bound, bound);
    }

    // Frames

    private WindowFrame frame(
            UnresolvedExpression.WindowCall call,
            UnresolvedExpression.WindowFrame frame,
            List<Expression> partitions,
            List<SortKey> order) {
        boolean range = !frame.rows();
        if (frame.lower().kind() == BoundKind.UNBOUNDED_FOLLOWING
                || frame.upper().kind() == BoundKind.UNBOUNDED_PRECEDING) {
            throw invalid(
                    call,
                    ErrorCondition.DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_INVALID_BOUND,
                    text(frame),
                    "lower",
                    quoted(text(frame.lower())),
                    "upper",
                    quoted(text(frame.upper())));
        }
        checkOrder(call, frame, partitions, order);
        WindowFrame.Bound lower = bound(call, frame, frame.lower(), "lower", partitions, order);
        WindowFrame.Bound upper = bound(call, frame, frame.upper(), "upper", partitions, order);
        requireSequence(call, frame);
        return new WindowFrame(!range, lower, upper);
    }

    private void checkOrder(
            UnresolvedExpression.WindowCall call,
            UnresolvedExpression.WindowFrame frame,
            List<Expression> partitions,
            List<SortKey> order) {
        boolean distances =
                frame.lower().kind() == BoundKind.OFFSET || frame.upper().kind() == BoundKind.OFFSET;
        boolean whole = frame.lower().kind() == BoundKind.UNBOUNDED_PRECEDING
                && frame.upper().kind() == BoundKind.UNBOUNDED_FOLLOWING;
        if (frame.rows() || whole || !distances && !order.isEmpty()) {
            return;
        }
        String shown = "(" + specification(partitions, order) + text(frame) + ")";
        if (order.isEmpty()) {
            throw invalid(call, ErrorCondition.DATATYPE_MISMATCH__RANGE_FRAME_WITHOUT_ORDER, shown);
        }
        if (order.size() > 1) {
            throw invalid(
                    call,
                    ErrorCondition.DATATYPE_MISMATCH__RANGE_FRAME_MULTI_ORDER,
                    shown,
                    "orderSpec",
                    order.stream().map(ExpressionText::pretty).collect(Collectors.joining(",")));
        }
    }

    private static String specification(List<Expression> partitions, List<SortKey> order) {
        String divided =
                partitions.stream().map(ExpressionText::pretty).collect(Collectors.joining(", ", "PARTITION BY ", " "));
        String ordered = order.stream().map(ExpressionText::pretty).collect(Collectors.joining(", ", "ORDER BY ", " "));
        return (partitions.isEmpty() ? "" : divided) + (order.isEmpty() ? "" : ordered);
    }

    private WindowFrame.Bound bound(
            UnresolvedExpression.WindowCall call,
            UnresolvedExpression.WindowFrame frame,
            FrameBound bound,
            String location,
            List<Expression> partitions,
            List<SortKey> order) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> new WindowFrame.Unbounded();
            case CURRENT_ROW -> new WindowFrame.CurrentRow();
            case OFFSET -> {
                Expression distance = analyzer.analyze(bound.offset().orElseThrow());
                if (!Constants.isFoldable(distance)) {
                    throw error(call, ErrorCondition.LEGACY_0064, "msg", "The distance of a frame must be constant.");
                }
                yield frame.rows()
                        ? rows(call, frame, bound, distance, location)
                        : value(call, frame, bound, distance, location, partitions, order.getFirst());
            }
        };
    }

    private WindowFrame.Bound rows(
            UnresolvedExpression.WindowCall call,
            UnresolvedExpression.WindowFrame frame,
            FrameBound bound,
            Expression distance,
            String location) {
        if (!(Constants.fold(distance).value() instanceof Integer number)) {
            throw unacceptedType(call, frame, "\"INT\"", distance.type(), location);
        }
        return new WindowFrame.Rows(number, distanceText(bound), isPreceding(bound));
    }

    private MillraceException unacceptedType(
            UnresolvedExpression.WindowCall call,
            UnresolvedExpression.WindowFrame frame,
            String expected,
            DataType type,
            String location) {
        return invalid(
                call,
                ErrorCondition.DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE,
                text(frame),
                "location",
                location,
                "exprType",
                quoted(type.sql()),
                "expectedType",
                expected);
    }

    /** The value that is so far from the current row's, against the order where that descends. */
    private WindowFrame.Bound value(
            UnresolvedExpression.WindowCall call,
            UnresolvedExpression.WindowFrame frame,
            FrameBound bound,
            Expression distance,
            String location,
            List<Expression> partitions,
            SortKey key) {
        DataType type = key.value().type();
        if (type instanceof StringType || type instanceof BooleanType) {
            throw unacceptedType(call, frame, DISTANCES, type, location);
        }
        if (!hasDistance(type, distance.type())) {
            throw invalidType(call, frame, partitions, key, distance);
        }
        Expression fitting = type instanceof NumericType ? context.resolution().convert(distance, type) : distance;
        CallSite site = CallSite.of(key.ascending() ? "+" : "-", key.value(), fitting);
        Expression limit = context.functions().resolve(site, context.resolution());
        boolean comparable = limit.type().getClass() == type.getClass();
        Expression value = comparable ? limit : context.resolution().convert(limit, type);
        return new WindowFrame.Value(value, distanceText(bound), isPreceding(bound));
    }

    private MillraceException invalidType(
            UnresolvedExpression.WindowCall call,
            UnresolvedExpression.WindowFrame frame,
            List<Expression> partitions,
            SortKey key,
            Expression distance) {
        return invalid(
                call,
                ErrorCondition.DATATYPE_MISMATCH__RANGE_FRAME_INVALID_TYPE,
                "(" + specification(partitions, List.of(key)) + text(frame) + ")",
                "orderSpecType",
                quoted(key.value().type().sql()),
                "valueBoundaryType",
                quoted(distance.type().sql()));
    }

    /** Whether values of an order can be so far apart. */
    private static boolean hasDistance(DataType order, DataType distance) {
        boolean interval = distance instanceof DayTimeIntervalType
                || distance instanceof YearMonthIntervalType
                || distance instanceof CalendarIntervalType;
        return switch (order) {
            case NumericType ignored -> distance instanceof NumericType;
            case DateType ignored -> interval || distance instanceof IntegerType;
            case TimestampType ignored -> interval;
            case TimestampNTZType ignored -> interval;
            case DataType other -> interval && other.getClass() == distance.getClass();
        };
    }

    /** A lower bound with a distance must not lie behind the upper one. */
    private void requireSequence(UnresolvedExpression.WindowCall call, UnresolvedExpression.WindowFrame frame) {
        Optional<Expression> lower = distanceOf(frame.lower());
        Optional<Expression> upper = distanceOf(frame.upper());
        if (lower.isEmpty() || upper.isEmpty()) {
            return;
        }
        Expression inOrder =
                context.functions().resolve(CallSite.of("<=", lower.get(), upper.get()), context.resolution());
        if (Boolean.FALSE.equals(Constants.fold(inOrder).value())) {
            throw invalid(
                    call,
                    ErrorCondition.DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON,
                    text(frame),
                    "comparison",
                    "less than or equal");
        }
    }

    private Optional<Expression> distanceOf(FrameBound bound) {
        return bound.offset().map(analyzer::analyze);
    }

    // Text

    String text(UnresolvedExpression.WindowFrame frame) {
        return (frame.rows() ? "ROWS" : "RANGE") + " BETWEEN " + text(frame.lower()) + " AND " + text(frame.upper());
    }

    private String text(FrameBound bound) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
            case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
            case CURRENT_ROW -> "CURRENT ROW";
            case OFFSET -> distanceText(bound) + (isPreceding(bound) ? " PRECEDING" : " FOLLOWING");
        };
    }

    /** The distance as it was written, without its sign. */
    private String distanceText(FrameBound bound) {
        UnresolvedExpression offset = bound.offset().orElseThrow();
        FunctionCall negation = negation(offset);
        if (negation != null) {
            return ExpressionText.pretty(analyzer.analyze(negation.arguments().getFirst()));
        }
        String text = ExpressionText.pretty(analyzer.analyze(offset));
        return text.startsWith("-") ? text.substring(1) : text;
    }

    private static boolean isPreceding(FrameBound bound) {
        UnresolvedExpression offset = bound.offset().orElseThrow();
        return negation(offset) != null
                || offset instanceof Literal literal
                        && literal.value() instanceof Number number
                        && number.longValue() < 0;
    }

    private static FunctionCall negation(UnresolvedExpression offset) {
        return offset instanceof FunctionCall call
                        && call.name().equals(List.of("-"))
                        && call.arguments().size() == 1
                ? call
                : null;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static MillraceException invalid(
            UnresolvedExpression.WindowCall call, ErrorCondition condition, String shown, String... parameters) {
        List<String> all = new ArrayList<>(List.of("sqlExpr", quoted(shown)));
        all.addAll(List.of(parameters));
        return error(call, condition, all.toArray(String[]::new));
    }

    private static MillraceException error(
            UnresolvedExpression.WindowCall call, ErrorCondition condition, String... parameters) {
        return new MillraceException(
                ErrorDetail.of(condition, parameters).at(call.origin().position()));
    }

    /** Refuses window functions in a clause that rows must pass before windows are looked at. */
    static void refuse(Expression condition, String clause, UnresolvedExpression written) {
        if (Trees.contains(condition, WindowCall.class::isInstance)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE, "clauseName", clause)
                            .at(written.origin().position()));
        }
    }

    /** The same, before anything else in the clause is looked at. */
    static void refuse(UnresolvedExpression condition, String clause) {
        if (condition instanceof UnresolvedExpression.WindowCall) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE, "clauseName", clause)
                            .at(condition.origin().position()));
        }
        UnresolvedChildren.of(condition).forEach(part -> refuse(part, clause));
    }

    /** Refuses calls of a kind that cannot be computed where they stand. */
    static void refuse(
            List<Expression> expressions,
            Predicate<Expression> misplaced,
            ZoneId zone,
            Optional<ErrorPosition> position) {
        List<String> found = new ArrayList<>();
        expressions.forEach(expression -> Trees.visit(expression, part -> {
            if (misplaced.test(part)) {
                found.add(quoted(ExpressionText.pretty(part, zone)));
            }
        }));
        if (!found.isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.UNSUPPORTED_EXPR_FOR_OPERATOR, "invalidExprSqls", String.join(", ", found))
                    .at(position));
        }
    }
}
