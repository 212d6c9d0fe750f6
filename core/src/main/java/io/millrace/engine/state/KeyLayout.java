package io.millrace.engine.state;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.PhysicalShape;
import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of a store's rows say what. Rows have key columns, then value columns. The column of a time window says the
 * pane and is not repeated in the keys of the pane's tables.
 */
final class KeyLayout {
    private final List<DataType> keyTypes;
    private final List<DataType> valueTypes;
    private final PaneRule rule;
    private final List<DataType> tableKeyTypes;
    private final int windowColumn;

    KeyLayout(List<DataType> keyTypes, List<DataType> valueTypes, PaneRule rule) {
        this.keyTypes = List.copyOf(keyTypes);
        this.valueTypes = List.copyOf(valueTypes);
        this.rule = rule;
        windowColumn = rule instanceof PaneRule.Window window ? window.column() : -1;
        check();
        List<DataType> inTable = new ArrayList<>(keyTypes);
        if (windowColumn >= 0) {
            inTable.remove(windowColumn);
        }
        tableKeyTypes = List.copyOf(inTable);
    }

    private void check() {
        boolean fits = switch (rule) {
            case PaneRule.None ignored -> true;
            case PaneRule.Window window -> window.column() < keyTypes.size() && isWindow(keyTypes.get(window.column()));
            case PaneRule.Time time -> time.column() < keyTypes.size() && isTime(keyTypes.get(time.column()));
            case PaneRule.Expiry expiry ->
                expiry.column() >= keyTypes.size()
                        && expiry.column() < keyTypes.size() + valueTypes.size()
                        && isTime(valueTypes.get(expiry.column() - keyTypes.size()));
        };
        if (!fits) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INTERNAL_ERROR,
                    "message",
                    rule + " does not fit the keys " + keyTypes + " and values " + valueTypes));
        }
    }

    private static boolean isWindow(DataType type) {
        return type instanceof StructType struct
                && struct.size() == 2
                && isTime(struct.field(0).dataType())
                && isTime(struct.field(1).dataType());
    }

    private static boolean isTime(DataType type) {
        return PhysicalShape.of(type) == PhysicalShape.LONG;
    }

    List<DataType> keyTypes() {
        return keyTypes;
    }

    List<DataType> valueTypes() {
        return valueTypes;
    }

    /** Key types, then value types. */
    List<DataType> rowTypes() {
        List<DataType> types = new ArrayList<>(keyTypes);
        types.addAll(valueTypes);
        return types;
    }

    PaneRule rule() {
        return rule;
    }

    /** The types of the keys within a pane. */
    List<DataType> tableKeyTypes() {
        return tableKeyTypes;
    }

    /** Which key column is the window, or -1. */
    int windowColumn() {
        return windowColumn;
    }

    /** Of some columns that start with the key columns, those that are keys within a pane. */
    <T> List<T> tableKeys(List<? extends T> columns) {
        List<T> keys = new ArrayList<>(columns.subList(0, keyTypes.size()));
        if (windowColumn >= 0) {
            keys.remove(windowColumn);
        }
        return keys;
    }
}
