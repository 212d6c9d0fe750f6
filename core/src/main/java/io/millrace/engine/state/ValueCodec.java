package io.millrace.engine.state;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.PhysicalShape;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.MapType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.VariantType;
import java.util.ArrayList;
import java.util.List;

/** How the values of one type lie in a {@link CompactRow}, which describes the bytes. */
final class ValueCodec {
    private static final int VARIABLE_SLOT = 4;
    private static final int MAX_LONG_DIGITS = 18;

    private final PhysicalShape shape;
    private final boolean canonical;
    private final int fixedBytes;
    private final boolean longDecimal;
    private final TupleCodec fields;
    private final ValueCodec elements;
    private final ValueCodec values;

    private ValueCodec(DataType type, boolean canonical) {
        this.canonical = canonical;
        shape = PhysicalShape.of(type);
        longDecimal = type instanceof DecimalType decimal && decimal.precision() <= MAX_LONG_DIGITS;
        fields = shape == PhysicalShape.STRUCT ? TupleCodec.of(fieldTypes(type), canonical) : null;
        elements = switch (type) {
            case ArrayType array -> of(array.elementType(), canonical);
            case MapType map -> of(map.keyType(), canonical);
            default -> null;
        };
        values = type instanceof MapType map ? of(map.valueType(), canonical) : null;
        fixedBytes = switch (shape) {
            case BOOLEAN, BYTE -> 1;
            case SHORT -> 2;
            case INT, FLOAT -> 4;
            case LONG, DOUBLE -> 8;
            case DECIMAL -> longDecimal ? 8 : 16;
            case STRUCT -> fields.isFixed() ? fields.fixedBytes() : -1;
            case BYTES, LIST, MAP -> -1;
        };
    }

    static ValueCodec of(DataType type, boolean canonical) {
        return new ValueCodec(type, canonical);
    }

    private static List<DataType> fieldTypes(DataType type) {
        List<DataType> types = new ArrayList<>();
        if (type instanceof StructType struct) {
            for (StructField field : struct) {
                types.add(field.dataType());
            }
        } else if (type instanceof CalendarIntervalType) {
            types.addAll(List.of(DataTypes.IntegerType, DataTypes.IntegerType, DataTypes.LongType));
        } else if (type instanceof VariantType) {
            types.addAll(List.of(DataTypes.BinaryType, DataTypes.BinaryType));
        }
        return types;
    }

    boolean isFixed() {
        return fixedBytes >= 0;
    }

    int slotBytes() {
        return isFixed() ? fixedBytes : VARIABLE_SLOT;
    }

