package io.millrace.engine.expression;

import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.types.ArrayType;
import io.millrace.types.MapType;
import io.millrace.types.StructType;

/** Arrays, maps and structs become others part by part. */
final class CastNested {
    private CastNested() {}

    static SlotCast array(ArrayType from, ArrayType to, CastContext context) {
        SlotCast element = Casts.select(from.elementType(), to.elementType(), context);
        return (source, at, target, position) -> {
            ListVector list = (ListVector) source;
            ListVector result = (ListVector) target;
            int count = list.length(at);
            int first = result.allocate(position, count);
            for (int i = 0; i < count; i++) {
                element.applyNullable(list.elements(), list.start(at) + i, result.elements(), first + i);
            }
        };
    }

    static SlotCast map(MapType from, MapType to, CastContext context) {
        SlotCast key = Casts.select(from.keyType(), to.keyType(), context);
        SlotCast value = Casts.select(from.valueType(), to.valueType(), context);
        return (source, at, target, position) -> {
            MapVector map = (MapVector) source;
            MapVector result = (MapVector) target;
            int count = map.length(at);
            int first = result.allocate(position, count);
            for (int i = 0; i < count; i++) {
                key.applyNullable(map.keys(), map.start(at) + i, result.keys(), first + i);
                value.applyNullable(map.values(), map.start(at) + i, result.values(), first + i);
            }
        };
    }

    static SlotCast struct(StructType from, StructType to, CastContext context) {
        SlotCast[] fields = new SlotCast[from.length()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = Casts.select(from.field(i).dataType(), to.field(i).dataType(), context);
        }
        return (source, at, target, position) -> {
            StructVector struct = (StructVector) source;
            StructVector result = (StructVector) target;
            for (int i = 0; i < fields.length; i++) {
                fields[i].applyNullable(struct.child(i), at, result.child(i), position);
            }
        };
    }
}
