package io.millrace.engine.format;

import io.millrace.engine.expression.Values;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What the text formats have in common about malformed records. */
public final class CorruptRecords {
    private CorruptRecords() {}

    /** Refuses a corrupt record column of another type, and a query that reads nothing but that column. */
    public static void validate(StructType schema, String corruptColumn) {
        for (StructField field : schema) {
            boolean wrong =
                    field.name().equals(corruptColumn) && !(field.dataType() instanceof StringType && field.nullable());
            if (wrong) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.INVALID_CORRUPT_RECORD_TYPE,
                        "columnName",
                        "`" + corruptColumn + "`",
                        "actualType",
                        "\"" + field.dataType().sql() + "\""));
            }
        }
    }

    /** Refuses to read nothing but the corrupt record column. */
    public static void validateColumns(StructType columns, String corruptColumn) {
        if (columns.size() == 1 && columns.field(0).name().equals(corruptColumn)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__QUERY_ONLY_CORRUPT_RECORD_COLUMN));
        }
    }

    /** The position of a column by name, or -1. */
    public static int indexOf(StructType columns, String name) {
        return List.of(columns.fieldNames()).indexOf(name);
    }

    /** The schema without one column. */
    public static StructType without(StructType columns, int index) {
        StructType rest = new StructType();
        for (int i = 0; i < columns.size(); i++) {
            if (i != index) {
                rest = rest.add(columns.field(i));
            }
        }
        return rest;
    }

    /** The error of the mode FAILFAST; the message shows what could be read of the row. */
    public static MillraceException failFast(List<? extends ColumnVector> columns, int position, Throwable cause) {
        StringJoiner row = new StringJoiner(",", "[", "]");
        for (ColumnVector column : columns) {
            row.add(text(Values.get(column, position)));
        }
        return new MillraceException(
                ErrorDetail.of(
                        ErrorCondition.MALFORMED_RECORD_IN_PARSING__WITHOUT_SUGGESTION,
                        "badRecord",
                        row.toString(),
                        "failFastMode",
                        ParseMode.FAILFAST.name()),
                cause);
    }

    private static String text(Object value) {
        return switch (value) {
            case Object[] fields -> text(Arrays.asList(fields));
            case List<?> elements ->
                elements.stream().map(CorruptRecords::text).collect(Collectors.joining(",", "[", "]"));
            case null, default -> String.valueOf(value);
        };
    }
}
