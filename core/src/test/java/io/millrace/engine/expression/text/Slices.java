package io.millrace.engine.expression.text;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Texts as readers get them, and as writers leave them: always between other bytes. */
final class Slices {
    private Slices() {}

    /** Bytes with others around them; the text starts at 1. */
    static byte[] inside(String text) {
        return ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
    }

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What was written after something else and before it. */
    static String written(Consumer<BytesWriter> writer) {
        BytesWriter out = new BytesWriter(4);
        out.append('<');
        writer.accept(out);
        out.append('>');
        String text = out.toString();
        return text.substring(1, text.length() - 1);
    }
}
