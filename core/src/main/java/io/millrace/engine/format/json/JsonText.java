package io.millrace.engine.format.json;

import io.millrace.engine.expression.text.BytesWriter;
import java.nio.charset.StandardCharsets;

/** Writes pieces of JSON as bytes. */
final class JsonText {
    private static final byte[] HEXADECIMAL = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /** Writes a string with its quotes. */
    static void string(byte[] text, int start, int length, boolean ascii, BytesWriter out) {
        out.append('"');
        int plain = start;
        int end = start + length;
        for (int at = start; at < end; at++) {
            byte next = text[at];
            if (next >= ' ' && next != '"' && next != '\\') {
                continue;
            }
            if (next < 0 && !ascii) {
                continue;
            }
            out.append(text, plain, at - plain);
            if (next < 0) {
                at += escapeSequence(text, at, end, out) - 1;
            } else {
                escape(next, out);
            }
            plain = at + 1;
        }
        out.append(text, plain, end - plain);
        out.append('"');
    }

    private static void escape(byte character, BytesWriter out) {
        switch (character) {
            case '"' -> out.appendAscii("\\\"");
            case '\\' -> out.appendAscii("\\\\");
            case '\b' -> out.appendAscii("\\b");
            case '\f' -> out.appendAscii("\\f");
            case '\n' -> out.appendAscii("\\n");
            case '\r' -> out.appendAscii("\\r");
            case '\t' -> out.appendAscii("\\t");
            default -> codeUnit((char) character, out);
        }
    }

    private static int escapeSequence(byte[] text, int at, int end, BytesWriter out) {
        int lead = text[at] & 0xFF;
        int length = Math.min(lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2, end - at);
        String characters = new String(text, at, length, StandardCharsets.UTF_8);
        for (int i = 0; i < characters.length(); i++) {
            codeUnit(characters.charAt(i), out);
        }
        return length;
    }

    private static void codeUnit(char unit, BytesWriter out) {
        out.appendAscii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEXADECIMAL[unit >> shift & 15]);
        }
    }
}
