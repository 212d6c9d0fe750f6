package io.millrace.engine.builtin;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the string functions do with slices of UTF-8. */
final class Texts {
    private Texts() {}

    static void upper(byte[] data, int start, int length, BytesWriter out) {
        if (!Utf8.isAscii(data, start, length)) {
            out.append(Utf8.string(data, start, length).toUpperCase(Locale.ROOT));
            return;
        }
        out.reserve(length);
        for (int i = start; i < start + length; i++) {
            byte b = data[i];
            out.append((byte) (b >= 'a' && b <= 'z' ? b - 32 : b));
        }
    }

    static void lower(byte[] data, int start, int length, BytesWriter out) {
        if (!Utf8.isAscii(data, start, length)) {
            out.append(Utf8.string(data, start, length).toLowerCase(Locale.ROOT));
            return;
        }
        out.reserve(length);
        for (int i = start; i < start + length; i++) {
            byte b = data[i];
            out.append((byte) (b >= 'A' && b <= 'Z' ? b + 32 : b));
        }
    }

    /** Each stretch between spaces in lower case, but its first letter in title case. */
    static void initcap(byte[] data, int start, int length, BytesWriter out) {
        String text = Utf8.string(data, start, length);
        for (int at = 0; at < text.length(); ) {
            int space = text.indexOf(' ', at);
            int end = space < 0 ? text.length() : space;
            if (end > at) {
                String first = text.substring(at, text.offsetByCodePoints(at, 1));
                int lowerFirst = first.toLowerCase(Locale.ROOT).length();
                out.append(titleCase(first));
                // a sigma at the end of a word differs, so that the word has to be seen as a whole
                out.append(text.substring(at, end).toLowerCase(Locale.ROOT).substring(lowerFirst));
            }
            if (space >= 0) {
                out.append((byte) ' ');
            }
            at = end + 1;
        }
    }

    /** One letter in title case, which for ligatures is several: {@code Fi}. */
    private static String titleCase(String letter) {
        int codePoint = letter.codePointAt(0);
        int title = Character.toTitleCase(codePoint);
        String upper = letter.toUpperCase(Locale.ROOT);
        int firstUpper = upper.codePointAt(0);
        int rest = Character.charCount(firstUpper);
        if (title != codePoint || upper.length() == rest || !Character.isUpperCase(firstUpper)) {
            return title == codePoint ? upper : Character.toString(title);
        }
        String more = upper.substring(rest);
        // the iota that Greek writes below a vowel stays there
        boolean iotaBelow = codePoint >= 0x1f80 && codePoint <= 0x1fff && more.endsWith("\u0399");
        return Character.toString(firstUpper)
                + (iotaBelow ? more.replace('\u0399', '\u0345') : more.toLowerCase(Locale.ROOT));
    }

    static void reverse(byte[] data, int start, int length, BytesWriter out) {
        out.reserve(length);
        int end = start + length;
        int target = out.length() + length;
        for (int at = start; at < end; ) {
            int next = Utf8.next(data, at, end);
            target -= next - at;
            System.arraycopy(data, at, out.data(), target, next - at);
            at = next;
        }
        out.advance(length);
    }

    static void reverseBytes(byte[] data, int start, int length, BytesWriter out) {
        out.reserve(length);
        int target = out.length();
        for (int i = 0; i < length; i++) {
            out.data()[target + i] = data[start + length - 1 - i];
        }
        out.advance(length);
    }

    /** Sets a slot to the characters from {@code position} on, counted from 1, or from the end where negative. */
    static void substring(
            BytesVector source, int at, boolean characters, int position, int wanted, BytesVector out, int row) {
        byte[] data = source.data();
        int start = source.start(at);
        int end = start + source.length(at);
        if (!characters) {
            subarray(start, end - start, position, wanted, out, row);
            return;
        }
        boolean single = Utf8.isAscii(data, start, end - start);
        long from = position > 0 ? position - 1L : position;
        if (position < 0) {
            from += single ? end - start : Utf8.count(data, start, end - start);
        }
        long until = Math.max(0, from + wanted);
        int skip = (int) Math.max(0, Math.min(from, Integer.MAX_VALUE));
        int take = (int) Math.min(until - skip, Integer.MAX_VALUE);
        if (wanted <= 0 || take <= 0) {
            out.setSlice(row, start, 0);
            return;
        }
        int first = single ? (int) Math.min(end, (long) start + skip) : Utf8.skip(data, start, end, skip);
        int last = single ? (int) Math.min(end, (long) first + take) : Utf8.skip(data, first, end, take);
        out.setSlice(row, first, last - first);
    }

