package io.millrace.plan;

import io.millrace.types.StructType;
import java.io.Serializable;

/**
 * How objects of user code become rows, and back. Engines call the two conversions around user code; what cells are is told at
 * {@code io.millrace.JavaValues}.
 */
public interface ObjectCodec<T> extends Serializable {
    /** The columns; a value that is no struct has the one column {@code value}. */
    StructType schema();

    /** The Java class of the values. */
    Class<?> type();

    /** Whether the type is no struct, so that a value is the only column. */
    boolean isFlat();

    /** The cells for a value, in the order of the schema. */
    Object[] toCells(T value);

    /** The value for cells in the order of the schema. */
    T fromCells(Object[] cells);
}
