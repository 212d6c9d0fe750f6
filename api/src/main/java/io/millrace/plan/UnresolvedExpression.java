package io.millrace.plan;

import io.millrace.types.DataType;
import io.millrace.types.Metadata;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * An expression whose names nobody has looked up yet.
 *
 * <p>Operators are function calls by their SQL symbols ({@code +}, {@code =}, {@code and}, {@code isnull}, {@code when}
 * …), the same whether they come from SQL, a {@code Column} or a protocol.
 */
public sealed interface UnresolvedExpression {
    Origin origin();

    /**
     * A name such as {@code a}, {@code t.a} or {@code a.field}.
     *
     * @param parts its parts, without quotes
     */
    record ColumnReference(List<String> parts, Origin origin) implements UnresolvedExpression {
        public ColumnReference {
            parts = List.copyOf(parts);
        }
    }

    /**
     * {@code *} or {@code t.*}.
     *
     * @param target the parts before the star; empty for a bare one
     * @param except names left out
     * @param pattern a regular expression that whole names match; empty for all columns
     */
    record Star(List<String> target, List<List<String>> except, Optional<String> pattern, Origin origin)
            implements UnresolvedExpression {
        public Star(List<String> target, List<List<String>> except, Origin origin) {
            this(target, except, Optional.empty(), origin);
        }

        public Star {
            target = List.copyOf(target);
            except = List.copyOf(except);
        }
    }

    /**
     * A constant.
     *
     * @param value in internal form: Boolean, Byte, Short, Integer (also days, months), Long (also microseconds), Float,
     *     Double, BigDecimal, String, byte[]; {@link CalendarInterval}; null
     */
    record Literal(Object value, DataType type, Origin origin) implements UnresolvedExpression {}

    /**
     * Months, days and microseconds, kept apart: the value of an interval that mixes them, and of {@code INTERVAL '…'}
     * given as a string to {@code window}.
     */
    record CalendarInterval(int months, int days, long microseconds) implements Serializable {
        private static final long MINUTE = 60_000_000;
        private static final long HOUR = 60 * MINUTE;

        /** Each part in units of its own, as in {@code 1 years 2 months 3.5 seconds}; {@code 0 seconds} if all are zero. */
        @Override
        public String toString() {
            StringJoiner text = new StringJoiner(" ");
            text.setEmptyValue("0 seconds");
            add(text, months / 12, "years");
            add(text, months % 12, "months");
            add(text, days, "days");
            add(text, microseconds / HOUR, "hours");
            add(text, microseconds % HOUR / MINUTE, "minutes");
            long rest = microseconds % MINUTE;
            if (rest != 0) {
                text.add(BigDecimal.valueOf(rest, 6).stripTrailingZeros().toPlainString() + " seconds");
            }
            return text.toString();
        }

        private static void add(StringJoiner text, long value, String unit) {
            if (value != 0) {
                text.add(value + " " + unit);
            }
        }
    }

    /**
     * A call by name.
     *
     * @param name its parts; operators have one
     * @param distinct {@code count(DISTINCT …)}
     * @param withinGroup {@code WITHIN GROUP (ORDER BY …)}; empty without it
     * @param filter {@code FILTER (WHERE …)}
     * @param nulls what the call says about nulls
     */
    record FunctionCall(
            List<String> name,
            List<UnresolvedExpression> arguments,
            boolean distinct,
            List<SortOrder> withinGroup,
            Optional<UnresolvedExpression> filter,
            NullTreatment nulls,
            Origin origin)
            implements UnresolvedExpression {
        /** The name of {@code (a, b)}, which makes a struct as {@code struct(a, b)} does, and is shown in another way. */
        public static final String ROW = "row-constructor";

        public FunctionCall {
            name = List.copyOf(name);
            arguments = List.copyOf(arguments);
            withinGroup = List.copyOf(withinGroup);
        }

        /** A call without any clause. */
        public FunctionCall(List<String> name, List<UnresolvedExpression> arguments, Origin origin) {
            this(name, arguments, false, List.of(), Optional.empty(), NullTreatment.UNSPECIFIED, origin);
        }

        /** The values of {@code (a, b)} or {@code struct(a, b)}, or the one of anything else. */
        public static List<UnresolvedExpression> rowOf(UnresolvedExpression value) {
            return value instanceof FunctionCall call
                            && (call.name().equals(List.of(ROW)) || call.name().equals(List.of("struct")))
                    ? call.arguments()
                    : List.of(value);
        }
    }

