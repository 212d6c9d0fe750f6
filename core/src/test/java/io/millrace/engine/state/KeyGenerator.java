package io.millrace.engine.state;

import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.DataType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.MapType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random values of any type: few different ones, so that keys repeat, and the awkward ones among them. */
final class KeyGenerator {
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1.5,
        Double.NaN,
        Double.longBitsToDouble(0x7FF8000000000001L),
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -2
    };

    private KeyGenerator() {}

    static List<Object> row(List<DataType> types, Random random, int spread) {
        List<Object> row = new ArrayList<>();
        types.forEach(type -> row.add(value(type, random, spread)));
        return row;
    }

    static Object value(DataType type, Random random, int spread) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        int small = random.nextInt((int) Math.pow(10, spread)) - 3;
        return switch (type) {
            case BooleanType ignored -> random.nextBoolean();
            case ByteType ignored -> (byte) small;
            case ShortType ignored -> (short) small;
            case FloatType ignored -> (float) DOUBLES[random.nextInt(DOUBLES.length)];
            case DoubleType ignored -> DOUBLES[random.nextInt(DOUBLES.length)];
            case DecimalType decimal ->
                decimal.precision() > 18 && random.nextBoolean()
                        ? BigInteger.TEN.pow(30).multiply(BigInteger.valueOf(small))
                        : BigInteger.valueOf(small);
            case BinaryType ignored -> "b" + small;
            case StringType ignored -> small < 0 ? "" : "é".repeat(small % 13) + small;
            case StructType struct -> {
                List<Object> fields = new ArrayList<>();
                for (StructField field : struct) {
                    fields.add(value(field.dataType(), random, spread));
                }
                yield fields;
            }
            case ArrayType array -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(array.elementType(), random, 1));
                }
                yield elements;
            }
            case MapType map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    Object key = value(map.keyType(), random, 1);
                    if (key != null) {
                        entries.put(key, value(map.valueType(), random, 1));
                    }
                }
                yield entries;
            }
            default -> isInt(type) ? (Object) small : (Object) (small * 1_000_003L);
        };
    }

    private static boolean isInt(DataType type) {
        return io.millrace.spi.vector.PhysicalShape.of(type) == io.millrace.spi.vector.PhysicalShape.INT;
    }
}
