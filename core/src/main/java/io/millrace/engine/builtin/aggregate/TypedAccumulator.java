package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.expression.Accumulator;
import io.millrace.types.DataType;
import java.util.List;

/** An accumulator that knows the types of its buffer columns. */
interface TypedAccumulator extends Accumulator {
    List<DataType> bufferTypes();
}