    /** Whether a function shall see nulls; {@code RESPECT NULLS} is what functions do anyway, but not all may be told. */
    enum NullTreatment {
        UNSPECIFIED,
        RESPECT_NULLS,
        IGNORE_NULLS
    }

    /** An argument given by name: {@code f(x => 1)}. */
    record NamedArgument(String name, UnresolvedExpression value, Origin origin) implements UnresolvedExpression {}

    /** A call of a user's function, which travels with the plan. */
    record UserFunctionCall(UserFunction function, List<UnresolvedExpression> arguments, Origin origin)
            implements UnresolvedExpression {
        public UserFunctionCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** A conversion. */
    record Cast(UnresolvedExpression child, DataType type, CastKind kind, Origin origin)
            implements UnresolvedExpression {}

    /** What a conversion does with a value that does not fit. */
    enum CastKind {
        /** As the session says: an error in ANSI mode, else NULL. */
        SESSION,
        /** NULL: {@code try_cast}. */
        TRY
    }

    /**
     * A name for a value; several names for a generator that gives several columns.
     *
     * @param metadata replaces what the value carries, if given
     */
    record Alias(UnresolvedExpression child, List<String> names, Optional<Metadata> metadata, Origin origin)
            implements UnresolvedExpression {
        public Alias {
            names = List.copyOf(names);
        }
    }

    /** {@code value[key]}, {@code value.field}: an element of an array, a value of a map, a field of a struct. */
    record ExtractValue(UnresolvedExpression child, UnresolvedExpression extraction, Origin origin)
            implements UnresolvedExpression {}

    /** A struct with a field set or, without a value, dropped. */
    record UpdateField(
            UnresolvedExpression struct, String fieldPath, Optional<UnresolvedExpression> value, Origin origin)
            implements UnresolvedExpression {}

    /** One item of an order. */
    record SortOrder(UnresolvedExpression child, boolean ascending, NullOrder nulls, Origin origin)
            implements UnresolvedExpression {}

    /** Where nulls go in an order. */
    enum NullOrder {
        FIRST,
        LAST
    }

    /** {@code (x, y) -> body}. */
    record Lambda(List<String> parameters, UnresolvedExpression body, Origin origin) implements UnresolvedExpression {
        public Lambda {
            parameters = List.copyOf(parameters);
        }
    }

    /** A parameter of a lambda that was built by the API, where names cannot clash with columns. */
    record LambdaVariable(String name, Origin origin) implements UnresolvedExpression {}

    /** {@code function OVER (…)}. */
    record WindowCall(UnresolvedExpression function, WindowSpecification window, Origin origin)
            implements UnresolvedExpression {}

    /** The parts of an {@code OVER} clause; a name refers to the query's {@code WINDOW} clause. */
    record WindowSpecification(
            Optional<String> name,
            List<UnresolvedExpression> partitionBy,
            List<SortOrder> orderBy,
            Optional<WindowFrame> frame,
            Origin origin) {}

    /** {@code ROWS|RANGE BETWEEN … AND …}. */
    record WindowFrame(boolean rows, FrameBound lower, FrameBound upper) {}

    /** One end of a frame; an offset is negative before the current row. */
    record FrameBound(BoundKind kind, Optional<UnresolvedExpression> offset) {}

    /** What a bound is measured from. */
    enum BoundKind {
        UNBOUNDED_PRECEDING,
        UNBOUNDED_FOLLOWING,
        CURRENT_ROW,
        OFFSET
    }

    /** {@code (SELECT …)} as a value. */
    record ScalarSubquery(UnresolvedPlan plan, Origin origin) implements UnresolvedExpression {}

    /** {@code EXISTS (SELECT …)}. */
    record ExistsSubquery(UnresolvedPlan plan, Origin origin) implements UnresolvedExpression {}

    /** {@code (a, b) IN (SELECT …)}. */
    record InSubquery(List<UnresolvedExpression> values, UnresolvedPlan plan, Origin origin)
            implements UnresolvedExpression {}

    /** {@code :name} or {@code ?}: a name, or the position of the question mark from 0 as text. */
    record Parameter(String name, Origin origin) implements UnresolvedExpression {}

    static FunctionCall call(String name, UnresolvedExpression... arguments) {
        return new FunctionCall(List.of(name), List.of(arguments), Origin.NONE);
    }

    static ColumnReference column(String... parts) {
        return new ColumnReference(List.of(parts), Origin.NONE);
    }
}
