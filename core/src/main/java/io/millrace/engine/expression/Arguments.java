package io.millrace.engine.expression;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;

/**
 * The evaluated arguments of one call over one batch, whatever form they have: {@link #plain} and {@link #at} give the
 * vector and the slot of a row's value.
 */
public final class Arguments {
    private final ColumnVector[] vectors;
    private final ValueVector[] plain;
    private final int[][] indices;
    private final int[] mask;

    public Arguments(int count) {
        vectors = new ColumnVector[count];
        plain = new ValueVector[count];
        indices = new int[count][];
        mask = new int[count];
    }

    public void set(int argument, ColumnVector vector) {
        vectors[argument] = vector;
        indices[argument] = null;
        mask[argument] = -1;
        switch (vector) {
            case ValueVector value -> plain[argument] = value;
            case ConstantVector constant -> {
                plain[argument] = constant.value();
                mask[argument] = 0;
            }
            case DictionaryVector dictionary -> {
                plain[argument] = dictionary.dictionary();
                indices[argument] = dictionary.indices();
            }
        }
    }

    public int count() {
        return vectors.length;
    }

    /** The argument as it was evaluated. */
    public ColumnVector vector(int argument) {
        return vectors[argument];
    }

    /** The plain vector that holds the argument's values. */
    public ValueVector plain(int argument) {
        return plain[argument];
    }

    /** The slot of {@link #plain} that holds a row's value. */
    public int at(int argument, int row) {
        return indices[argument] == null ? row & mask[argument] : indices[argument][row];
    }

    public boolean isConstant(int argument) {
        return mask[argument] == 0;
    }

    public boolean isNull(int argument, int row) {
        return plain[argument].isNull(at(argument, row));
    }

    /** Whether one of the first arguments is null. */
    boolean isAnyNull(int first, int row) {
        for (int i = 0; i < first; i++) {
            if (isNull(i, row)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all arguments are constants. */
    public boolean allConstant() {
        for (int i = 0; i < vectors.length; i++) {
            if (mask[i] != 0) {
                return false;
            }
        }
        return true;
    }

    public boolean booleanAt(int argument, int row) {
        return ((BooleanVector) plain[argument]).get(at(argument, row));
    }

    /** A byte, short or int; days of a date, months of an interval. */
    public int intAt(int argument, int row) {
        int at = at(argument, row);
        return switch (plain[argument]) {
            case IntVector vector -> vector.get(at);
            case ShortVector vector -> vector.get(at);
            case ByteVector vector -> vector.get(at);
            default -> throw new IllegalStateException("Not an int: " + plain[argument].type());
        };
    }

    /** Any whole number; microseconds of a timestamp or interval. */
    public long longAt(int argument, int row) {
        return plain[argument] instanceof LongVector vector ? vector.get(at(argument, row)) : intAt(argument, row);
    }

    /** A float or double. */
    public double doubleAt(int argument, int row) {
        int at = at(argument, row);
        return plain[argument] instanceof DoubleVector vector
                ? vector.get(at)
                : ((FloatVector) plain[argument]).get(at);
    }

    public BytesVector bytes(int argument) {
        return (BytesVector) plain[argument];
    }

    /** The text of a row as a String; not for hot paths. */
    public String stringAt(int argument, int row) {
        return bytes(argument).string(at(argument, row));
    }

    public ListVector list(int argument) {
        return (ListVector) plain[argument];
    }

    public MapVector map(int argument) {
        return (MapVector) plain[argument];
    }

    /** A row's value in internal form, see {@link Values}; not for hot paths. */
    public Object valueAt(int argument, int row) {
        return Values.get(plain[argument], at(argument, row));
    }
}
