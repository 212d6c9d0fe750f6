package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;

/**
 * One side of a tight loop: gives a plain vector for whatever form an argument has, so that the loop has one form. A
 * constant is spread out once and kept. Positions that are not selected hold anything.
 */
public final class Operand {
    private ValueVector scratch;
    private ConstantVector spread;
    private int spreadLength;

    /** A plain vector with the argument's values at the selected positions. */
    public ValueVector plain(ColumnVector vector, Selection rows) {
        if (vector instanceof ValueVector plain) {
            return plain;
        }
        if (scratch == null) {
            scratch = ValueVector.create(vector.type());
        }
        int end = rows.end();
        if (!(vector instanceof ConstantVector constant)) {
            spread = null;
            return Vectors.flatten(vector, rows, scratch);
        }
        if (spread != constant || spreadLength < end) {
            scratch.reset(end);
            for (int i = 0; i < end; i++) {
                scratch.copyFrom(constant.value(), 0, i);
            }
            spread = constant;
            spreadLength = end;
        }
        return scratch;
    }
}
