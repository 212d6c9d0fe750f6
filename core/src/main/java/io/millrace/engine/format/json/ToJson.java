package io.millrace.engine.format.json;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;

/** {@code to_json}: a column of structs, arrays or maps as texts. A null gives null. */
final class ToJson implements Evaluator {
    private final Evaluator input;
    private final JsonValueWriter writer;
    private final BytesVector result = new BytesVector(DataTypes.StringType);
    private final BytesWriter text = new BytesWriter();

    ToJson(Evaluator input, DataType type, JsonWriterSettings settings) {
        this.input = input;
        this.writer = new JsonValueWriter(type, settings);
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        ColumnVector values = input.evaluate(batch, rows, context);
        ValueVector plain = Vectors.plain(values);
        result.reset(rows.end());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            int slot = Vectors.plainPosition(values, row);
            if (plain.isNull(slot)) {
                result.setNull(row);
                continue;
            }
            text.clear();
            writer.write(plain, slot, text);
            text.copyTo(result, row);
        }
        return result;
    }
}
