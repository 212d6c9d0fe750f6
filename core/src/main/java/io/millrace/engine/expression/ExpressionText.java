package io.millrace.engine.expression;

import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.IntervalText;
import io.millrace.engine.expression.text.TimeText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import io.millrace.types.VariantType;
import io.millrace.types.YearMonthIntervalType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Typed expressions as SQL.
 *
 * <p>The pretty form names columns that have no alias and appears in messages: text and numbers stand as they are, and
 * implicit conversions are left out. The exact form could be parsed again.
 */
public final class ExpressionText {
    private final boolean pretty;
    private final ZoneId zone;

    private final Stage stage;

    /** When a text is made, in the course of Spark's analysis. */
    private enum Stage {
        WRITTEN,
        NAMED,
        CHECKED
    }

    private ExpressionText(boolean pretty, ZoneId zone) {
        this(pretty, zone, Stage.NAMED);
    }

    private ExpressionText(boolean pretty, ZoneId zone, Stage stage) {
        this.pretty = pretty;
        this.zone = zone;
        this.stage = stage;
    }

    /** The pretty form in which the parameters of lambdas have their names. */
    static String asWritten(Expression expression, ZoneId zone) {
        return new ExpressionText(true, zone, Stage.WRITTEN).text(expression);
    }

    /** The pretty form in messages about types, which have lost the aliases within the expression. */
    static String checked(Expression expression, ZoneId zone) {
        return new ExpressionText(true, zone, Stage.CHECKED).text(expression);
    }

    /** The form for column names and messages; timestamps in UTC. */
    public static String pretty(Expression expression) {
        return pretty(expression, ZoneOffset.UTC);
    }

    /** The form for column names and messages, with timestamps in the session's zone. */
    public static String pretty(Expression expression, ZoneId zone) {
        return new ExpressionText(true, zone).text(expression);
    }

    /** An item of an order in the form for column names and messages. */
    public static String pretty(SortKey key) {
        return pretty(key, ZoneOffset.UTC);
    }

    /** The same, with timestamps in the session's zone. */
    public static String pretty(SortKey key, ZoneId zone) {
        return new ExpressionText(true, zone).sortKey(key);
    }

    /** What stands after OVER, in the form for column names and messages. */
    public static String window(List<Expression> partitions, List<SortKey> order, WindowFrame frame) {
        return window(partitions, order, frame.sql());
    }

    /** The same with the text of a frame. */
    public static String window(List<Expression> partitions, List<SortKey> order, String frame) {
        return new ExpressionText(true, ZoneOffset.UTC).specification(partitions, order, frame);
    }

    /** The exact form; timestamps in UTC. */
    public static String sql(Expression expression) {
        return sql(expression, ZoneOffset.UTC);
    }

    /** The exact form, with timestamps in the session's zone. */
    public static String sql(Expression expression, ZoneId zone) {
        return new ExpressionText(false, zone).text(expression);
    }

    /** A value as an SQL literal. */
    static String literal(Object value, DataType type, ZoneId zone) {
        return new ExpressionText(false, zone).literal(value, type);
    }

    private String text(Expression expression) {
        return switch (expression) {
            case Attribute attribute -> pretty ? attribute.name() : quotedName(attribute.name());
            case Expression.InputColumn column -> "input[" + column.ordinal() + "]";
            case Expression.Constant constant -> constant(constant);
            case Expression.ScalarCall call -> {
                List<String> arguments = texts(call.arguments());
                yield switch (stage) {
                    case WRITTEN -> call.function().unresolvedSql(arguments);
                    case NAMED -> call.function().sql(arguments);
                    case CHECKED -> call.function().checkedSql(arguments);
                };
            }
            case Expression.Conversion conversion -> conversion(conversion);
            case Expression.AggregateCall call -> {
                String text = call.function().sql(texts(call.arguments()), call.distinct());
                yield call.filter()
                        .map(filter -> text + " FILTER (WHERE " + text(filter) + ")")
                        .orElse(text);
            }
            case Expression.GeneratorCall call -> call.function().sql(texts(call.arguments()));
            case Expression.Lambda lambda -> {
                List<String> parts = new ArrayList<>();
                parts.add(text(lambda.body()));
                lambda.parameters().forEach(parameter -> parts.add(text(parameter)));
                yield "lambdafunction(" + String.join(", ", parts) + ")";
            }
            case Expression.LambdaParameter parameter ->
                stage == Stage.WRITTEN ? parameter.name() : "namedlambdavariable()";
            case Expression.Subquery subquery -> subquery(subquery);
            case Expression.RankCall call -> call.function().sql(texts(call.arguments()), call.ignoreNulls());
            case Expression.WindowCall call -> windowCall(call);
        };
    }

    private String subquery(Expression.Subquery subquery) {
        List<Expression> columns =
                subquery.arguments().stream().flatMap(ExpressionText::columns).toList();
        String around = "(" + String.join(", ", texts(columns)) + ")";
        return switch (subquery.kind()) {
            case SCALAR -> "scalarsubquery" + around;
            case EXISTS -> "exists" + around;
            case IN -> {
                List<Expression> values = subquery.values();
                yield "(" + (values.size() == 1 ? text(values.getFirst()) : tuple(values)) + " IN (listquery" + around
                        + "))";
            }
        };
    }

    /** The columns of the query around that a value is made of; aggregates are shown whole. */
    private static Stream<Expression> columns(Expression value) {
        if (value instanceof Expression.Constant) {
            return Stream.empty();
        }
        boolean whole = value.children().isEmpty() || value instanceof Expression.AggregateCall;
        return whole ? Stream.of(value) : value.children().stream().flatMap(ExpressionText::columns);
    }

