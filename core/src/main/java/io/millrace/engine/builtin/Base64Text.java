package io.millrace.engine.builtin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64 that is checked before it is decoded; blanks in it do not count, but there are none after padding. */
final class Base64Text {
    private Base64Text() {}

    /** The bytes; null if the text is no Base64. */
    static byte[] decode(String text) {
        int characters = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                if (padding > 0) {
                    return null;
                }
                continue;
            }
            boolean digit =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
            if (c == '=') {
                padding++;
            } else if (!digit || padding > 0) {
                return null;
            }
            characters++;
        }
        boolean complete = padding == 0 ? characters % 4 != 1 : padding <= 2 && characters % 4 == 0;
        return complete ? Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1)) : null;
    }
}