    /** Writes a column without nulls into the slots of the selected rows. */
    void writeColumn(ValueVector column, Selection rows, byte[] data, int[] starts, int slotOffset) {
        switch (column) {
            case LongVector longs -> {
                long[] from = longs.values();
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    LittleEndian.putLong(data, starts[position] + slotOffset, from[position]);
                }
            }
            case IntVector ints -> {
                int[] from = ints.values();
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    LittleEndian.putInt(data, starts[position] + slotOffset, from[position]);
                }
            }
            case StructVector struct -> {
                for (int field = 0; field < fields.size(); field++) {
                    ValueVector child = struct.child(field);
                    if (child.mayHaveNull()) {
                        for (int i = 0; i < rows.count(); i++) {
                            int position = rows.position(i);
                            fields.writeFixed(field, child, position, data, starts[position] + slotOffset);
                        }
                    } else {
                        fields.field(field).writeColumn(child, rows, data, starts, slotOffset + fields.slot(field));
                    }
                }
            }
            default -> {
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    writeFixed(column, position, data, starts[position] + slotOffset);
                }
            }
        }
    }

    /** Writes a value that is not null into its slot. */
    void writeFixed(ValueVector column, int position, byte[] data, int at) {
        switch (column) {
            case BooleanVector booleans -> data[at] = (byte) (booleans.get(position) ? 1 : 0);
            case ByteVector bytes -> data[at] = bytes.get(position);
            case ShortVector shorts -> LittleEndian.putShort(data, at, shorts.get(position));
            case IntVector ints -> LittleEndian.putInt(data, at, ints.get(position));
            case LongVector longs -> LittleEndian.putLong(data, at, longs.get(position));
            case FloatVector floats -> {
                float value = floats.get(position);
                LittleEndian.putInt(
                        data, at, canonical ? KeyHash.canonicalBits(value) : Float.floatToRawIntBits(value));
            }
            case DoubleVector doubles -> {
                double value = doubles.get(position);
                LittleEndian.putLong(
                        data, at, canonical ? KeyHash.canonicalBits(value) : Double.doubleToRawLongBits(value));
            }
            case DecimalVector decimals -> {
                LittleEndian.putLong(data, at, decimals.low()[position]);
                if (!longDecimal) {
                    LittleEndian.putLong(data, at + 8, decimals.high()[position]);
                }
            }
            case StructVector struct -> fields.write(struct::child, position, data, at);
            case BytesVector ignored -> throw variable();
            case ListVector ignored -> throw variable();
            case MapVector ignored -> throw variable();
        }
    }

    void readFixed(byte[] data, int at, ValueVector target, int position) {
        switch (target) {
            case BooleanVector booleans -> booleans.set(position, data[at] != 0);
            case ByteVector bytes -> bytes.set(position, data[at]);
            case ShortVector shorts -> shorts.set(position, LittleEndian.getShort(data, at));
            case IntVector ints -> ints.set(position, LittleEndian.getInt(data, at));
            case LongVector longs -> longs.set(position, LittleEndian.getLong(data, at));
            case FloatVector floats -> floats.set(position, Float.intBitsToFloat(LittleEndian.getInt(data, at)));
            case DoubleVector doubles -> doubles.set(position, Double.longBitsToDouble(LittleEndian.getLong(data, at)));
            case DecimalVector decimals -> {
                long low = LittleEndian.getLong(data, at);
                decimals.set(position, longDecimal ? low >> 63 : LittleEndian.getLong(data, at + 8), low);
            }
            case StructVector struct -> fields.read(data, at, struct::child, position);
            case BytesVector ignored -> throw variable();
            case ListVector ignored -> throw variable();
            case MapVector ignored -> throw variable();
        }
    }

    /** The length of a value of variable length that is not null. */
    int size(ValueVector column, int position) {
        return switch (column) {
            case BytesVector bytes -> bytes.length(position);
            case StructVector struct -> fields.size(struct::child, position);
            case ListVector list -> listSize(elements, list.elements(), list.start(position), list.length(position));
            case MapVector map -> {
                int start = map.start(position);
                int length = map.length(position);
                int keyBytes = listSize(elements, map.keys(), start, length);
                yield Math.addExact(4 + keyBytes, listSize(values, map.values(), start, length));
            }
            default -> throw fixed();
        };
    }

    /** Writes a value that is not null and returns its length. */
    int writeVariable(ValueVector column, int position, byte[] data, int at) {
        return switch (column) {
            case BytesVector bytes -> {
                int length = bytes.length(position);
                System.arraycopy(bytes.data(), bytes.start(position), data, at, length);
                yield length;
            }
            case StructVector struct -> {
                java.util.Arrays.fill(data, at, at + fields.fixedBytes(), (byte) 0);
                yield fields.write(struct::child, position, data, at);
            }
            case ListVector list ->
                writeList(elements, list.elements(), list.start(position), list.length(position), data, at);
            case MapVector map -> {
                int start = map.start(position);
                int length = map.length(position);
                int keyBytes = writeList(elements, map.keys(), start, length, data, at + 4);
                LittleEndian.putInt(data, at, keyBytes);
                yield 4 + keyBytes + writeList(values, map.values(), start, length, data, at + 4 + keyBytes);
            }
            default -> throw fixed();
        };
    }

    void readVariable(byte[] data, int start, int end, ValueVector target, int position) {
        switch (target) {
            case BytesVector bytes -> bytes.set(position, data, start, end - start);
            case StructVector struct -> fields.read(data, start, struct::child, position);
            case ListVector list -> {
                int count = LittleEndian.getInt(data, start);
                readList(elements, data, start, count, list.elements(), list.allocate(position, count));
            }
            case MapVector map -> {
                int keyBytes = LittleEndian.getInt(data, start);
                int count = LittleEndian.getInt(data, start + 4);
                int at = map.allocate(position, count);
                readList(elements, data, start + 4, count, map.keys(), at);
                readList(values, data, start + 4 + keyBytes, count, map.values(), at);
            }
            default -> throw fixed();
        }
    }

    private static int listFixedBytes(ValueCodec codec, int count) {
        return Math.addExact(4 + (count + 7) / 8, Math.multiplyExact(count, codec.slotBytes()));
    }

    private static int listSize(ValueCodec codec, ValueVector vector, int start, int count) {
        int size = listFixedBytes(codec, count);
        if (!codec.isFixed()) {
            for (int i = start; i < start + count; i++) {
                if (!vector.isNull(i)) {
                    size = Math.addExact(size, codec.size(vector, i));
                }
            }
        }
        return size;
    }

    private static int writeList(ValueCodec codec, ValueVector vector, int start, int count, byte[] data, int at) {
        int cursor = listFixedBytes(codec, count);
        java.util.Arrays.fill(data, at, at + cursor, (byte) 0);
        LittleEndian.putInt(data, at, count);
        int slot = at + 4 + (count + 7) / 8;
        for (int i = 0; i < count; i++, slot += codec.slotBytes()) {
            boolean isNull = vector.isNull(start + i);
            if (isNull) {
                data[at + 4 + (i >> 3)] |= (byte) (1 << (i & 7));
            } else if (codec.isFixed()) {
                codec.writeFixed(vector, start + i, data, slot);
            } else {
                cursor += codec.writeVariable(vector, start + i, data, at + cursor);
            }
            if (!codec.isFixed()) {
                LittleEndian.putInt(data, slot, cursor);
            }
        }
        return cursor;
    }

    private static void readList(ValueCodec codec, byte[] data, int at, int count, ValueVector target, int first) {
        int cursor = listFixedBytes(codec, count);
        int slot = at + 4 + (count + 7) / 8;
        for (int i = 0; i < count; i++, slot += codec.slotBytes()) {
            int end = codec.isFixed() ? cursor : LittleEndian.getInt(data, slot);
            if ((data[at + 4 + (i >> 3)] & 1 << (i & 7)) != 0) {
                target.setNull(first + i);
            } else {
                target.clearNull(first + i);
                if (codec.isFixed()) {
                    codec.readFixed(data, slot, target, first + i);
                } else {
                    codec.readVariable(data, at + cursor, at + end, target, first + i);
                }
            }
            cursor = end;
        }
    }

    private IllegalStateException variable() {
        return new IllegalStateException(shape + " values are of variable length");
    }

    private IllegalStateException fixed() {
        return new IllegalStateException(shape + " values are of fixed length");
    }
}
