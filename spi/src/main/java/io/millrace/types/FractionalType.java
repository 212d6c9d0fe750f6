package io.millrace.types;

/** A number with a fraction. */
public abstract sealed class FractionalType extends NumericType permits FloatType, DoubleType, DecimalType {
    private static final long serialVersionUID = 1L;

    FractionalType() {}
}
