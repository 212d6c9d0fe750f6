package io.millrace.engine.operator.basic;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.GeneratorFunction.Generation;
import io.millrace.engine.expression.GeneratorFunction.Origins;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts the rows that a generator gives next to the row that they came from, whose columns are repeated as dictionaries,
 * not copied. What comes out of one batch is cut into batches of the usual size.
 */
public final class GenerateOperator implements Operator {
    private final Generation generation;
    private final int[] kept;
    private final BatchContext context;
    private final Origins origins = new Origins();

    /** @param kept the input's columns that go along, by position */
    public GenerateOperator(Generation generation, int[] kept, BatchContext context) {
        this.generation = generation;
        this.kept = kept;
        this.context = context;
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        origins.reset();
        List<ValueVector> generated = generation.generate(batch, batch.selection(), context, origins);
        int rows = origins.count();
        if (rows == 0) {
            return;
        }
        List<ColumnVector> columns = new ArrayList<>(kept.length + generated.size());
        if (origins.areFirstRows()) {
            // Such as tumbling windows: each row gives one, where it stands.
            for (int ordinal : kept) {
                columns.add(batch.column(ordinal));
            }
        } else {
            int[] positions = Arrays.copyOf(origins.positions(), rows);
            for (int ordinal : kept) {
                columns.add(repeated(batch.column(ordinal), positions));
            }
        }
        columns.addAll(generated);
        for (int from = 0; from < rows; from += ColumnBatch.MAX_ROWS) {
            int count = Math.min(ColumnBatch.MAX_ROWS, rows - from);
            Selection part = from == 0 && count == rows ? Selection.range(rows) : range(from, count);
            out.emit(ColumnBatch.of(columns, rows, part));
        }
    }

    private static Selection range(int from, int count) {
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = from + i;
        }
        return new Selection(positions, count);
    }

    private static ColumnVector repeated(ColumnVector column, int[] positions) {
        return switch (column) {
            case ValueVector plain -> new DictionaryVector(plain, positions);
            case ConstantVector constant -> constant;
            case DictionaryVector dictionary -> {
                int[] indices = new int[positions.length];
                for (int i = 0; i < indices.length; i++) {
                    indices[i] = dictionary.indices()[positions[i]];
                }
                yield new DictionaryVector(dictionary.dictionary(), indices);
            }
        };
    }
}
