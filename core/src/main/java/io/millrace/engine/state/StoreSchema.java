package io.millrace.engine.state;

import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.util.Arrays;
import java.util.List;

/**
 * What a store holds.
 *
 * @param operatorName the operator's name, as in progress reports, for example {@code stateStoreSave}
 * @param key the key columns
 * @param value the value columns
 */
public record StoreSchema(String operatorName, StructType key, StructType value) {
    /** A schema whose columns have no names of their own. */
    public static StoreSchema of(String operatorName, List<DataType> keyTypes, List<DataType> valueTypes) {
        return new StoreSchema(operatorName, struct("key", keyTypes), struct("value", valueTypes));
    }

    private static StructType struct(String prefix, List<DataType> types) {
        StructType struct = new StructType();
        for (int i = 0; i < types.size(); i++) {
            struct = struct.add(prefix + i, types.get(i));
        }
        return struct;
    }

    /** Key types, then value types. */
    List<DataType> rowTypes() {
        return java.util.stream.Stream.concat(keyTypes().stream(), types(value).stream())
                .toList();
    }

    List<DataType> keyTypes() {
        return types(key);
    }

    private static List<DataType> types(StructType struct) {
        return Arrays.stream(struct.fields()).map(field -> field.dataType()).toList();
    }
}
