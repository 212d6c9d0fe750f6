package io.millrace;

import io.millrace.types.DataType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.io.Serializable;

/** Encodes values of a Java class by its {@link ValueCodec}; a bean or a record gives its fields as columns. */
final class ReflectedEncoder<T> implements Encoder<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final transient ValueCodec codec;
    private final transient StructType schema;

    ReflectedEncoder(Class<T> type) {
        this(type, ValueCodecs.of(type));
    }

    private ReflectedEncoder(Class<T> type, ValueCodec codec) {
        this.type = type;
        this.codec = codec;
        this.schema = codec.type() instanceof StructType struct
                ? struct
                : new StructType(new StructField[] {new StructField("value", codec.type(), codec.nullable())});
    }

    /** The same values as another type of column, such as a varchar for strings. */
    ReflectedEncoder<T> withType(DataType columnType) {
        return new ReflectedEncoder<>(
                type, new ValueCodec(columnType, codec.nullable(), codec.encoder(), codec.decoder()));
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public boolean isFlat() {
        return !(codec.type() instanceof StructType);
    }

    @Override
    public Object[] toCells(T value) {
        if (isFlat()) {
            return new Object[] {codec.toCell(value)};
        }
        return (Object[]) codec.toCell(ValueCodecs.present(value, 0));
    }

    @Override
    @SuppressWarnings("unchecked") // the codec was made for this class
    public T fromCells(Object[] cells) {
        return (T) codec.fromCell(isFlat() ? cells[0] : cells);
    }

    @Override
    public String toString() {
        return "class[" + schema.catalogString() + "]";
    }

    private Object writeReplace() {
        return new Serialized(type, schema.json());
    }

    private record Serialized(Class<?> type, String schema) implements Serializable {
        private Object readResolve() {
            ReflectedEncoder<?> encoder = new ReflectedEncoder<>(type);
            return encoder.isFlat()
                    ? encoder.withType(
                            ((StructType) DataType.fromJson(schema)).field(0).dataType())
                    : encoder;
        }
    }
}
