package io.millrace.engine.format;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.spi.vector.DecimalVector;
import java.math.BigDecimal;

/** Decimals as files hold them: with an exponent, such as {@code 1E-7}, where there are many zeros behind the point. */
public final class DecimalText {
    /** Up to so many digits behind the point there are never too many zeros. */
    private static final int FEW_DIGITS = 6;

    private DecimalText() {}

    /** Writes a slot that is not null. */
    public static void write(DecimalVector vector, int position, int scale, BytesWriter out) {
        if (scale <= FEW_DIGITS && vector.fitsLong(position)) {
            NumberText.writeDecimal(vector.low()[position], scale, out);
        } else {
            out.appendAscii(new BigDecimal(vector.unscaled(position), scale).toString());
        }
    }
}
