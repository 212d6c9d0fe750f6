package io.millrace.engine.format.json;

import io.millrace.engine.format.TemporalReader;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import io.millrace.types.VariantType;
import io.millrace.types.YearMonthIntervalType;

/** Makes the reader that a type needs. */
final class JsonReaders {
    private final TemporalReader temporal;
    private final String format;

    JsonReaders(JsonOptions options) {
        this.temporal = new TemporalReader(options.source(), options.zone(), options.timeParserPolicy());
        this.format = "JSON";
    }

    JsonValueReader create(String column, DataType type) {
        return switch (type) {
            case BooleanType ignored -> new JsonNumberReaders.Booleans();
            case ByteType ignored -> new JsonNumberReaders.Bytes();
            case ShortType ignored -> new JsonNumberReaders.Shorts();
            case IntegerType ignored -> new JsonNumberReaders.Ints();
            case LongType ignored -> new JsonNumberReaders.Longs();
            case FloatType ignored -> new JsonNumberReaders.Floats();
            case DoubleType ignored -> new JsonNumberReaders.Doubles();
            case DecimalType decimal -> new JsonNumberReaders.Decimals(decimal);
            case StringType ignored -> new JsonTextReaders.Strings();
            case CharType ignored -> new JsonTextReaders.Strings();
            case VarcharType ignored -> new JsonTextReaders.Strings();
            case BinaryType ignored -> new JsonTextReaders.Binary();
            case DateType ignored -> new JsonTextReaders.Dates(temporal);
            case TimestampType ignored -> new JsonTextReaders.Timestamps(temporal, false);
            case TimestampNTZType ignored -> new JsonTextReaders.Timestamps(temporal, true);
            case TimeType ignored -> new JsonTextReaders.Times(temporal);
            case StructType struct -> new JsonStructReader(struct, this);
            case ArrayType array -> new JsonListReader(create(column, array.elementType()));
            case MapType map -> {
                if (!(map.keyType() instanceof StringType)) {
                    throw unsupported(column, type);
                }
                yield new JsonMapReader(create(column, map.keyType()), create(column, map.valueType()));
            }
            case NullType ignored -> throw unsupported(column, type);
            case VariantType ignored -> throw unsupported(column, type);
            case CalendarIntervalType ignored -> throw unsupported(column, type);
            case DayTimeIntervalType ignored -> throw unsupported(column, type);
            case YearMonthIntervalType ignored -> throw unsupported(column, type);
        };
    }

    private MillraceException unsupported(String column, DataType type) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE,
                "format",
                format,
                "columnName",
                "`" + column + "`",
                "columnType",
                "\"" + type.sql() + "\""));
    }
}
