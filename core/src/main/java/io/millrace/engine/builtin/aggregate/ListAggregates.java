package io.millrace.engine.builtin.aggregate;

import static io.millrace.engine.expression.FunctionSpec.aggregate;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.builtin.ZeroSigns;
import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts of a group put together, and the most frequent value. */
public final class ListAggregates implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of("listagg", "string_agg", "mode");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "listagg", "string_agg" -> listAggregate(name);
            case "mode" -> mode();
            default -> throw FunctionModule.unknown(name);
        };
    }

    // listagg

    private static AggregateSpec listAggregate(String name) {
        return aggregate(name)
                .takes(ANY)
                .optional(ANY)
                .defaults(new Expression.Constant(null, DataTypes.NullType))
                .ordered()
                .rewrites((call, context) -> {
                    requireSameOrder(call);
                    List<Expression> arguments = new ArrayList<>(call.arguments());
                    call.order().forEach(order -> arguments.add(order.value()));
                    return joined(name, call.order()).instead(call, arguments, context);
                })
                .describe(
                        "The texts of a group one after the other, with a delimiter between.",
                        "listagg(col, ', ') WITHIN GROUP (ORDER BY col)");
    }

    private static void requireSameOrder(CallSite call) {
        Expression value = call.arguments().getFirst();
        boolean other = call.order().size() > 1
                || !call.order().isEmpty() && !call.order().getFirst().value().equals(value);
        if (call.distinct() && other) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_WITHIN_GROUP_EXPRESSION__MISMATCH_WITH_DISTINCT_INPUT,
                            "funcName",
                            "`" + call.name().toLowerCase(Locale.ROOT) + "`",
                            "funcArg",
                            "\"" + ExpressionText.pretty(value) + "\"",
                            "orderingExpr",
                            call.order().stream()
                                    .map(order -> "\"" + ExpressionText.pretty(order.value()) + "\"")
                                    .collect(Collectors.joining(", ")))
                    .at(call.position()));
        }
    }

    /** The arguments are the text, the delimiter and what is ordered by. */
    private static AggregateSpec joined(String name, List<CallSite.Ordering> order) {
        AggregateSpec spec = Aggregates.typed(
                        opening -> new GatheringAccumulator(
                                types(opening.call().arguments()),
                                new Join(delimiter(opening.call().arguments()), order)),
                        name)
                .takes(oneOf(STRING, BINARY), oneOf(STRING, BINARY))
                .repeated(ANY)
                .constant(1, "delimiter")
                .checks((errors, arguments, context) -> {
                    boolean given = !(errors.call().arguments().get(1).type() instanceof NullType);
                    if (given
                            && !TypeCoercion.sameType(
                                    arguments.get(0).type(), arguments.get(1).type())) {
                        throw errors.differentTypes(arguments.subList(0, 2));
                    }
                })
                .givesArgument(0)
                .shows((arguments, distinct) -> text(name, arguments, distinct, order));
        return order.isEmpty()
                ? spec
                : spec.overWholePartitions(arguments -> name + "(" + arguments.get(0) + ", " + arguments.get(1) + ", "
                        + String.join(", ", items(arguments, order)) + ")");
    }

    private static String text(String name, List<String> arguments, boolean distinct, List<CallSite.Ordering> order) {
        String call = name + "(" + (distinct ? "DISTINCT " : "") + arguments.get(0) + ", " + arguments.get(1) + ")";
        if (order.isEmpty()) {
            return call;
        }
        return call + " WITHIN GROUP (ORDER BY " + String.join(", ", items(arguments, order)) + ")";
    }

    private static List<String> items(List<String> arguments, List<CallSite.Ordering> order) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            items.add(arguments.get(2 + i)
                    + (order.get(i).ascending() ? " ASC" : " DESC")
                    + (order.get(i).nullsFirst() ? " NULLS FIRST" : " NULLS LAST"));
        }
        return items;
    }

    private static List<DataType> types(List<Expression> arguments) {
        return arguments.stream().map(Expression::type).toList();
    }

    private static byte[] delimiter(List<Expression> arguments) {
        return switch (Constants.fold(arguments.get(1)).value()) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case byte[] bytes -> bytes;
            case null, default -> new byte[0];
        };
    }

    /** Puts texts together, in an order if there is one. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Join(byte[] delimiter, List<CallSite.Ordering> order) implements GatheringAccumulator.Finisher {
        @Override
        public void finish(StructVector rows, int start, int count, ValueVector results, int position) {
            if (count == 0) {
                results.setNull(position);
                return;
            }
            BytesWriter joined = new BytesWriter();
            Integer[] slots = new Integer[count];
            Arrays.setAll(slots, i -> start + i);
            if (!order.isEmpty()) {
                Arrays.sort(slots, (left, right) -> compare(rows, left, right));
            }
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    joined.append(delimiter);
                }
                joined.append((BytesVector) rows.child(0), slots[i]);
            }
            joined.copyTo((BytesVector) results, position);
        }

        private int compare(StructVector rows, int left, int right) {
            for (int i = 0; i < order.size(); i++) {
                ValueVector keys = rows.child(2 + i);
                CallSite.Ordering item = order.get(i);
                int comparison;
                if (keys.isNull(left) || keys.isNull(right)) {
                    comparison = Boolean.compare(keys.isNull(right), keys.isNull(left));
                    comparison = item.nullsFirst() ? comparison : -comparison;
                } else {
                    comparison = ValueOrder.compare(keys, left, keys, right);
                    comparison = item.ascending() ? comparison : -comparison;
                }
                if (comparison != 0) {
                    return comparison;
                }
            }
            return 0;
        }
    }

    // mode

    private static AggregateSpec mode() {
        return aggregate("mode")
                .optional(ANY, ANY)
                .expected("0")
                .ordered()
                .rewrites(ListAggregates::mode)
                .describe("The most frequent value.", "mode(col)");
    }

    /** {@code mode(x)}, {@code mode(x, deterministic)} or {@code mode() WITHIN GROUP (ORDER BY x)}. */
    private static Expression mode(CallSite call, ResolutionContext context) {
        OrderedSets.refuseDistinct(call);
        if (!call.order().isEmpty()) {
            OrderedSets.requireOrderings(call, call.arguments().isEmpty() ? 1 : 0);
            CallSite.Ordering order = call.order().getFirst();
            return frequent(order.ascending() ? Ties.LEAST : Ties.GREATEST)
                    .instead(call, List.of(order.value()), context);
        }
        if (call.arguments().isEmpty()) {
            throw OrderedSets.missing(call);
        }
        Ties ties = Ties.FIRST;
        if (call.arguments().size() > 1) {
            Expression deterministic = call.arguments().get(1);
            if (!Constants.isFoldable(deterministic)) {
                throw new MillraceException(ErrorDetail.of(
                                ErrorCondition.NON_FOLDABLE_ARGUMENT,
                                "funcName",
                                "`mode`",
                                "paramName",
                                "`deterministic`",
                                "paramType",
                                "\"BOOLEAN\"")
                        .at(call.position()));
            }
            ties = isTrue(call, deterministic) ? Ties.LEAST : Ties.FIRST;
        }
        return frequent(ties).instead(call, List.of(call.arguments().getFirst()), context);
    }

    private static boolean isTrue(CallSite call, Expression deterministic) {
        Object value = Constants.fold(deterministic).value();
        if (value == null) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_NULL,
                            "sqlExpr",
                            CallErrors.quoted(deterministic),
                            "exprName",
                            "`deterministic`")
                    .at(call.position()));
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNEXPECTED_INPUT_TYPE,
                        "functionName",
                        "`mode`",
                        "paramIndex",
                        CallErrors.ordinal(1),
                        "requiredType",
                        "\"BOOLEAN\"",
                        "inputSql",
                        CallErrors.quoted(deterministic),
                        "inputType",
                        CallErrors.quoted(deterministic.type()))
                .at(call.position()));
    }

    /** Which of equally frequent values is taken. */
    private enum Ties {
        FIRST,
        LEAST,
        GREATEST
    }

    private static AggregateSpec frequent(Ties ties) {
        return Aggregates.typed(
                        opening -> new GatheringAccumulator(
                                List.of(opening.argumentType(0)),
                                (rows, start, count, results, position) ->
                                        setMode(rows.child(0), start, count, ties, results, position)),
                        "mode")
                .takes(ANY)
                .givesArgument(0)
                .text(arguments -> switch (ties) {
                    case FIRST -> "mode(" + arguments.getFirst() + ")";
                    // Spark shows the order the other way round
                    case LEAST -> "mode() WITHIN GROUP (ORDER BY " + arguments.getFirst() + " DESC)";
                    case GREATEST -> "mode() WITHIN GROUP (ORDER BY " + arguments.getFirst() + ")";
                });
    }

    /** Spark looks for an order of elements at once, and for that of fields when it compares them. */
    private static boolean hasNoOrder(DataType type) {
        return switch (type) {
            case ArrayType array -> hasNoOrder(array.elementType());
            case MapType map -> hasNoOrder(map.keyType()) || hasNoOrder(map.valueType());
            default -> type instanceof CalendarIntervalType;
        };
    }

    private static void setMode(
            ValueVector values, int start, int count, Ties ties, ValueVector results, int position) {
        if (count == 0) {
            results.setNull(position);
            return;
        }
        if (ties != Ties.FIRST && hasNoOrder(values.type())) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.DATATYPE_CANNOT_ORDER, "dataType", "PhysicalCalendarIntervalType"));
        }
        Integer[] slots = new Integer[count];
        Arrays.setAll(slots, i -> start + i);
        Arrays.sort(slots, (left, right) -> ValueOrder.compare(values, left, values, right));
        int best = -1;
        int bestCount = 0;
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && ValueOrder.compare(values, slots[from], values, slots[to]) == 0) {
                to++;
            }
            // equal values stay in the order in which they came, so the first slot tells which came first
            boolean wins = to - from == bestCount
                    && (ties == Ties.GREATEST || ties == Ties.FIRST && slots[from] < slots[best]);
            if (to - from > bestCount || wins) {
                best = from;
                bestCount = to - from;
            }
            from = to;
        }
        results.copyFrom(values, slots[best], position);
        ZeroSigns.drop(results, position);
    }
}
