package io.millrace.engine.connector.file;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import java.math.BigDecimal;
import java.time.ZoneId;

/** Writes the values of a partition column as text, as CAST does. */
final class PartitionText {
    private interface Slot {
        void write(ValueVector vector, int position, BytesWriter out);
    }

    private final Slot slot;

    PartitionText(String column, DataType type, ZoneId zone) {
        ZoneClock clock = new ZoneClock(zone);
        slot = switch (type) {
            case StringType ignored -> (v, i, out) -> out.append((BytesVector) v, i);
            case CharType ignored -> (v, i, out) -> out.append((BytesVector) v, i);
            case VarcharType ignored -> (v, i, out) -> out.append((BytesVector) v, i);
            case BooleanType ignored -> (v, i, out) -> out.appendAscii(((BooleanVector) v).get(i) ? "true" : "false");
            case ByteType ignored -> (v, i, out) -> NumberText.write((long) ((ByteVector) v).get(i), out);
            case ShortType ignored -> (v, i, out) -> NumberText.write((long) ((ShortVector) v).get(i), out);
            case IntegerType ignored -> (v, i, out) -> NumberText.write((long) ((IntVector) v).get(i), out);
            case LongType ignored -> (v, i, out) -> NumberText.write(((LongVector) v).get(i), out);
            case FloatType ignored -> (v, i, out) -> NumberText.write(((FloatVector) v).get(i), out);
            case DoubleType ignored -> (v, i, out) -> NumberText.write(((DoubleVector) v).get(i), out);
            case DecimalType decimal ->
                (v, i, out) -> out.appendAscii(
                        new BigDecimal(((DecimalVector) v).unscaled(i), decimal.scale()).toPlainString());
            case DateType ignored -> (v, i, out) -> DateText.write(((IntVector) v).get(i), out);
            case TimestampType ignored -> (v, i, out) -> TimestampText.write(((LongVector) v).get(i), clock, out);
            case TimestampNTZType ignored -> (v, i, out) -> TimestampText.writeLocal(((LongVector) v).get(i), out);
            default ->
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE,
                        "format",
                        "partitionBy",
                        "columnName",
                        "`" + column + "`",
                        "columnType",
                        "\"" + type.sql() + "\""));
        };
    }

    /** Appends the value at a position; false for null, which appends nothing. */
    boolean write(ColumnVector vector, int position, BytesWriter out) {
        if (vector.isNull(position)) {
            return false;
        }
        slot.write(Vectors.plain(vector), Vectors.plainPosition(vector, position), out);
        return true;
    }
}
