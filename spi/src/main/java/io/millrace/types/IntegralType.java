package io.millrace.types;

/** A whole number of fixed width. */
public abstract sealed class IntegralType extends NumericType permits ByteType, ShortType, IntegerType, LongType {
    private static final long serialVersionUID = 1L;

    IntegralType() {}
}
