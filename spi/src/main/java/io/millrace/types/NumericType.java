package io.millrace.types;

/** A number. */
public abstract sealed class NumericType extends AtomicType permits IntegralType, FractionalType {
    private static final long serialVersionUID = 1L;

    NumericType() {}
}
