package io.millrace.types;

/** A number. */
public abstract sealed class NumericType extends AtomicType permits IntegralType, FractionalType {
    NumericType() {}
}
