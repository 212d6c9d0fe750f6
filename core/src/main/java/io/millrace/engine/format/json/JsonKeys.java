package io.millrace.engine.format.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The field names of one struct, and the order in which records have named them: each key remembers which one came
 * after it last time, so that the next record needs one comparison of bytes per field.
 */
final class JsonKeys {
    /** Names that the struct lacks are remembered up to this many, so that strange data cannot fill the heap. */
    private static final int MAX_UNKNOWN = 1000;

    /** One name. */
    static final class Key {
        /** The name in quotes and a colon: how a record usually writes it. */
        private final byte[] written;

        private final long[] words;
        private final long tail;
        private final long mask;

        /** The field's position, or -1 for a name that the struct lacks. */
        final int field;

        Key next;

        private Key(byte[] name, int start, int length, int field) {
            this.field = field;
            written = new byte[length + 3];
            written[0] = '"';
            System.arraycopy(name, start, written, 1, length);
            written[length + 1] = '"';
            written[length + 2] = ':';
            words = new long[written.length / 8];
            for (int i = 0; i < words.length; i++) {
                words[i] = (long) JsonScan.LONG.get(written, i * 8);
            }
            int rest = written.length % 8;
            mask = (1L << (rest * 8)) - 1;
            tail = (long) JsonScan.LONG.get(Arrays.copyOfRange(written, words.length * 8, words.length * 8 + 8), 0)
                    & mask;
        }

        int length() {
            return written.length;
        }

        /** Whether the bytes here are this key; there must be eight more bytes after it. */
        boolean standsAt(byte[] bytes, int at, int limit) {
            if (at + written.length > limit) {
                return false;
            }
            int position = at;
            for (long word : words) {
                if ((long) JsonScan.LONG.get(bytes, position) != word) {
                    return false;
                }
                position += 8;
            }
            return (((long) JsonScan.LONG.get(bytes, position) ^ tail) & mask) == 0;
        }

        private boolean isNamed(byte[] bytes, int start, int length) {
            return length + 3 == written.length && Arrays.equals(bytes, start, start + length, written, 1, length + 1);
        }
    }

    /** Comes before the first key of a record. */
    final Key head = new Key(new byte[0], 0, 0, -1);

    private Key[] table = new Key[16];
    private int count;
    private int unknown;

    /** @param names a name that occurs twice means its first field, as in Spark */
    JsonKeys(String[] names) {
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i].getBytes(StandardCharsets.UTF_8);
            if (find(name, 0, name.length) == null) {
                add(new Key(name, 0, name.length, i), name, 0, name.length);
            }
        }
    }

    /** The key of a name; new names that the struct lacks are remembered. */
    Key of(byte[] bytes, int start, int length) {
        Key known = find(bytes, start, length);
        if (known != null) {
            return known;
        }
        Key added = new Key(bytes, start, length, -1);
        if (unknown < MAX_UNKNOWN) {
            unknown++;
            add(added, bytes, start, length);
        }
        return added;
    }

    private Key find(byte[] bytes, int start, int length) {
        int slot = hash(bytes, start, length) & (table.length - 1);
        while (table[slot] != null) {
            if (table[slot].isNamed(bytes, start, length)) {
                return table[slot];
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return null;
    }

    private void add(Key key, byte[] bytes, int start, int length) {
        if (++count * 2 > table.length) {
            Key[] old = table;
            table = new Key[old.length * 2];
            for (Key known : old) {
                if (known != null) {
                    place(known, hash(known.written, 1, known.written.length - 3));
                }
            }
        }
        place(key, hash(bytes, start, length));
    }

    private void place(Key key, int hash) {
        int slot = hash & (table.length - 1);
        while (table[slot] != null) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = key;
    }

    private static int hash(byte[] bytes, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }
}
