package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import io.millrace.types.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A typed expression. All implicit conversions have been made explicit; two equal records mean the same. */
public sealed interface Expression
        permits Attribute,
                Expression.InputColumn,
                Expression.Constant,
                Expression.ScalarCall,
                Expression.Conversion,
                Expression.AggregateCall,
                Expression.GeneratorCall,
                Expression.Lambda,
                Expression.LambdaParameter,
                Expression.Subquery,
                Expression.RankCall,
                Expression.WindowCall {
    DataType type();

    /** False promises that the value is never null. */
    boolean nullable();

    /** The direct parts, in order. */
    List<Expression> children();

    /** The same expression with other parts, as many as {@link #children} gives. */
    Expression withChildren(List<Expression> children);

    /** Whether this is a call of the scalar function of that name: {@code condition.isCallOf("and")}. */
    default boolean isCallOf(String name) {
        return this instanceof ScalarCall call && call.function().name().equals(name);
    }

    /** A column of the input by position: an attribute after binding. */
    record InputColumn(int ordinal, DataType type, boolean nullable) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return this;
        }
    }

    /**
     * A constant.
     *
     * @param value in internal form, see {@link Values}; null for NULL
     */
    record Constant(Object value, DataType type) implements Expression {
        @Override
        public boolean equals(Object other) {
            // bytes and structs are arrays
            return other instanceof Constant constant
                    && type.equals(constant.type)
                    && Objects.deepEquals(value, constant.value);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {value, type});
        }

        @Override
        public boolean nullable() {
            return value == null;
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return this;
        }
    }

    /** A call of a scalar function whose arguments have the types that it takes. */
    record ScalarCall(ScalarFunction function, List<Expression> arguments, DataType type, boolean nullable)
            implements Expression {
        public ScalarCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expression> children() {
            return arguments;
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new ScalarCall(function, children, type, nullable);
        }
    }

    /**
     * A conversion to another type.
     *
     * @param zone the zone for conversions between dates, times and text
     * @param implicit whether analysis put it there, so that generated column names leave it out
     * @param origin the cast, or the call that needs it, for messages; does not count for equality
     */
    record Conversion(Expression child, DataType type, Mode mode, ZoneId zone, boolean implicit, Origin origin)
            implements Expression {
        /** A conversion from nowhere in particular. */
        public Conversion(Expression child, DataType type, Mode mode, ZoneId zone, boolean implicit) {
            this(child, type, mode, zone, implicit, Origin.NONE);
        }

        /** What happens to a value that does not fit. */
        public enum Mode {
            /** An error. */
            ANSI,
            /** NULL, or wraps around: as Spark did before ANSI mode. */
            LEGACY,
            /** NULL: {@code try_cast}, with the rules of ANSI mode. */
            TRY
        }

        @Override
        public boolean nullable() {
            return child.nullable()
                    || (mode == Mode.TRY
                            ? !UpCast.alwaysFits(child.type(), type)
                            : TypeCoercion.mayGiveNull(child.type(), type));
        }

        @Override
        public List<Expression> children() {
            return List.of(child);
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new Conversion(children.getFirst(), type, mode, zone, implicit, origin);
        }
    }

    /** A call of an aggregate function. */
    record AggregateCall(
            AggregateFunction function,
            List<Expression> arguments,
            boolean distinct,
            Optional<Expression> filter,
            DataType type,
            boolean nullable)
            implements Expression {
        public AggregateCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expression> children() {
            return filter.isEmpty()
                    ? arguments
                    : Stream.concat(arguments.stream(), filter.stream()).toList();
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new AggregateCall(
                    function,
                    children.subList(0, arguments.size()),
                    distinct,
                    filter.map(ignored -> children.getLast()),
                    type,
                    nullable);
        }
    }

    /**
     * A call of a function that gives rows.
     *
     * @param type a struct: the columns of the rows
     */
    record GeneratorCall(GeneratorFunction function, List<Expression> arguments, DataType type) implements Expression {
        public GeneratorCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public List<Expression> children() {
            return arguments;
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new GeneratorCall(function, children, type);
        }
    }

    /**
     * A function of elements, argument of a higher-order function; its type is its body's. Two are equal if they are so
     * once the parameters of one are called as those of the other.
     */
    record Lambda(List<LambdaParameter> parameters, Expression body) implements Expression {
        @Override
        public DataType type() {
            return body.type();
        }

        @Override
        public boolean nullable() {
            return body.nullable();
        }

        @Override
        public List<Expression> children() {
            return List.of(body);
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new Lambda(parameters, children.getFirst());
        }

        /** The body with other parameters in the place of its own. */
        private Expression apply(List<LambdaParameter> others) {
            return replace(body, others);
        }

        private List<DataType> parameterTypes() {
            return parameters.stream().map(LambdaParameter::type).toList();
        }

        private Expression replace(Expression part, List<LambdaParameter> others) {
            int index = part instanceof LambdaParameter parameter ? parameters.indexOf(parameter) : -1;
            if (index >= 0) {
                return others.get(index);
            }
            List<Expression> children = part.children();
            return children.isEmpty()
                    ? part
                    : part.withChildren(children.stream()
                            .map(child -> replace(child, others))
                            .toList());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Lambda lambda
                    && parameterTypes().equals(lambda.parameterTypes())
                    && body.equals(lambda.apply(parameters));
        }

        @Override
        public int hashCode() {
            return apply(parameters.stream()
                            .map(parameter -> new LambdaParameter(0, "", parameter.type(), parameter.nullable()))
                            .toList())
                    .hashCode();
        }
    }

    /** A parameter of a {@link Lambda}. */
    record LambdaParameter(long id, String name, DataType type, boolean nullable) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of();
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return this;
        }
    }

    /**
     * A sub-query as a value. It cannot be computed; the optimizer makes a join of it.
     *
     * @param values what IN looks for, one for each column of the plan, of the columns' types; else none
     * @param parameters columns that the plan uses and does not have: what it sees of the query around it
     * @param arguments what they stand for in the query around
     * @param origin where it is written
     */
    record Subquery(
            Kind kind,
            NestedPlan plan,
            List<Expression> values,
            List<Attribute> parameters,
            List<Expression> arguments,
            DataType type,
            boolean nullable,
            Origin origin)
            implements Expression {
        /** What is asked of the sub-query's rows. */
        public enum Kind {
            SCALAR,
            EXISTS,
            IN
        }

        public Subquery {
            values = List.copyOf(values);
            parameters = List.copyOf(parameters);
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expression> children() {
            return Stream.concat(values.stream(), arguments.stream()).toList();
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new Subquery(
                    kind,
                    plan,
                    children.subList(0, values.size()),
                    parameters,
                    children.subList(values.size(), children.size()),
                    type,
                    nullable,
                    origin);
        }
    }

    /** A call of a function that only means something over a window: {@code row_number()}, {@code lag(x)}. */
    record RankCall(
            RankFunction function, List<Expression> arguments, boolean ignoreNulls, DataType type, boolean nullable)
            implements Expression {
        public RankCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expression> children() {
            return arguments;
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            return new RankCall(function, children, ignoreNulls, type, nullable);
        }
    }

    /**
     * {@code function OVER (…)}.
     *
     * @param function an {@link AggregateCall} or a {@link RankCall}
     * @param partitions rows that agree in these are in one window
     * @param frame which rows around each row the function sees
     * @param shown what follows OVER, for messages that tell the tables of columns; columns change, this does not. Where an
     *     alias stands in the call, which is refused then, all of the call as it was written
     */
    record WindowCall(
            Expression function, List<Expression> partitions, List<SortKey> order, WindowFrame frame, String shown)
            implements Expression {
        public WindowCall {
            partitions = List.copyOf(partitions);
            order = List.copyOf(order);
        }

        @Override
        public DataType type() {
            return function.type();
        }

        @Override
        public boolean nullable() {
            return function.nullable();
        }

        /** The parts of the function, not the function: it is no aggregate of the query. */
        @Override
        public List<Expression> children() {
            List<Expression> children = new ArrayList<>(function.children());
            children.addAll(partitions);
            order.forEach(key -> children.add(key.value()));
            children.addAll(frame.values());
            return children;
        }

        @Override
        public Expression withChildren(List<Expression> children) {
            List<SortKey> keys = new ArrayList<>();
            int operands = function.children().size();
            int at = operands + partitions.size();
            for (SortKey key : order) {
                keys.add(new SortKey(children.get(at++), key.ascending(), key.nullsFirst()));
            }
            return new WindowCall(
                    function.withChildren(children.subList(0, operands)),
                    children.subList(operands, operands + partitions.size()),
                    keys,
                    frame.withValues(children.subList(at, children.size())),
                    shown);
        }
    }
}
