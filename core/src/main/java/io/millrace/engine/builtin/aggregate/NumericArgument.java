package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;

/** Reads a numeric argument of any type as longs or doubles. Keeps the scratch for that. */
final class NumericArgument {
    private ValueVector flat;
    private long[] longs = new long[0];
    private double[] doubles = new double[0];
    private boolean[] nulls;

    /** The values as longs by position; valid at selected positions until the next call. */
    long[] longs(ColumnVector argument, Selection rows) {
        ValueVector vector = flatten(argument, rows);
        if (vector instanceof LongVector already) {
            return already.values();
        }
        if (longs.length < rows.end()) {
            longs = new long[rows.end()];
        }
        long[] target = longs;
        switch (vector) {
            case IntVector ints -> rowsOf(rows, p -> target[p] = ints.get(p));
            case ShortVector shorts -> rowsOf(rows, p -> target[p] = shorts.get(p));
            case ByteVector bytes -> rowsOf(rows, p -> target[p] = bytes.get(p));
            default -> throw new IllegalArgumentException("Not an integral type: " + argument.type());
        }
        return target;
    }

    /** The values as doubles by position; valid at selected positions until the next call. */
    double[] doubles(ColumnVector argument, Selection rows) {
        ValueVector vector = flatten(argument, rows);
        if (vector instanceof DoubleVector already) {
            return already.values();
        }
        if (doubles.length < rows.end()) {
            doubles = new double[rows.end()];
        }
        double[] target = doubles;
        switch (vector) {
            case LongVector values -> rowsOf(rows, p -> target[p] = values.get(p));
            case IntVector ints -> rowsOf(rows, p -> target[p] = ints.get(p));
            case ShortVector shorts -> rowsOf(rows, p -> target[p] = shorts.get(p));
            case ByteVector bytes -> rowsOf(rows, p -> target[p] = bytes.get(p));
            case FloatVector floats -> rowsOf(rows, p -> target[p] = floats.get(p));
            case DecimalVector decimals -> {
                int scale = ((DecimalType) decimals.type()).scale();
                rowsOf(rows, p -> target[p] = new BigDecimal(decimals.unscaled(p), scale).doubleValue());
            }
            default -> throw new IllegalArgumentException("Not a number: " + argument.type());
        }
        return target;
    }

    /** What is done with a value. */
    interface DoubleAction {
        void accept(int position, double value);
    }

    /** Does something with each selected value that is not null. */
    void forEachDouble(ColumnVector argument, Selection rows, DoubleAction action) {
        double[] values = doubles(argument, rows);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                action.accept(position, values[position]);
            }
        }
    }

    /** The null flags of the vector read last, or null when there are none. */
    boolean[] nulls() {
        return nulls;
    }

    private ValueVector flatten(ColumnVector argument, Selection rows) {
        if (!(argument instanceof ValueVector) && flat == null) {
            flat = ValueVector.create(argument.type());
        }
        ValueVector vector = Vectors.flatten(argument, rows, flat);
        nulls = vector.nulls();
        return vector;
    }

    private interface RowAction {
        void accept(int position);
    }

    private static void rowsOf(Selection rows, RowAction action) {
        for (int i = 0; i < rows.count(); i++) {
            action.accept(rows.position(i));
        }
    }
}
