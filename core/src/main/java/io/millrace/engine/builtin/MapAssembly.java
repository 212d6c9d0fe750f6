package io.millrace.engine.builtin;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import java.util.Arrays;

/** Builds maps entry by entry; a null key is an error, and a second equal one too unless the session lets it win. */
final class MapAssembly {
    static final String POLICY = LanguageSetting.MAP_KEY_DEDUPLICATION.key();

    private final Settings settings;
    private final boolean lastWins;
    private MapVector out;
    private int row;
    private int first;
    private int count;
    private DataType keyType;
    private boolean keysHaveOrder;

    MapAssembly(Settings settings) {
        this.settings = settings;
        this.lastWins = "LAST_WIN".equalsIgnoreCase(settings.values().get(POLICY));
    }

    /** Refuses keys that are maps or hold some: equal ones may be written in another order. */
    static void requireKey(CallErrors errors, DataType type) {
        if (holdsMap(type)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__INVALID_MAP_KEY_TYPE, "keyType", CallErrors.quoted(type));
        }
    }

    private static boolean holdsMap(DataType type) {
        return switch (type) {
            case MapType ignored -> true;
            case ArrayType array -> holdsMap(array.elementType());
            case StructType struct -> Arrays.stream(struct.fields()).anyMatch(field -> holdsMap(field.dataType()));
            case DataType ignored -> false;
        };
    }

    /** Begins a row's map that has at most so many entries. */
    void begin(MapVector target, int position, int capacity) {
        out = target;
        row = position;
        first = target.allocate(position, capacity);
        count = 0;
    }

    void add(ValueVector keys, int keyAt, ValueVector values, int valueAt) {
        if (keys.isNull(keyAt)) {
            throw new MillraceException(settings.error(ErrorCondition.NULL_MAP_KEY));
        }
        if (!keysCanBeFound(keys.type())) {
            throw new MillraceException(
                    settings.error(ErrorCondition.DATATYPE_CANNOT_ORDER, "dataType", "PhysicalCalendarIntervalType"));
        }
        int slot = first + count;
        for (int i = first; i < first + count; i++) {
            if (ValueOrder.same(out.keys(), i, keys, keyAt)) {
                slot = i;
                break;
            }
        }
        if (slot < first + count && !lastWins) {
            throw new MillraceException(settings.error(
                    ErrorCondition.DUPLICATED_MAP_KEY,
                    "key",
                    Values.text(Values.get(keys, keyAt)),
                    "mapKeyDedupPolicy",
                    "\"" + POLICY + "\""));
        }
        if (slot == first + count) {
            out.keys().copyFrom(keys, keyAt, slot);
            count++;
        }
        out.values().copyFrom(values, valueAt, slot);
    }

    /** Nested keys are found by their order in Spark, and calendar intervals within them have none. */
    private boolean keysCanBeFound(DataType type) {
        if (type != keyType) {
            keyType = type;
            keysHaveOrder = type instanceof CalendarIntervalType || ValueOrder.isOrdered(type);
        }
        return keysHaveOrder;
    }

    /** Ends the row's map. */
    void end() {
        out.setSlice(row, first, count);
    }
}