    /** The same of bytes, where Spark reckons in 32 bits: far before the beginning the count is not looked at. */
    private static void subarray(int start, int length, int position, int wanted, BytesVector out, int row) {
        int from = position > 0 ? position - 1 : position < 0 ? length + position : 0;
        int until = length - from < wanted ? length : from + wanted;
        int first = Math.max(0, from);
        out.setSlice(row, first < until ? start + first : start, Math.max(0, until - first));
    }

    /** Pads the first argument with the third to as many characters, or bytes, as the second says, or cuts it. */
    static void pad(KernelCall call, boolean left, boolean characters, Arguments in, int row, BytesWriter out) {
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        byte[] data = source.data();
        int start = source.start(at);
        int length = source.length(at);
        int width = in.intAt(1, row);
        BytesVector pad = in.bytes(2);
        int padAt = in.at(2, row);
        int have = characters ? Utf8.count(data, start, length) : length;
        int padLength = pad.length(padAt);
        // Spark subtracts in 32 bits and fails to make an array
        boolean impossible = characters ? padLength > 0 && width < Integer.MIN_VALUE + have : width < 0;
        if (impossible) {
            throw new MillraceException(call.settings()
                    .error(
                            ErrorCondition.INVALID_PARAMETER_VALUE__LENGTH,
                            "parameter",
                            "`len`",
                            "functionName",
                            "`" + call.call().function().name() + "`",
                            "length",
                            String.valueOf(width)));
        }
        if (width <= have || padLength == 0) {
            int keep = Math.max(0, Math.min(width, have));
            int end = characters ? Utf8.skip(data, start, start + length, keep) : start + keep;
            out.append(data, start, end - start);
            return;
        }
        if (!left) {
            out.append(data, start, length);
        }
        int padStart = pad.start(padAt);
        int padWidth = characters ? Utf8.count(pad.data(), padStart, padLength) : padLength;
        int missing = width - have;
        for (; missing >= padWidth; missing -= padWidth) {
            out.append(pad.data(), padStart, padLength);
        }
        int rest = characters ? Utf8.skip(pad.data(), padStart, padStart + padLength, missing) : padStart + missing;
        out.append(pad.data(), padStart, rest - padStart);
        if (left) {
            out.append(data, start, length);
        }
    }

    static void replace(
            byte[] data,
            int start,
            int length,
            BytesVector search,
            int searchAt,
            byte[] by,
            int byStart,
            int byLength,
            BytesWriter out) {
        int searchLength = search.length(searchAt);
        int end = start + length;
        if (searchLength == 0) {
            out.append(data, start, length);
            return;
        }
        int copied = start;
        while (true) {
            int found = Utf8.find(data, copied, end, search.data(), search.start(searchAt), searchLength);
            if (found < 0) {
                break;
            }
            out.append(data, copied, found - copied);
            out.append(by, byStart, byLength);
            copied = found + searchLength;
        }
        out.append(data, copied, end - copied);
    }

    /** The character position, from 1, of a part at or after the character position {@code from}; 0 if there is none. */
    static int locate(BytesVector whole, int at, BytesVector part, int partAt, int from) {
        if (from < 1) {
            return 0;
        }
        if (part.length(partAt) == 0) {
            return 1;
        }
        byte[] data = whole.data();
        int start = whole.start(at);
        int end = start + whole.length(at);
        int first = Utf8.skip(data, start, end, from - 1);
        int found = Utf8.find(data, first, end, part.data(), part.start(partAt), part.length(partAt));
        return found < 0 ? 0 : Utf8.count(data, start, found - start) + 1;
    }

    /** The part before the {@code count}-th delimiter, from the right where negative. */
    static void substringIndex(
            BytesVector source, int at, BytesVector delimiter, int delimiterAt, int count, BytesVector out, int row) {
        byte[] data = source.data();
        int start = source.start(at);
        int end = start + source.length(at);
        byte[] mark = delimiter.data();
        int markStart = delimiter.start(delimiterAt);
        int markLength = delimiter.length(delimiterAt);
        if (markLength == 0 || count == 0) {
            out.setSlice(row, start, 0);
            return;
        }
        if (count > 0) {
            int found = start - 1;
            for (int i = 0; i < count; i++) {
                found = Utf8.find(data, found + 1, end, mark, markStart, markLength);
                if (found < 0) {
                    out.setSlice(row, start, end - start);
                    return;
                }
            }
            out.setSlice(row, start, found - start);
            return;
        }
        int found = end - markLength + 1;
        for (int i = 0; i > count; i--) {
            found = Utf8.findLast(data, start, found - 1, mark, markStart, markLength);
            if (found < 0) {
                out.setSlice(row, start, end - start);
                return;
            }
        }
        out.setSlice(row, found + markLength, end - found - markLength);
    }

