package io.millrace.engine.format.csv;

import io.millrace.engine.format.TemporalReader;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.NullType;
import io.millrace.types.StructType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the columns of CSV files: names from the header, types, if asked for, from the values. */
final class CsvInference {
    private final CsvOptions options;
    private final TemporalReader temporal;
    private final boolean inferTypes;
    private final boolean preferDate;
    private final boolean localTimestamps;
    private final List<DataType> types = new ArrayList<>();
    private List<String> names;

    /** @param localTimestamps whether a time without a zone has none */
    CsvInference(CsvOptions options, boolean localTimestamps) {
        this.options = options;
        this.localTimestamps = localTimestamps;
        temporal = TemporalReader.forInference(options.source(), options.zone(), options.timeParserPolicy());
        inferTypes = options.source().getBoolean("inferSchema", false);
        preferDate = options.timeParserPolicy() != TimeParserPolicy.LEGACY
                && options.source().getBoolean("preferDate", true);
    }

    /** Whether the columns are known without looking at further records. */
    boolean isComplete() {
        return names != null && !inferTypes;
    }

    boolean hasNames() {
        return names != null;
    }

    /** Takes the first record of all files: a header, or as many names as it has values. */
    void first(CsvTokens tokens) {
        List<String> header = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            header.add(options.header() ? tokens.string(i) : "");
        }
        names = unique(header);
    }

    /** Names that are missing become {@code _c0, _c1, …}; names that occur twice get their position added. */
    private static List<String> unique(List<String> header) {
        Map<String, Integer> counts = new HashMap<>();
        header.forEach(name -> counts.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            boolean twice = counts.get(name.toLowerCase(Locale.ROOT)) > 1;
            names.add(name.isEmpty() ? "_c" + i : twice ? name + i : name);
        }
        return names;
    }

    void add(CsvTokens tokens) {
        for (int i = 0; i < Math.min(tokens.count(), names.size()); i++) {
            if (types.size() == i) {
                types.add(DataTypes.NullType);
            }
            types.set(i, merge(types.get(i), infer(tokens, i)));
        }
    }

    StructType schema() {
        StructType schema = new StructType();
        for (int i = 0; i < names.size(); i++) {
            DataType type = inferTypes && i < types.size() ? types.get(i) : DataTypes.StringType;
            schema = schema.add(names.get(i), type instanceof NullType ? DataTypes.StringType : type);
        }
        return schema;
    }

    private DataType infer(CsvTokens tokens, int value) {
        String text = tokens.string(value);
        if (text.isEmpty() || text.equals(options.nullValue())) {
            return DataTypes.NullType;
        }
        DataType number = number(text);
        if (number != null) {
            return number;
        }
        byte[] data = tokens.data(value);
        int start = tokens.start(value);
        int length = tokens.length(value);
        boolean date =
                preferDate && !text.contains(":") && temporal.date(data, start, length) != TemporalReader.INVALID;
        if (date) {
            return DataTypes.DateType;
        }
        boolean local = localTimestamps
                && text.length() > 4
                && temporal.timestampWithoutZone(data, start, length) != TemporalReader.INVALID;
        if (local) {
            return DataTypes.TimestampNTZType;
        }
        boolean moment = text.length() > 4 && temporal.timestamp(data, start, length) != TemporalReader.INVALID;
        if (moment) {
            return DataTypes.TimestampType;
        }
        boolean bool = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        return bool ? DataTypes.BooleanType : DataTypes.StringType;
    }

    private DataType number(String text) {
        if (text.equals(options.nanValue())
                || text.equals(options.positiveInfinity())
                || text.equals(options.negativeInfinity())) {
            return DataTypes.DoubleType;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (!text.matches("[+-]?\\d+")) {
                return DataTypes.DoubleType;
            }
            int bits = number.unscaledValue().bitLength();
            if (bits < Long.SIZE) {
                return bits < Integer.SIZE ? DataTypes.IntegerType : DataTypes.LongType;
            }
            return number.precision() <= DecimalType.MAX_PRECISION
                    ? new DecimalType(number.precision(), 0)
                    : DataTypes.DoubleType;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static DataType merge(DataType left, DataType right) {
        if (left.equals(right) || right instanceof NullType) {
            return left;
        }
        if (left instanceof NullType) {
            return right;
        }
        int leftRank = rank(left);
        int rightRank = rank(right);
        if (leftRank > 0 && rightRank > 0) {
            boolean decimals = left instanceof DecimalType && right instanceof DecimalType;
            boolean leftWider = decimals
                    ? ((DecimalType) left).precision() > ((DecimalType) right).precision()
                    : leftRank > rightRank;
            return leftWider ? left : right;
        }
        if (!isTime(left) || !isTime(right)) {
            return DataTypes.StringType;
        }
        return left instanceof TimestampType || right instanceof TimestampType
                ? DataTypes.TimestampType
                : DataTypes.TimestampNTZType;
    }

    private static boolean isTime(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    /** How wide a number type is; 0 for other types. */
    private static int rank(DataType type) {
        return switch (type) {
            case IntegerType ignored -> 1;
            case LongType ignored -> 2;
            case DecimalType ignored -> 3;
            case DoubleType ignored -> 4;
            default -> 0;
        };
    }
}
