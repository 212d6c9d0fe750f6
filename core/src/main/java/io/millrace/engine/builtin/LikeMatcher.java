package io.millrace.engine.builtin;

import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import java.nio.charset.StandardCharsets;

/** Matches texts with patterns; compiles one when it changes, the first when there is a text that is not null. */
final class LikeMatcher {
    private final Settings settings;
    private final int escape;
    private final boolean ignoreCase;
    private final BytesWriter lowerText = new BytesWriter();
    private final BytesWriter lowerPattern = new BytesWriter();
    private byte[] source = new byte[0];
    private LikePattern pattern;

    LikeMatcher(KernelCall call, int escape, boolean ignoreCase) {
        this.settings = call.settings();
        this.escape = escape;
        this.ignoreCase = ignoreCase;
    }

    boolean matches(BytesVector text, int at, BytesVector patterns, int patternAt) {
        int length = patterns.length(patternAt);
        if (pattern == null
                || length != source.length
                || !Utf8.same(patterns.data(), patterns.start(patternAt), source, 0, length)) {
            compile(patterns.copyBytes(patternAt));
        }
        if (!ignoreCase) {
            return pattern.matches(text.data(), text.start(at), text.length(at));
        }
        lowerText.clear();
        Texts.lower(text.data(), text.start(at), text.length(at), lowerText);
        return pattern.matches(lowerText.data(), 0, lowerText.length());
    }

    private void compile(byte[] text) {
        source = text;
        byte[] data = source;
        int length = source.length;
        if (ignoreCase) {
            lowerPattern.clear();
            Texts.lower(source, 0, length, lowerPattern);
            data = lowerPattern.data();
            length = lowerPattern.length();
        }
        try {
            pattern = LikePattern.compile(data, 0, length, escape);
        } catch (LikePattern.InvalidPattern e) {
            pattern = null;
            String shown = ExpressionText.quoted(new String(source, StandardCharsets.UTF_8));
            ErrorDetail fault = switch (e.fault()) {
                case ESCAPE_AT_END -> settings.error(ErrorCondition.INVALID_FORMAT__ESC_AT_THE_END, "format", shown);
                case ESCAPE_IN_THE_MIDDLE ->
                    settings.error(
                            ErrorCondition.INVALID_FORMAT__ESC_IN_THE_MIDDLE,
                            "format",
                            shown,
                            "char",
                            ExpressionText.quoted(e.character()));
            };
            throw new MillraceException(fault, e);
        }
    }
}
