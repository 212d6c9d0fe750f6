package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataTypes;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code sentences}: the words of each sentence, by the rules of a language. */
final class Sentences {
    private Sentences() {}

    static ScalarSpec define() {
        Expression.Constant none = new Expression.Constant("", DataTypes.StringType);
        return scalar("sentences")
                .takes(STRING)
                .optional(STRING, STRING)
                .defaults(none, none)
                .gives(new ArrayType(new ArrayType(DataTypes.StringType, false), false))
                .mayBeNull()
                .kernel(Kernels.<ListVector>lenient((in, row, out) -> {
                    if (in.isNull(0, row)) {
                        out.setNull(row);
                    } else {
                        Values.set(out, row, split(in.stringAt(0, row), locale(in, row)));
                    }
                }))
                .describe("The words of each sentence.", "sentences('Hi there! Good morning.')");
    }

    private static Locale locale(Arguments in, int row) {
        return in.isNull(1, row) || in.isNull(2, row) ? Locale.US : Locale.of(in.stringAt(1, row), in.stringAt(2, row));
    }

    private static List<List<String>> split(String text, Locale locale) {
        List<List<String>> sentences = new ArrayList<>();
        BreakIterator iterator = BreakIterator.getSentenceInstance(locale);
        iterator.setText(text);
        int start = 0;
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            sentences.add(words(text.substring(start, end), locale));
            start = end;
        }
        return sentences;
    }

    private static List<String> words(String sentence, Locale locale) {
        List<String> words = new ArrayList<>();
        BreakIterator iterator = BreakIterator.getWordInstance(locale);
        iterator.setText(sentence);
        int start = 0;
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            if (Character.isLetterOrDigit(sentence.charAt(start))) {
                words.add(sentence.substring(start, end));
            }
            start = end;
        }
        return words;
    }
}
