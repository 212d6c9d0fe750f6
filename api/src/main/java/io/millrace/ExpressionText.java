package io.millrace;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExistsSubquery;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FrameBound;
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
import io.millrace.plan.UnresolvedExpression.WindowFrame;
import io.millrace.plan.UnresolvedExpression.WindowSpecification;
import io.millrace.types.DateType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints expressions for {@code Column.toString}, as Spark does where it is simple. */
final class ExpressionText {
    private static final Set<String> SYMBOLS = Set.of(
            "+", "-", "*", "/", "%", "=", "<=>", "!=", "<", "<=", ">", ">=", "and", "or", "&", "|", "^", "like",
            "ilike", "rlike");

    private ExpressionText() {}

    static String of(UnresolvedExpression expression) {
        return switch (expression) {
            case ColumnReference column -> String.join(".", column.parts());
            case Star star -> star.target().isEmpty() ? "*" : String.join(".", star.target()) + ".*";
            case Literal literal -> literal(literal);
            case FunctionCall call -> call(call);
            case NamedArgument argument -> argument.name() + " => " + of(argument.value());
            case UserFunctionCall call ->
                (call.function().name().isEmpty() ? "UDF" : call.function().name()) + list(call.arguments());
            case Cast cast ->
                (cast.kind() == CastKind.TRY ? "TRY_CAST(" : "CAST(") + of(cast.child()) + " AS "
                        + cast.type().sql() + ")";
            case Alias alias -> of(alias.child()) + " AS " + names(alias.names());
            case ExtractValue extract -> of(extract.child()) + "[" + of(extract.extraction()) + "]";
            case UpdateField update ->
                "update_fields(" + of(update.struct()) + ", " + update.fieldPath()
                        + update.value().map(value -> " => " + of(value)).orElse("") + ")";
            case SortOrder order -> order(order);
            case Lambda lambda ->
                "lambdafunction(" + of(lambda.body()) + ", " + String.join(", ", lambda.parameters()) + ")";
            case LambdaVariable variable -> variable.name();
            case WindowCall window -> of(window.function()) + " OVER (" + window(window.window()) + ")";
            case ScalarSubquery subquery -> "scalarsubquery()";
            case ExistsSubquery subquery -> "exists()";
            case InSubquery subquery -> "(" + of(subquery.values()) + " IN (listquery()))";
            case Parameter parameter -> ":" + parameter.name();
        };
    }

    private static String of(List<? extends UnresolvedExpression> expressions) {
        return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    private static String list(List<UnresolvedExpression> arguments) {
        return "(" + of(arguments) + ")";
    }

    private static String names(List<String> names) {
        return names.size() == 1 ? names.getFirst() : "(" + String.join(", ", names) + ")";
    }

    private static String literal(Literal literal) {
        if (literal.value() == null) {
            return "NULL";
        }
        return switch (literal.type()) {
            case DateType t -> LocalDate.ofEpochDay((Integer) literal.value()).toString();
            case TimestampType t ->
                Instant.EPOCH.plus((Long) literal.value(), ChronoUnit.MICROS).toString();
            case TimestampNTZType t ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                        .plus((Long) literal.value(), ChronoUnit.MICROS)
                        .toString();
            default ->
                literal.value() instanceof byte[] bytes
                        ? "0x" + HexFormat.of().withUpperCase().formatHex(bytes)
                        : literal.value().toString();
        };
    }

    private static String call(FunctionCall call) {
        String name = String.join(".", call.name());
        List<UnresolvedExpression> arguments = call.arguments();
        if (SYMBOLS.contains(name) && arguments.size() == 2) {
            return "(" + of(arguments.getFirst()) + " " + symbol(name) + " " + of(arguments.getLast()) + ")";
        }
        String first = arguments.isEmpty() ? "" : of(arguments.getFirst());
        String text = switch (name) {
            case "not" -> "(NOT " + first + ")";
            case "-" -> "(- " + first + ")";
            case "~" -> "~" + first;
            case "isnull" -> "(" + first + " IS NULL)";
            case "isnotnull" -> "(" + first + " IS NOT NULL)";
            case "in" -> "(" + first + " IN (" + of(arguments.subList(1, arguments.size())) + "))";
            case "between" ->
                "((" + first + " >= " + of(arguments.get(1)) + ") AND (" + first + " <= " + of(arguments.get(2)) + "))";
            case "when" -> branches(arguments);
            default -> name + "(" + (call.distinct() ? "DISTINCT " : "") + of(arguments) + ")";
        };
        return text
                + (call.withinGroup().isEmpty() ? "" : " WITHIN GROUP (ORDER BY " + of(call.withinGroup()) + ")")
                + switch (call.nulls()) {
                    case UNSPECIFIED -> "";
                    case RESPECT_NULLS -> " RESPECT NULLS";
                    case IGNORE_NULLS -> " IGNORE NULLS";
                }
                + call.filter()
                        .map(filter -> " FILTER (WHERE " + of(filter) + ")")
                        .orElse("");
    }

    private static String symbol(String name) {
        return name.equals("!=") ? "<>" : name.toUpperCase(Locale.ROOT);
    }

    private static String branches(List<UnresolvedExpression> arguments) {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            text.append(" WHEN ").append(of(arguments.get(i))).append(" THEN ").append(of(arguments.get(i + 1)));
        }
        if (arguments.size() % 2 == 1) {
            text.append(" ELSE ").append(of(arguments.getLast()));
        }
        return text.append(" END").toString();
    }

    private static String order(SortOrder order) {
        return of(order.child())
                + (order.ascending() ? " ASC" : " DESC")
                + (order.nulls() == NullOrder.FIRST ? " NULLS FIRST" : " NULLS LAST");
    }

    private static String window(WindowSpecification window) {
        List<String> parts = new ArrayList<>();
        window.name().ifPresent(parts::add);
        if (!window.partitionBy().isEmpty()) {
            parts.add("PARTITION BY " + of(window.partitionBy()));
        }
        if (!window.orderBy().isEmpty()) {
            parts.add("ORDER BY " + of(window.orderBy()));
        }
        window.frame().map(ExpressionText::frame).ifPresent(parts::add);
        return String.join(" ", parts);
    }

    private static String frame(WindowFrame frame) {
        return (frame.rows() ? "ROWS" : "RANGE") + " BETWEEN " + bound(frame.lower()) + " AND " + bound(frame.upper());
    }

    private static String bound(FrameBound bound) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
            case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
            case CURRENT_ROW -> "CURRENT ROW";
            case OFFSET -> bound.offset().map(ExpressionText::of).orElse("") + " FOLLOWING";
        };
    }
}
