package io.millrace.engine.expression;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** How binary values are shown: the values of {@link LanguageSetting#BINARY_OUTPUT_STYLE}. */
public enum BinaryStyle {
    /** The text that they are in UTF-8. */
    UTF_8,
    /** {@code [83, 112]}. */
    BASIC,
    /** Base64 without padding. */
    BASE64,
    /** {@code 5370}. */
    HEX,
    /** {@code [53 70]}; what is shown where nothing is set. */
    HEX_DISCRETE;

    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** The style that a session has set, for a function that reads the setting. */
    public static BinaryStyle of(Settings settings) {
        String value = settings.values().getOrDefault(LanguageSetting.BINARY_OUTPUT_STYLE.key(), "");
        return value.isBlank()
                ? HEX_DISCRETE
                : valueOf(value.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Writes bytes. */
    void write(byte[] data, int start, int length, BytesWriter out) {
        switch (this) {
            case UTF_8 -> out.append(data, start, length);
            case BASE64 ->
                out.appendAscii(Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOfRange(data, start, start + length)));
            case BASIC -> writeEach(data, start, length, "[", ", ", "]", out);
            case HEX -> writeEach(data, start, length, "", "", "", out);
            case HEX_DISCRETE -> writeEach(data, start, length, "[", " ", "]", out);
        }
    }

    private void writeEach(
            byte[] data, int start, int length, String open, String separator, String close, BytesWriter out) {
        out.appendAscii(open);
        for (int i = 0; i < length; i++) {
            out.appendAscii(i > 0 ? separator : "");
            if (this == BASIC) {
                NumberText.write((long) data[start + i], out);
            } else {
                int value = data[start + i] & 0xFF;
                out.append(DIGITS[value >> 4]);
                out.append(DIGITS[value & 15]);
            }
        }
        out.appendAscii(close);
    }
}
