package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.EventTime;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.logical.WrittenAs;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.OutputKind;
import io.millrace.types.SqlStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a streaming query may do in which output mode, as Spark 4.2 has it. The output mode is checked against aggregates
 * first; then each node is looked at, from the sink towards the sources.
 */
public final class StreamingRules {
    private final OutputKind kind;
    private final boolean aggregates;

    private StreamingRules(LogicalPlan plan, OutputKind kind) {
        this.kind = kind;
        this.aggregates = Trees.contains(plan, StreamingRules::isStreamingAggregate);
    }

    /** Refuses a plan that cannot run as a stream in this mode. */
    public static void check(LogicalPlan plan, OutputKind kind) {
        StreamingRules rules = new StreamingRules(plan, kind);
        rules.checkMode(plan);
        rules.checkOrder(plan);
        Trees.visit(plan, rules::checkNode);
    }

    /** Refuses to run a stream as a batch query. */
    public static void checkBatch(LogicalPlan plan) {
        if (plan.isStreaming()) {
            throw unsupported("Queries with streaming sources must be executed with writeStream.start()");
        }
    }

    /**
     * What the first batch fails with, once it is in the log: rules that are looked at only when set operations have become
     * what they are computed by.
     */
    public static Optional<MillraceException> refusalOfBatch(LogicalPlan plan, OutputKind kind) {
        boolean endless = kind == OutputKind.APPEND
                && Trees.contains(
                        plan,
                        node -> node instanceof LogicalPlan.Aggregate aggregate
                                && isException(aggregate)
                                && aggregate.isStreaming()
                                && isWithoutWatermark(aggregate));
        return endless
                ? Optional.of(new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK,
                        "outputMode",
                        "Append",
                        "statefulOperator",
                        "aggregations")))
                : Optional.empty();
    }

    /** Whether a query says so: the distinct rows of EXCEPT are computed like an aggregate, and are none. */
    private static boolean isStreamingAggregate(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Aggregate aggregate && plan.isStreaming() && !isException(aggregate);
    }

    private static boolean isException(LogicalPlan.Aggregate distinct) {
        return writtenAs(distinct.input()) == WrittenAs.EXCEPT || writtenAs(distinct.input()) == WrittenAs.EXCEPT_ALL;
    }

    private static WrittenAs writtenAs(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Join join ? join.writtenAs() : WrittenAs.JOIN;
    }

    private static boolean isWithoutWatermark(LogicalPlan.Aggregate aggregate) {
        return aggregate.groupings().stream().noneMatch(key -> EventTime.isTagged(key.target()));
    }

    private void checkMode(LogicalPlan plan) {
        if (kind == OutputKind.COMPLETE && !aggregates) {
            throw mode("no streaming aggregations");
        }
        boolean endless = Trees.contains(
                plan,
                node -> isStreamingAggregate(node)
                        && node instanceof LogicalPlan.Aggregate aggregate
                        && isWithoutWatermark(aggregate));
        if (kind == OutputKind.APPEND && endless) {
            throw mode("streaming aggregations without watermark");
        }
    }

    /** In update and complete mode nothing that keeps state may follow an aggregate. */
    private void checkOrder(LogicalPlan plan) {
        if (kind == OutputKind.APPEND) {
            return;
        }
        Trees.visit(plan, node -> {
            boolean stateful = isStreamingAggregate(node)
                    || node instanceof LogicalPlan.Deduplicate deduplicate
                            && deduplicate.isStreaming()
                            && deduplicate.keys().stream().anyMatch(EventTime::isTagged);
            if (stateful
                    && node.inputs().stream()
                            .anyMatch(input -> Trees.contains(input, StreamingRules::isStreamingAggregate))) {
                throw unsupported(
                        "A stateful operator after a streaming aggregate may give wrong results in the output "
                                + "mode " + kind.lowerName()
                                + ", because there is one watermark for the whole query; use append");
            }
        });
    }

    private void checkNode(LogicalPlan node) {
        if (!node.isStreaming()) {
            return;
        }
        switch (node) {
            case LogicalPlan.Aggregate aggregate -> checkAggregate(aggregate);
            case LogicalPlan.Sort sort -> {
                if (kind != OutputKind.COMPLETE
                        || !Trees.contains(sort.input(), StreamingRules::isStreamingAggregate)) {
                    throw unsupported("Sorting a stream is possible only on its aggregates and in complete mode");
                }
            }
            case LogicalPlan.Limit limit -> checkLimit(limit);
            case LogicalPlan.Tail ignored -> throw unsupported("A stream has no last rows");
            case LogicalPlan.Recursion ignored -> throw unsupported("A recursion over a stream is not supported");
            case LogicalPlan.LevelBefore ignored -> {}
            case LogicalPlan.Shared ignored -> {}
            case LogicalPlan.Join join -> checkJoin(join);
            case LogicalPlan.Union union -> {
                if (!union.inputs().stream().allMatch(LogicalPlan::isStreaming)) {
                    throw unsupported("A union of a stream and static data is not supported");
                }
            }
            case LogicalPlan.Deduplicate deduplicate -> checkDeduplicate(deduplicate);
            case LogicalPlan.TableScan ignored -> {}
            case LogicalPlan.StreamScan ignored -> {}
            case LogicalPlan.Project project -> project.assignments().forEach(this::checkValue);
            case LogicalPlan.Filter ignored -> {}
            case LogicalPlan.Generate ignored -> {}
            case LogicalPlan.RowWise rows ->
                rows.refusalOnStreams().ifPresent(reason -> {
                    throw unsupported(reason);
                });
            case LogicalPlan.Watermark ignored -> {}
            case LogicalPlan.Lookup ignored -> {}
            case LogicalPlan.Expand ignored -> {}
            case LogicalPlan.LateralJoin join -> checkLateral(join);
            case LogicalPlan.Window window -> throw windowOverStream(window.calls());
        }
    }

    /** Functions and windows are told in capitals, as Spark does. */
    private static MillraceException windowOverStream(List<Assignment> windows) {
        List<WindowCall> calls =
                windows.stream().map(window -> (WindowCall) window.value()).toList();
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING,
                "windowFunc",
                calls.stream()
                        .map(call -> ExpressionText.pretty(call.function()).toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining(",")),
                "columnName",
                windows.stream()
                        .map(window -> SqlStrings.quote(window.target().name()))
                        .collect(Collectors.joining(",")),
                "windowSpec",
                calls.stream()
                        .map(call -> call.shown().toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining(","))));
    }

    private void checkValue(Assignment assignment) {
        if (Trees.contains(assignment.value(), WindowCall.class::isInstance)) {
            List<Assignment> calls = new ArrayList<>();
            Trees.visit(assignment.value(), part -> {
                if (part instanceof WindowCall) {
                    Attribute column = assignment.target();
                    calls.add(new Assignment(
                            part == assignment.value() ? column : column.withName("_we" + calls.size()), part));
                }
            });
            throw windowOverStream(calls);
        }
        if (Trees.contains(assignment.value(), node -> node.isCallOf("monotonically_increasing_id"))) {
            throw unsupported("monotonically_increasing_id() is not supported on a stream");
        }
    }

    private static void checkAggregate(LogicalPlan.Aggregate aggregate) {
        List<AggregateCall> distinct = new ArrayList<>();
        for (Assignment assignment : aggregate.aggregates()) {
            AggregateCall call = (AggregateCall) assignment.value();
            if (call.distinct()) {
                distinct.add(call);
            }
        }
        if (!distinct.isEmpty()) {
            throw unsupported("Distinct aggregates are not supported on a stream; use approx_count_distinct()");
        }
    }

    private void checkLimit(LogicalPlan.Limit limit) {
        if (limit.offset() > 0) {
            throw unsupported("OFFSET is not supported on a stream");
        }
        if (kind == OutputKind.UPDATE) {
            throw unsupported("Limits are not supported on a stream in update mode");
        }
    }

    private void checkJoin(LogicalPlan.Join join) {
        boolean left = join.left().isStreaming();
        boolean right = join.right().isStreaming();
        switch (join.writtenAs()) {
            case INTERSECT -> throw unsupported("INTERSECT with a stream is not supported");
            case EXCEPT, EXCEPT_ALL -> {
                if (right) {
                    throw unsupported("EXCEPT of a stream is not supported");
                }
            }
            case JOIN -> {}
        }
        if (left && right) {
            throw notYet("a join of two streams");
        }
        JoinKind joinKind = join.kind();
        boolean allowed = switch (joinKind) {
            case INNER, CROSS -> true;
            case LEFT_OUTER, LEFT_SEMI, LEFT_ANTI -> left;
            case RIGHT_OUTER -> right;
            case FULL_OUTER -> false;
        };
        if (!allowed) {
            throw unsupported("A "
                    + joinKind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                    + " join with a stream on the " + (left ? "left" : "right") + " and static data on the other side "
                    + "is not supported");
        }
    }

    private static void checkLateral(LogicalPlan.LateralJoin join) {
        if (join.right().isStreaming()) {
            throw notYet("a lateral join with a stream on the right");
        }
    }

    private static void checkDeduplicate(LogicalPlan.Deduplicate deduplicate) {
        if (deduplicate.withinWatermark()
                && deduplicate.input().output().stream().noneMatch(EventTime::isTagged)) {
            throw unsupported("dropDuplicatesWithinWatermark needs a watermark");
        }
    }

    private MillraceException mode(String operation) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.STREAMING_OUTPUT_MODE__UNSUPPORTED_OPERATION,
                "outputMode",
                kind.lowerName(),
                "operation",
                operation));
    }

    private static MillraceException unsupported(String message) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_3102, "msg", message));
    }

    private static MillraceException notYet(String feature) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", feature));
    }
}
