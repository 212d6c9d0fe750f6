package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import io.millrace.types.DataType;
import java.util.List;

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

    /** Where the call stands, for messages. */
    default Origin origin() {
        return Origin.NONE;
    }
}