    /** Cuts spaces, or the given characters, off one or both ends. */
    static void trim(
            boolean left,
            boolean right,
            BytesVector source,
            int at,
            BytesVector characters,
            int charactersAt,
            BytesVector out,
            int row) {
        byte[] data = source.data();
        int start = source.start(at);
        int end = start + source.length(at);
        if (characters == null) {
            while (left && start < end && data[start] == ' ') {
                start++;
            }
            while (right && end > start && data[end - 1] == ' ') {
                end--;
            }
        } else {
            while (left && start < end) {
                int next = Utf8.next(data, start, end);
                if (!contains(characters, charactersAt, data, start, next - start)) {
                    break;
                }
                start = next;
            }
            while (right && end > start) {
                int before = end - 1;
                while (before > start && (data[before] & 0xC0) == 0x80) {
                    before--;
                }
                if (!contains(characters, charactersAt, data, before, end - before)) {
                    break;
                }
                end = before;
            }
        }
        out.setSlice(row, start, end - start);
    }

    private static boolean contains(BytesVector set, int at, byte[] character, int start, int length) {
        int first = set.start(at);
        return length > 0 && Utf8.find(set.data(), first, first + set.length(at), character, start, length) >= 0;
    }

    /** Replaces each character of {@code from} by the one at the same place in {@code to}, or drops it. */
    static void translate(byte[] data, int start, int length, int[] from, int[] to, BytesWriter out) {
        int end = start + length;
        for (int at = start; at < end; ) {
            int next = Utf8.next(data, at, end);
            int codePoint = Utf8.codePoint(data, at, end);
            int index = indexOf(from, codePoint);
            if (index < 0) {
                out.append(data, at, next - at);
            } else if (index < to.length && to[index] != 0) {
                out.appendCodePoint(to[index]);
            }
            at = next;
        }
    }

    private static int indexOf(int[] values, int wanted) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The place, from 1, in a list with commas between; 0 if it is not there or holds a comma. */
    static int findInSet(BytesVector word, int wordAt, BytesVector list, int listAt) {
        byte[] data = list.data();
        int length = word.length(wordAt);
        int start = word.start(wordAt);
        for (int i = start; i < start + length; i++) {
            if (word.data()[i] == ',') {
                return 0;
            }
        }
        int end = list.start(listAt) + list.length(listAt);
        int itemStart = list.start(listAt);
        int number = 1;
        for (int at = itemStart; at <= end; at++) {
            if (at == end || data[at] == ',') {
                if (at - itemStart == length && Utf8.same(data, itemStart, word.data(), start, length)) {
                    return number;
                }
                itemStart = at + 1;
                number++;
            }
        }
        return 0;
    }

    /** The edit distance in characters; -1 where it exceeds a limit that is not negative. */
    static int levenshtein(String left, String right, int limit) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        int[] previous = new int[b.length + 1];
        int[] current = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            current[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return limit >= 0 && previous[b.length] > limit ? -1 : previous[b.length];
    }

    private static final byte[] SOUNDEX = "01230127022455012623017202".getBytes(StandardCharsets.US_ASCII);

    /** The American Soundex code; text that does not begin with a letter stays as it is. */
    static void soundex(byte[] data, int start, int length, BytesWriter out) {
        int first = length == 0 ? 0 : data[start];
        if (first >= 'a' && first <= 'z') {
            first -= 32;
        }
        if (first < 'A' || first > 'Z') {
            out.append(data, start, length);
            return;
        }
        out.append((byte) first);
        byte last = SOUNDEX[first - 'A'];
        for (int i = start + 1; i < start + length && out.length() < 4; i++) {
            int letter = data[i] >= 'a' && data[i] <= 'z' ? data[i] - 32 : data[i];
            if (letter < 'A' || letter > 'Z') {
                last = '0';
                continue;
            }
            byte code = SOUNDEX[letter - 'A'];
            if (code == '7') {
                continue;
            }
            if (code != '0' && code != last) {
                out.append(code);
            }
            last = code;
        }
        while (out.length() < 4) {
            out.append('0');
        }
    }
}
