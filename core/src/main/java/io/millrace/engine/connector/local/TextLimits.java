package io.millrace.engine.connector.local;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.CharType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import io.millrace.types.VarcharType;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits text to the lengths that char and varchar columns declare: char is padded with blanks, blanks too many at the end
 * are cut off, and anything else that is too long is refused.
 */
public final class TextLimits {
    private TextLimits() {}

    /** @param declared the columns of the batches as they were declared */
    public static List<ColumnBatch> fit(List<ColumnBatch> batches, StructType declared) {
        List<ColumnBatch> fitted = new ArrayList<>();
        for (ColumnBatch batch : batches) {
            List<ColumnVector> columns = new ArrayList<>();
            for (int i = 0; i < declared.length(); i++) {
                columns.add(
                        switch (declared.field(i).dataType()) {
                            case CharType type -> fit(batch.column(i), batch.rowCount(), type.length(), true);
                            case VarcharType type -> fit(batch.column(i), batch.rowCount(), type.length(), false);
                            default -> batch.column(i);
                        });
            }
            fitted.add(batch.withColumns(columns));
        }
        return fitted;
    }

    /** The batches are copies: their rows stand in the first positions. */
    private static ColumnVector fit(ColumnVector column, int rows, int limit, boolean pad) {
        ValueVector texts = Vectors.plain(column);
        BytesVector fitted = new BytesVector(DataTypes.StringType);
        fitted.reset(rows);
        for (int row = 0; row < rows; row++) {
            int position = Vectors.plainPosition(column, row);
            if (texts.isNull(position)) {
                fitted.setNull(row);
            } else {
                fitted.set(row, fit(((BytesVector) texts).string(position), limit, pad));
            }
        }
        return fitted;
    }

    private static String fit(String text, int limit, boolean pad) {
        int length = text.codePointCount(0, text.length());
        if (length <= limit) {
            return pad ? text + " ".repeat(limit - length) : text;
        }
        int end = text.offsetByCodePoints(0, limit);
        if (!text.substring(end).chars().allMatch(character -> character == ' ')) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.EXCEED_LIMIT_LENGTH, "limit", String.valueOf(limit)));
        }
        return text.substring(0, end);
    }
}
