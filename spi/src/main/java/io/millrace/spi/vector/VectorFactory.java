package io.millrace.spi.vector;

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

/** Makes the vector that a type's shape asks for. */
final class VectorFactory {
    private VectorFactory() {}

    static ValueVector create(DataType type) {
        return switch (PhysicalShape.of(type)) {
            case BOOLEAN -> new BooleanVector(type);
            case BYTE -> new ByteVector(type);
            case SHORT -> new ShortVector(type);
            case INT -> new IntVector(type);
            case LONG -> new LongVector(type);
            case FLOAT -> new FloatVector(type);
            case DOUBLE -> new DoubleVector(type);
            case DECIMAL -> new DecimalVector((DecimalType) type);
            case BYTES -> new BytesVector(type);
            case STRUCT -> new StructVector(type, children(type));
            case LIST -> new ListVector((ArrayType) type, create(((ArrayType) type).elementType()));
            case MAP ->
                new MapVector((MapType) type, create(((MapType) type).keyType()), create(((MapType) type).valueType()));
        };
    }

    private static List<ValueVector> children(DataType type) {
        List<ValueVector> children = new ArrayList<>();
        if (type instanceof StructType struct) {
            for (StructField field : struct) {
                children.add(create(field.dataType()));
            }
        } else if (type instanceof CalendarIntervalType) {
            children.add(create(DataTypes.IntegerType));
            children.add(create(DataTypes.IntegerType));
            children.add(create(DataTypes.LongType));
        } else if (type instanceof VariantType) {
            children.add(create(DataTypes.BinaryType));
            children.add(create(DataTypes.BinaryType));
        }
        return children;
    }
}
