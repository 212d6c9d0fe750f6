package io.millrace.engine.format.json;

import io.millrace.engine.format.ParseMode;
import io.millrace.engine.format.TemporalReader;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.LongType;
import io.millrace.types.NullType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the type that records have in common: whole numbers are BIGINT, others DOUBLE, fields are sorted by name, and
 * what cannot be brought together is STRING.
 */
final class JsonInference {
    private final JsonOptions options;
    private final JsonCursor cursor;
    private final TemporalReader temporal;
    private final boolean primitivesAsString;
    private final boolean prefersDecimal;
    private final boolean inferTimestamp;
    private final boolean localTimestamps;
    private final boolean dropFieldIfAllNull;
    private DataType root = DataTypes.NullType;

    /** @param localTimestamps whether a time without a zone has none */
    JsonInference(JsonOptions options, boolean localTimestamps) {
        this.options = options;
        this.localTimestamps = localTimestamps;
        cursor = new JsonCursor(options);
        temporal = TemporalReader.forInference(options.source(), options.zone(), options.timeParserPolicy());
        primitivesAsString = options.source().getBoolean("primitivesAsString", false);
        prefersDecimal = options.source().getBoolean("prefersDecimal", false);
        inferTimestamp = options.source().getBoolean("inferTimestamp", false);
        dropFieldIfAllNull = options.source().getBoolean("dropFieldIfAllNull", false);
    }

    /** Looks at one record, as files hold them. */
    void add(byte[] bytes, int start, int end) {
        cursor.open(bytes, start, end);
        DataType type;
        try {
            if (cursor.kind() == JsonCursor.Kind.END) {
                return;
            }
            type = infer();
        } catch (JsonSyntaxException malformed) {
            type = corrupt(malformed);
        }
        root = mergeRoot(root, type);
    }

    /** The type of one text that is not a record of a file. */
    DataType typeOf(byte[] bytes) {
        cursor.open(bytes, 0, bytes.length);
        return canonical(infer()).orElse(new StructType());
    }

    /** The schema of all records; empty if there was no object among them. */
    Optional<StructType> schema() {
        return canonical(root).filter(StructType.class::isInstance).map(StructType.class::cast);
    }

    private DataType corrupt(JsonSyntaxException malformed) {
        return switch (options.mode()) {
            case PERMISSIVE -> new StructType().add(options.corruptColumn(), DataTypes.StringType);
            case DROPMALFORMED -> DataTypes.NullType;
            case FAILFAST ->
                throw new MillraceException(
                        ErrorDetail.of(
                                ErrorCondition.MALFORMED_RECORD_IN_PARSING__WITHOUT_SUGGESTION,
                                "badRecord",
                                "[]",
                                "failFastMode",
                                ParseMode.FAILFAST.name()),
                        malformed);
        };
    }

