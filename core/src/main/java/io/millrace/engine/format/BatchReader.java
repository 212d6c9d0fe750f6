package io.millrace.engine.format;

import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader that fills the same vectors again and again. Should one filling give more rows than a batch may have, it hands
 * them on in pieces.
 */
public abstract class BatchReader implements SplitReader {
    /** What {@link #fill} gives when nothing is left. */
    protected static final int END = -1;

    private final List<ValueVector> columns = new ArrayList<>();
    private List<ValueVector> piece;
    private ColumnBatch batch;
    private int rows;
    private int given;

    protected BatchReader(StructType schema) {
        for (StructField field : schema) {
            columns.add(ValueVector.create(field.dataType()));
        }
    }

    /** The vectors to be filled. */
    protected final List<ValueVector> columns() {
        return columns;
    }

    /** Forgets what the vectors hold and makes room for a full batch. */
    protected final void resetColumns() {
        for (ValueVector column : columns) {
            column.reset(ColumnBatch.MAX_ROWS);
        }
    }

    /** Resets and fills the vectors; returns how many rows there are, at least one, or {@link #END}. */
    protected abstract int fill() throws IOException;

    @Override
    public final Status advance() throws IOException {
        if (given == rows) {
            given = 0;
            rows = fill();
            if (rows == END) {
                rows = 0;
                batch = null;
                return Status.END;
            }
        }
        if (rows <= ColumnBatch.MAX_ROWS) {
            batch = ColumnBatch.of(columns, rows);
            given = rows;
        } else {
            batch = nextPiece();
        }
        return Status.BATCH;
    }

    private ColumnBatch nextPiece() {
        int count = Math.min(ColumnBatch.MAX_ROWS, rows - given);
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = given + i;
        }
        if (piece == null) {
            piece = columns.stream()
                    .map(column -> ValueVector.create(column.type()))
                    .toList();
        }
        for (int i = 0; i < columns.size(); i++) {
            piece.get(i).reset(count);
            Vectors.append(columns.get(i), new Selection(positions, count), piece.get(i), 0);
        }
        given += count;
        return ColumnBatch.of(piece, count);
    }

    @Override
    public final ColumnBatch batch() {
        return batch;
    }
}
