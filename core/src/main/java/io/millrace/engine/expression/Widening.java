package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;

/** A whole number becomes a wider number: one loop, whatever the selection. */
final class Widening implements Evaluator {
    private final Evaluator child;
    private final ValueVector out;
    private final Operand operand = new Operand();

    Widening(Evaluator child, DataType type) {
        this.child = child;
        this.out = ValueVector.create(type);
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        ColumnVector vector = child.evaluate(batch, rows, context);
        return switch (vector) {
            case ConstantVector constant -> new ConstantVector(widen(constant.value(), Selection.range(1)));
            case ValueVector plain -> widen(plain, rows);
            case DictionaryVector dictionary -> widen(operand.plain(dictionary, rows), rows);
        };
    }

    private ValueVector widen(ValueVector source, Selection rows) {
        out.reset(rows.end());
        CastToNumber.widen(source, out, rows.end());
        if (source.mayHaveNull()) {
            for (int i = 0; i < rows.count(); i++) {
                if (source.isNull(rows.position(i))) {
                    out.setNull(rows.position(i));
                }
            }
        }
        return out;
    }
}
