package io.millrace;

import io.millrace.types.StructType;
import java.io.Serializable;

/**
 * How values of a Java type become columns, and back. Made by {@link Encoders}; not meant to be implemented by programs.
 *
 * <p>Engines call the two conversions around user code. Cells are described at {@link JavaValues}.
 */
public interface Encoder<T> extends Serializable {
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