    private String tuple(List<Expression> values) {
        List<String> parts = new ArrayList<>();
        for (Expression value : values) {
            Expression bare = value instanceof Expression.Conversion conversion && conversion.implicit()
                    ? conversion.child()
                    : value;
            String name = bare.children().isEmpty() ? pretty(bare, zone) : "_" + parts.size() / 2;
            parts.add(quoted(name));
            parts.add(text(value));
        }
        return "named_struct(" + String.join(", ", parts) + ")";
    }

    private String windowCall(Expression.WindowCall call) {
        return text(call.function()) + " OVER "
                + specification(call.partitions(), call.order(), call.frame().sql());
    }

    private String specification(List<Expression> partitions, List<SortKey> order, String frame) {
        List<String> parts = new ArrayList<>();
        if (!partitions.isEmpty()) {
            parts.add("PARTITION BY " + String.join(", ", texts(partitions)));
        }
        if (!order.isEmpty()) {
            parts.add(order.stream().map(this::sortKey).collect(Collectors.joining(", ", "ORDER BY ", "")));
        }
        parts.add(frame);
        return "(" + String.join(" ", parts) + ")";
    }

    private String sortKey(SortKey key) {
        return text(key.value())
                + (key.ascending() ? " ASC" : " DESC")
                + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    private List<String> texts(List<Expression> expressions) {
        return expressions.stream().map(this::text).toList();
    }

    private static String quotedName(String name) {
        return name.matches("[a-zA-Z0-9_]+") && !name.matches("[0-9]+") ? name : "`" + name.replace("`", "``") + "`";
    }

    private String conversion(Expression.Conversion conversion) {
        String child = text(conversion.child());
        if (isNested(conversion.type()) || pretty && conversion.implicit()) {
            return child;
        }
        String call = conversion.mode() == Expression.Conversion.Mode.TRY ? "TRY_CAST(" : "CAST(";
        return call + child + " AS " + conversion.type().sql() + ")";
    }

    /** Spark loses sight of who wanted a conversion to such a type, and shows none. */
    private static boolean isNested(DataType type) {
        return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
    }

    private String constant(Expression.Constant constant) {
        Object value = constant.value();
        DataType type = constant.type();
        if (value == null) {
            return pretty || type instanceof NullType ? "NULL" : "CAST(NULL AS " + type.sql() + ")";
        }
        if (pretty && type instanceof NumericType) {
            return value.toString();
        }
        if (pretty && type instanceof StringType) {
            return (String) value;
        }
        return literal(value, type);
    }

    private String literal(Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        return switch (type) {
            case NullType ignored -> "NULL";
            case BooleanType ignored -> value.toString();
            case ByteType ignored -> value + "Y";
            case ShortType ignored -> value + "S";
            case IntegerType ignored -> value.toString();
            case LongType ignored -> value + "L";
            case FloatType ignored -> "CAST(" + floating(((Float) value).doubleValue(), value) + " AS FLOAT)";
            case DoubleType ignored -> {
                double number = (Double) value;
                yield Double.isFinite(number) ? value + "D" : "CAST(" + floating(number, value) + " AS DOUBLE)";
            }
            case DecimalType ignored -> value + "BD";
            case StringType ignored -> quoted((String) value);
            case CharType ignored -> quoted((String) value);
            case VarcharType ignored -> quoted((String) value);
            case BinaryType ignored -> "X'" + HexFormat.of().withUpperCase().formatHex((byte[]) value) + "'";
            case DateType ignored -> "DATE '" + DateText.format((Integer) value) + "'";
            case TimestampType ignored -> "TIMESTAMP '" + TimestampText.format((Long) value, zone) + "'";
            case TimestampNTZType ignored ->
                "TIMESTAMP_NTZ '" + TimestampText.format((Long) value, ZoneOffset.UTC) + "'";
            case TimeType ignored -> "TIME '" + TimeText.format((Long) value) + "'";
            case DayTimeIntervalType interval ->
                IntervalText.ansi((Long) value, interval.startField(), interval.endField());
            case YearMonthIntervalType interval ->
                IntervalText.ansi((Integer) value, interval.startField(), interval.endField());
            case CalendarIntervalType ignored -> {
                CalendarInterval interval = (CalendarInterval) value;
                yield "INTERVAL '"
                        + IntervalText.calendar(interval.months(), interval.days(), interval.microseconds())
                        + "'";
            }
            case ArrayType array ->
                ((List<?>) value)
                        .stream()
                                .map(element -> literal(element, array.elementType()))
                                .collect(Collectors.joining(", ", "ARRAY(", ")"));
            case MapType map ->
                ((Map<?, ?>) value)
                        .entrySet().stream()
                                .map(entry -> literal(entry.getKey(), map.keyType())
                                        + ", "
                                        + literal(entry.getValue(), map.valueType()))
                                .collect(Collectors.joining(", ", "MAP(", ")"));
            case StructType struct -> {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < struct.length(); i++) {
                    parts.add(quoted(struct.field(i).name()));
                    parts.add(literal(((Object[]) value)[i], struct.field(i).dataType()));
                }
                yield "NAMED_STRUCT(" + String.join(", ", parts) + ")";
            }
            case VariantType ignored -> value.toString();
        };
    }

    private static String floating(double number, Object value) {
        if (Double.isNaN(number)) {
            return "'NaN'";
        }
        return Double.isInfinite(number) ? number > 0 ? "'Infinity'" : "'-Infinity'" : value.toString();
    }

    /** A text as a literal of SQL. */
    public static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