    private DataType mergeRoot(DataType left, DataType right) {
        if (left instanceof ArrayType list) {
            return mergeRoot(list.elementType(), right);
        }
        if (right instanceof ArrayType list) {
            return mergeRoot(left, list.elementType());
        }
        if (left instanceof NullType) {
            return right;
        }
        if (right instanceof NullType || (left instanceof StructType) == (right instanceof StructType)) {
            return merge(left, right);
        }
        StructType struct = (StructType) (left instanceof StructType ? left : right);
        return switch (options.mode()) {
            case PERMISSIVE -> merge(struct, new StructType().add(options.corruptColumn(), DataTypes.StringType));
            case DROPMALFORMED -> struct;
            case FAILFAST ->
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.INVALID_JSON_RECORD_TYPE,
                        "failFastMode",
                        ParseMode.FAILFAST.name(),
                        "invalidType",
                        "\"" + (left == struct ? right : left).sql() + "\""));
        };
    }

    private DataType infer() {
        return switch (cursor.kind()) {
            case OBJECT -> inferObject();
            case ARRAY -> inferArray();
            case STRING -> {
                cursor.takeString();
                yield cursor.textLength() == 0 ? DataTypes.NullType : inferText();
            }
            case NUMBER -> {
                cursor.takeNumber();
                yield primitivesAsString ? DataTypes.StringType : inferNumber();
            }
            case TRUE, FALSE -> {
                cursor.skipValue();
                yield primitivesAsString ? DataTypes.StringType : DataTypes.BooleanType;
            }
            case NULL -> {
                cursor.skipValue();
                yield DataTypes.NullType;
            }
            case END -> throw new JsonSyntaxException("The text ends too early", cursor.position());
        };
    }

    private DataType inferObject() {
        Map<String, DataType> fields = new TreeMap<>();
        cursor.enter();
        for (boolean first = true; cursor.next('}', first); first = false) {
            cursor.takeName();
            String name = cursor.textAsString();
            fields.merge(name, infer(), this::merge);
        }
        return struct(fields);
    }

    private static StructType struct(Map<String, DataType> fields) {
        return new StructType(fields.entrySet().stream()
                .map(field -> new StructField(field.getKey(), field.getValue(), true))
                .toArray(StructField[]::new));
    }

    private DataType inferArray() {
        DataType element = DataTypes.NullType;
        cursor.enter();
        for (boolean first = true; cursor.next(']', first); first = false) {
            element = merge(element, infer());
        }
        return new ArrayType(element, true);
    }

    private DataType inferText() {
        if (prefersDecimal) {
            Optional<DecimalType> decimal = decimal(cursor.textAsString());
            if (decimal.isPresent()) {
                return decimal.get();
            }
        }
        boolean local = inferTimestamp
                && localTimestamps
                && temporal.timestampWithoutZone(cursor.text(), 0, cursor.textLength()) != TemporalReader.INVALID;
        if (local) {
            return DataTypes.TimestampNTZType;
        }
        return inferTimestamp && isTimestamp() ? DataTypes.TimestampType : DataTypes.StringType;
    }

    /** As long as patterns had the old letters, a time without a zone was one whatever the pattern. */
    private boolean isTimestamp() {
        return temporal.timestamp(cursor.text(), 0, cursor.textLength()) != TemporalReader.INVALID
                || options.timeParserPolicy() == TimeParserPolicy.LEGACY
                        && temporal.castLocal(cursor.text(), 0, cursor.textLength()) != TemporalReader.INVALID;
    }

    private DataType inferNumber() {
        if (cursor.nonNumeric()) {
            return DataTypes.DoubleType;
        }
        String text = cursor.textAsString();
        if (cursor.integral()) {
            try {
                Long.parseLong(text);
                return DataTypes.LongType;
            } catch (NumberFormatException large) {
                return decimal(text).<DataType>map(type -> type).orElse(DataTypes.DoubleType);
            }
        }
        return prefersDecimal
                ? decimal(text).<DataType>map(type -> type).orElse(DataTypes.DoubleType)
                : DataTypes.DoubleType;
    }

    private static Optional<DecimalType> decimal(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            int scale = Math.max(0, value.scale());
            long digits = value.scale() < 0 ? (long) value.precision() - value.scale() : value.precision();
            long precision = Math.max(digits, scale);
            boolean fits = precision <= DecimalType.MAX_PRECISION;
            return fits ? Optional.of(new DecimalType((int) precision, scale)) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private DataType merge(DataType left, DataType right) {
        if (left.equals(right) || right instanceof NullType) {
            return left;
        }
        if (left instanceof NullType) {
            return right;
        }
        if (left instanceof StructType a && right instanceof StructType b) {
            Map<String, DataType> fields = new TreeMap<>();
            a.forEach(field -> fields.put(field.name(), field.dataType()));
            b.forEach(field -> fields.merge(field.name(), field.dataType(), this::merge));
            return struct(fields);
        }
        if (left instanceof ArrayType a && right instanceof ArrayType b) {
            return new ArrayType(merge(a.elementType(), b.elementType()), true);
        }
        if (isTimestamp(left) && isTimestamp(right)) {
            return DataTypes.TimestampType;
        }
        return isNumber(left) && isNumber(right) ? mergeNumbers(left, right) : DataTypes.StringType;
    }

    private static boolean isTimestamp(DataType type) {
        return type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    private static boolean isNumber(DataType type) {
        return type instanceof LongType || type instanceof DoubleType || type instanceof DecimalType;
    }

    private static DataType mergeNumbers(DataType left, DataType right) {
        if (left instanceof DoubleType || right instanceof DoubleType) {
            return DataTypes.DoubleType;
        }
        DecimalType a = left instanceof DecimalType decimal ? decimal : new DecimalType(20, 0);
        DecimalType b = right instanceof DecimalType decimal ? decimal : new DecimalType(20, 0);
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return whole + scale > DecimalType.MAX_PRECISION ? DataTypes.DoubleType : new DecimalType(whole + scale, scale);
    }

    /** The type as a schema has it: no untyped nulls, no empty structs; empty when nothing is left. */
    private Optional<DataType> canonical(DataType type) {
        if (type instanceof NullType) {
            return dropFieldIfAllNull ? Optional.empty() : Optional.of(DataTypes.StringType);
        }
        if (type instanceof ArrayType list) {
            return canonical(list.elementType()).map(element -> new ArrayType(element, true));
        }
        if (type instanceof StructType struct) {
            List<StructField> fields = new ArrayList<>();
            for (StructField field : struct) {
                if (!field.name().isEmpty()) {
                    canonical(field.dataType())
                            .ifPresent(kept -> fields.add(new StructField(field.name(), kept, true)));
                }
            }
            return fields.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new StructType(fields.toArray(StructField[]::new)));
        }
        return Optional.of(type);
    }
}
