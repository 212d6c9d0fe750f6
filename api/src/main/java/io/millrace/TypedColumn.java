package io.millrace;

import io.millrace.plan.UnresolvedExpression;

/**
 * A column whose values have an encoder.
 *
 * @param <T> the rows it is computed from
 * @param <U> its values
 */
public class TypedColumn<T, U> extends Column {
    private final Encoder<U> encoder;

    TypedColumn(UnresolvedExpression expression, Encoder<U> encoder) {
        super(expression);
        this.encoder = encoder;
    }

    /** The encoder of the values. */
    public Encoder<U> encoder() {
        return encoder;
    }

    @Override
    public TypedColumn<T, U> name(String alias) {
        return new TypedColumn<>(super.name(alias).expression(), encoder);
    }
}
