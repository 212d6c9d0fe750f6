package io.millrace;

import io.millrace.types.DataType;
import java.util.function.UnaryOperator;

/**
 * How one Java type becomes a cell and back; null stays null.
 *
 * @param encoder from a value to a cell; never gets null
 * @param decoder from a cell to a value; never gets null
 */
record ValueCodec(DataType type, boolean nullable, UnaryOperator<Object> encoder, UnaryOperator<Object> decoder) {
    Object toCell(Object value) {
        return value == null ? null : encoder.apply(value);
    }

    Object fromCell(Object cell) {
        return cell == null ? null : decoder.apply(cell);
    }
}
