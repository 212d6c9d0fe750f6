package io.millrace.engine.format;

import io.millrace.spi.format.FileFormat.FileRange;
import io.millrace.spi.option.Options;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * Reads a stretch of a file in blocks of whole lines. A line belongs to the stretch that it starts in: a reader whose
 * stretch does not start the file drops everything up to the first line that starts in it, and reads on behind its end
 * until its last line is complete.
 *
 * <p>Lines end with the option {@code lineSep}; without it with {@code \n}, {@code \r\n} or {@code \r}. A line longer than
 * a block makes the block grow. Behind the lines of a block there are always {@link #PADDING} more readable bytes.
 */
public final class LineBlocks implements Closeable {
    /** Readable bytes behind the last line of a block. */
    public static final int PADDING = 8;

    private static final int BLOCK = (1 << 20) - 64;

    private final InputStream in;
    /** Null means any of the three usual ones. */
    private final byte[] separator;

    private final long stop;
    private byte[] block;
    private long offset;
    private int filled;
    private int start;
    private int end;
    private boolean skipping;
    private boolean done;

    public LineBlocks(FileRange range, Options options) throws IOException {
        separator = separator(options);
        boolean plain = FileBytes.isPlain(range.file(), options);
        int back = range.start() == 0 ? 0 : separator == null ? 1 : separator.length;
        offset = Math.max(0, range.start() - back);
        skipping = range.start() > 0;
        stop = plain ? Math.addExact(range.start(), range.length()) : Long.MAX_VALUE;
        in = FileBytes.open(range.file(), offset, options);
        long expected = plain ? Files.size(range.file()) - offset : BLOCK;
        block = new byte[(int) Math.min(BLOCK, Math.max(expected, 0) + 1) + PADDING];
    }

    /** The option {@code lineSep} as bytes, or null. */
    public static byte[] separator(Options options) {
        String text = options.get("lineSep").orElse(null);
        if (text == null) {
            return null;
        }
        if (text.isEmpty()) {
            throw options.invalid("lineSep", "at least one character");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The array of the block; the same one again for the next block, or a larger one. */
    public byte[] block() {
        return block;
    }

    /** The first byte of the block's lines. */
    public int start() {
        return start;
    }

    /** One after the last byte of the block's lines. */
    public int end() {
        return end;
    }

    /** Whether lines end as the option says and not as usual. */
    public boolean hasOwnSeparator() {
        return separator != null;
    }

    /** Goes to the next block; false when there is none. */
    public boolean next() throws IOException {
        if (done) {
            return false;
        }
        drop(end);
        while (true) {
            boolean atEnd = !fill();
            if (offset == 0 && start == 0) {
                start = byteOrderMark();
            }
            if (skipping && !skip(atEnd)) {
                if (done) {
                    return false;
                }
                continue;
            }
            int found = findEnd(atEnd);
            if (found >= 0) {
                end = found;
                return end > start || (!done && next());
            }
            block = Arrays.copyOf(block, grown());
        }
    }

    private int grown() throws IOException {
        if (block.length > Integer.MAX_VALUE - PADDING - 1) {
            throw new IOException("A line is longer than 2 GiB");
        }
        return (int) Math.min(block.length * 2L, Integer.MAX_VALUE - PADDING);
    }

    /** Forgets the first bytes of the block. */
    private void drop(int count) {
        System.arraycopy(block, count, block, 0, filled - count);
        offset += count;
        filled -= count;
        start = 0;
        end = 0;
    }

    /** Reads until the block is full; false at the end of the file. */
    private boolean fill() throws IOException {
        int room = block.length - PADDING;
        while (filled < room) {
            int count = in.read(block, filled, room - filled);
            if (count < 0) {
                return false;
            }
            filled += count;
        }
        return true;
    }

    private int byteOrderMark() {
        boolean mark = filled >= 3 && block[0] == (byte) 0xEF && block[1] == (byte) 0xBB && block[2] == (byte) 0xBF;
        return mark ? 3 : 0;
    }

    /** Drops the line that began before the stretch; false when its end is not in the block. */
    private boolean skip(boolean atEnd) {
        int first = afterSeparator(0, filled, atEnd);
        if (first < 0) {
            if (atEnd) {
                done = true;
            } else {
                drop(filled - (separator == null ? 1 : separator.length));
            }
            return false;
        }
        skipping = false;
        start = first;
        if (offset + first >= stop) {
            done = true;
            return false;
        }
        return true;
    }

    /** Where the lines of the block end, or -1 when not even one is complete. */
    private int findEnd(boolean atEnd) {
        if (offset + filled >= stop) {
            int from = (int) Math.max(start, stop - offset - (separator == null ? 1 : separator.length));
            int after = afterSeparator(from, filled, atEnd);
            if (after >= 0 && offset + after >= stop) {
                done = true;
                return after;
            }
        }
        if (atEnd) {
            done = true;
            return filled;
        }
        int last = lastSeparatorEnd();
        return last > start ? last : -1;
    }

    /** One after the last separator that is certainly complete, or -1. */
    private int lastSeparatorEnd() {
        if (separator == null) {
            for (int at = filled - 1; at >= start; at--) {
                if (block[at] == '\n' || (block[at] == '\r' && at < filled - 1)) {
                    return at + 1;
                }
            }
            return -1;
        }
        for (int at = filled - separator.length; at >= start; at--) {
            if (isSeparator(at)) {
                return at + separator.length;
            }
        }
        return -1;
    }

    /** One after the first separator from a position on, or -1 when there is none that is certainly complete. */
    private int afterSeparator(int from, int limit, boolean atEnd) {
        int found = lineEnd(from, limit);
        if (found == limit) {
            return -1;
        }
        boolean open = separator == null && block[found] == '\r' && found == limit - 1 && !atEnd;
        return open ? -1 : afterLine(found, limit);
    }

    /** The end of the line that holds a position: where its separator starts, or the end of the block's lines. */
    public int lineEnd(int at) {
        return lineEnd(at, end);
    }

    private int lineEnd(int from, int limit) {
        int at = from;
        if (separator == null) {
            while (at < limit && block[at] != '\n' && block[at] != '\r') {
                at++;
            }
            return at;
        }
        while (at <= limit - separator.length) {
            if (isSeparator(at)) {
                return at;
            }
            at++;
        }
        return limit;
    }

    /** Where the line after one that ends here starts. */
    public int afterLine(int lineEnd) {
        return afterLine(lineEnd, end);
    }

    private int afterLine(int lineEnd, int limit) {
        if (lineEnd >= limit) {
            return limit;
        }
        if (separator != null) {
            return lineEnd + separator.length;
        }
        boolean two = block[lineEnd] == '\r' && lineEnd + 1 < limit && block[lineEnd + 1] == '\n';
        return two ? lineEnd + 2 : lineEnd + 1;
    }

    private boolean isSeparator(int at) {
        return Arrays.equals(block, at, at + separator.length, separator, 0, separator.length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
