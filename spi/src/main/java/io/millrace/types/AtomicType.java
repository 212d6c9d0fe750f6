package io.millrace.types;

/** A type whose values have no parts. */
public abstract sealed class AtomicType extends DataType
        permits NumericType,
                BooleanType,
                StringType,
                CharType,
                VarcharType,
                BinaryType,
                DateType,
                TimestampType,
                TimestampNTZType,
                TimeType,
                DayTimeIntervalType,
                YearMonthIntervalType {
    private static final long serialVersionUID = 1L;

    AtomicType() {}
}
