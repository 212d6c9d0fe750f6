package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import io.millrace.types.DataType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A function of many rows' values, for example {@code sum}. Immutable; shared by all queries. */
public interface AggregateFunction {
    String name();

    /** The call as SQL, for generated column names and messages. */
    String sql(List<String> arguments, boolean distinct);

    /** The columns that an unfinished aggregate consists of: what is exchanged between tasks and kept in state. */
    List<DataType> bufferTypes(Expression.AggregateCall call);

    Accumulator open(Expression.AggregateCall call);

    /** The same over the frames of a window, where nothing unfinished is handed on. */
    default Accumulator openFrame(Expression.AggregateCall call) {
        return open(call);
    }

    /**
     * How messages show a call of a function that puts values in an order of its own, and is therefore computed over whole
     * partitions only; empty for a function that takes any window.
     *
     * @param arguments the arguments as SQL
     */
    default Optional<String> overWholePartitions(List<String> arguments) {
        return Optional.empty();
    }

    /** In which order a call without DISTINCT computes its arguments. */
    default ArgumentOrder order() {
        return ArgumentOrder.TOGETHER;
    }

    /**
     * Which argument's values are all that is aggregated, of rows in which no argument is null, so that DISTINCT asks for
     * different values of it; empty if the arguments count together.
     */
    default OptionalInt subject() {
        return OptionalInt.empty();
    }

    /** The order of arguments of which each is computed, and can fail, only where none before it is null. */
    enum ArgumentOrder {
        /** No such order: all are computed for all rows. */
        TOGETHER,
        FIRST_TO_LAST,
        LAST_TO_FIRST
    }

    /** Where the call stands, for messages. */
    default Origin origin() {
        return Origin.NONE;
    }
}
