package io.millrace.engine.expression.text;

import io.millrace.spi.vector.BytesVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A buffer that one value of text or bytes is written into; reused for all rows. */
public final class BytesWriter {
    private byte[] data;
    private int length;

    public BytesWriter() {
        this(64);
    }

    public BytesWriter(int capacity) {
        data = new byte[capacity];
    }

    public void clear() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /** Cuts what was written to a shorter length. */
    public void truncate(int newLength) {
        length = newLength;
    }

    /** The buffer; replaced when it grows. */
    public byte[] data() {
        return data;
    }

    /** Makes room for further bytes, to be written into {@link #data} from {@link #length} on. */
    public void reserve(int count) {
        if (data.length - length < count) {
            data = Arrays.copyOf(data, Math.max(Math.addExact(length, count), data.length * 2));
        }
    }

    public void advance(int count) {
        length += count;
    }

    public void append(byte value) {
        reserve(1);
        data[length++] = value;
    }

    /** Appends a character of ASCII. */
    public void append(char ascii) {
        append((byte) ascii);
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    public void append(byte[] source, int start, int count) {
        reserve(count);
        System.arraycopy(source, start, data, length, count);
        length += count;
    }

    /** Appends the slot of a vector. */
    public void append(BytesVector source, int position) {
        append(source.data(), source.start(position), source.length(position));
    }

    /** Appends text of ASCII only. */
    public void appendAscii(CharSequence text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            data[length++] = (byte) text.charAt(i);
        }
    }

    /** Appends any text. */
    public void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends one character by its code point. */
    public void appendCodePoint(int codePoint) {
        reserve(4);
        if (codePoint < 0x80) {
            data[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            data[length++] = (byte) (0xC0 | codePoint >> 6);
            data[length++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x10000) {
            data[length++] = (byte) (0xE0 | codePoint >> 12);
            data[length++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
            data[length++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            data[length++] = (byte) (0xF0 | codePoint >> 18);
            data[length++] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
            data[length++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
            data[length++] = (byte) (0x80 | (codePoint & 0x3F));
        }
    }

    /** Copies what was written into a slot. */
    public void copyTo(BytesVector target, int position) {
        target.set(position, data, 0, length);
    }

    @Override
    public String toString() {
        return new String(data, 0, length, StandardCharsets.UTF_8);
    }
}
