package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** A function that gives rows for a row, for example {@code explode}. Immutable; shared by all queries. */
public interface GeneratorFunction {
    String name();

    String sql(List<String> arguments);

    /** Whether a row without results gives one row of nulls. */
    boolean outer();

    Generation open(Expression.GeneratorCall call, List<Evaluator> arguments);

    /** Generates rows for batches. Used by one thread at a time. */
    interface Generation {
        /**
         * Generates the rows of all selected rows, in order.
         *
         * @param target takes, for each generated row, the position of the row it came from
         * @return the generated columns, plain, with as many slots as {@code target} took; valid until the next call
         */
        List<ValueVector> generate(ColumnBatch batch, Selection rows, BatchContext context, Origins target);
    }

    /** Collects where generated rows come from. */
    final class Origins {
        private int[] positions = new int[64];
        private int count;

        public void reset() {
            count = 0;
        }

        public void add(int position) {
            if (count == positions.length) {
                positions = java.util.Arrays.copyOf(positions, count * 2);
            }
            positions[count++] = position;
        }

        public int[] positions() {
            return positions;
        }

        public int count() {
            return count;
        }

        /** Whether the generated rows came from the positions 0, 1, 2 … in turn. */
        public boolean areFirstRows() {
            for (int i = 0; i < count; i++) {
                if (positions[i] != i) {
                    return false;
                }
            }
            return true;
        }
    }
}
