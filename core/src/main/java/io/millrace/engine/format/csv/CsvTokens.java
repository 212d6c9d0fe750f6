package io.millrace.engine.format.csv;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts one record into its values. Values are slices of the text; only those with escapes are put together elsewhere.
 * Used by one thread at a time.
 *
 * <p>A value that begins with a quote ends at the next quote that a separator or the end of the record follows. If
 * something else follows, the quotes are ordinary characters and the value ends at the next separator.
 */
final class CsvTokens {
    private final CsvOptions options;
    private final byte[] separator;
    private final boolean trimsStart;
    private final boolean trimsEnd;
    private final BytesWriter unescaped = new BytesWriter();

    private byte[] bytes;
    private int end;
    private int at;
    private boolean overLines;

    private int count;
    private int[] starts = new int[32];
    private int[] lengths = new int[32];
    private boolean[] copied = new boolean[32];
    private boolean[] quoted = new boolean[32];

    CsvTokens(CsvOptions options) {
        this.options = options;
        this.separator = options.separatorBytes();
        this.trimsStart = options.ignoresLeading(false);
        this.trimsEnd = options.ignoresTrailing(false);
    }

    /**
     * Cuts the record that starts here.
     *
     * @param lines whether the record ends at the first line end outside quotes; else it ends at {@code limit}
     * @return where the next record starts
     */
    int read(byte[] text, int start, int limit, boolean lines) {
        bytes = text;
        at = start;
        end = limit;
        overLines = lines;
        count = 0;
        unescaped.clear();
        readValue();
        while (at < end && isSeparator(at)) {
            at += separator.length;
            readValue();
        }
        return afterLine();
    }

    int count() {
        return count;
    }

    boolean isQuoted(int value) {
        return quoted[value];
    }

    /** The array that holds a value. */
    byte[] data(int value) {
        return copied[value] ? unescaped.data() : bytes;
    }

    int start(int value) {
        return starts[value];
    }

    int length(int value) {
        return lengths[value];
    }

    String string(int value) {
        return new String(data(value), starts[value], lengths[value], StandardCharsets.UTF_8);
    }

    private int afterLine() {
        if (at < end && bytes[at] == '\r') {
            at++;
            if (at < end && bytes[at] == '\n') {
                at++;
            }
        } else if (at < end && bytes[at] == '\n') {
            at++;
        }
        return at;
    }

    private boolean isSeparator(int position) {
        if (bytes[position] != separator[0]) {
            return false;
        }
        int stop = position + separator.length;
        return separator.length == 1
                || (stop <= end && Arrays.equals(bytes, position, stop, separator, 0, separator.length));
    }

    private boolean isEnd(int position) {
        return position >= end || isSeparator(position) || isLineEnd(position);
    }

    private boolean isLineEnd(int position) {
        return overLines && (bytes[position] == '\n' || bytes[position] == '\r');
    }

    private void readValue() {
        if (trimsStart) {
            at = skipBlanks(at);
        }
        if (at < end && bytes[at] == options.quote() && readQuoted()) {
            return;
        }
        int first = at;
        while (!isEnd(at)) {
            at++;
        }
        int last = at;
        while (trimsEnd && last > first && isBlank(bytes[last - 1])) {
            last--;
        }
        add(first, last - first, false, false);
    }

    private int skipBlanks(int start) {
        int position = start;
        while (position < end && isBlank(bytes[position]) && !isSeparator(position)) {
            position++;
        }
        return position;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }

    /** Reads a value in quotes; false leaves the position alone: the quotes mean nothing. */
    private boolean readQuoted() {
        int first = at + 1;
        int position = first;
        int plain = first;
        int copyStart = -1;
        while (position < end) {
            byte next = bytes[position];
            int following = position + 1 < end ? bytes[position + 1] : -1;
            boolean escapesQuote = next == options.escape() && following == options.quote();
            boolean escapesEscape = next == options.escapeOfEscape() && following == options.escape();
            if (escapesQuote || escapesEscape) {
                copyStart = copyStart < 0 ? unescaped.length() : copyStart;
                unescaped.append(bytes, plain, position - plain);
                unescaped.append(bytes[position + 1]);
                position += 2;
                plain = position;
            } else if (next == options.quote()) {
                int after = skipBlanks(position + 1);
                if (!isEnd(after)) {
                    break;
                }
                finishQuoted(first, plain, position, copyStart);
                at = after;
                return true;
            } else {
                position++;
            }
        }
        if (copyStart >= 0) {
            unescaped.truncate(copyStart);
        }
        return false;
    }

    private void finishQuoted(int first, int plain, int close, int copyStart) {
        if (copyStart < 0) {
            add(first, close - first, false, true);
        } else {
            unescaped.append(bytes, plain, close - plain);
            add(copyStart, unescaped.length() - copyStart, true, true);
        }
    }

    private int characters(boolean copy, int start, int length) {
        return new String(copy ? unescaped.data() : bytes, start, length, StandardCharsets.UTF_8).length();
    }

    private static MillraceException tooSmall(String option, long value, String accepted) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE,
                "option",
                option,
                "value",
                Long.toString(value),
                "accepted",
                accepted));
    }

    private void add(int start, int length, boolean copy, boolean inQuotes) {
        if (count == options.maxColumns()) {
            throw tooSmall("maxColumns", options.maxColumns(), "at least the number of values in the longest record");
        }
        if (length > options.maxCharacters() && characters(copy, start, length) > options.maxCharacters()) {
            throw tooSmall(
                    "maxCharsPerColumn",
                    options.maxCharacters(),
                    "at least the number of characters in the longest value, or -1 for no limit");
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            copied = Arrays.copyOf(copied, count * 2);
            quoted = Arrays.copyOf(quoted, count * 2);
        }
        starts[count] = start;
        lengths[count] = length;
        copied[count] = copy;
        quoted[count++] = inQuotes;
    }
}
