package io.millrace.spi.vector;

/** Positions that point into a plain vector; used where data is born so, or where a row is repeated. */
public final class DictionaryVector extends ColumnVector {
    private final ValueVector dictionary;
    private final int[] indices;

    /** @param indices the slot of the dictionary for each position; kept, not copied */
    public DictionaryVector(ValueVector dictionary, int[] indices) {
        super(dictionary.type());
        this.dictionary = dictionary;
        this.indices = indices;
    }

    public ValueVector dictionary() {
        return dictionary;
    }

    public int[] indices() {
        return indices;
    }

    @Override
    public boolean mayHaveNull() {
        return dictionary.mayHaveNull();
    }

    @Override
    public boolean isNull(int position) {
        return dictionary.isNull(indices[position]);
    }
}
