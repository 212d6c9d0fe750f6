package io.millrace.engine.state;

import io.millrace.spi.vector.Selection;
import java.util.Arrays;

/**
 * Finds group numbers by hash. Keys are not here: a group that comes out has the same 32-bit tag (the high half of the
 * hash), and {@link KeyStore} decides whether it has the same key.
 *
 * <p>A slot is a long: tag in the high half, group number + 1 in the low half, 0 when free. Slots lie in segments of up to
 * 256 KiB, probed linearly from the slot that the tag's low bits name. A full segment is split in two by the next of the
 * tag's high bits, and a directory of high bits leads to segments; so the index grows a segment at a time, and no insert
 * waits for more than one split.
 */
final class TagIndex {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 1 << 15;
    private static final int DEEPEST = 16;

    private Segment[] segments;
    private long[][] slots;
    private int depth;
    private long slotCount;

    TagIndex() {
        clear();
    }

    void clear() {
        Segment only = new Segment(new long[SMALLEST], 0);
        segments = new Segment[] {only};
        slots = new long[][] {only.slots};
        depth = 0;
        slotCount = SMALLEST;
    }

    /** Forgets all groups and keeps the segments. */
    void empty() {
        for (Segment segment : segments) {
            if (segment.used > 0) {
                Arrays.fill(segment.slots, 0);
                segment.used = 0;
            }
        }
    }

    static int tag(long hash) {
        return (int) (hash >>> 32);
    }

    /** For each selected position the first group with the hash's tag, or -1. */
    void candidates(long[] hashes, Selection rows, int[] groups, long[] scratch) {
        int count = rows.count();
        int shift = 64 - depth;
        for (int i = 0; i < count; i++) {
            // only loads: nothing here waits for what it loads, so that many cache misses overlap
            long hash = hashes[rows.position(i)];
            long[] segment = slots[depth == 0 ? 0 : (int) (hash >>> shift)];
            scratch[i] = segment[tag(hash) & (segment.length - 1)];
        }
        for (int i = 0; i < count; i++) {
            int position = rows.position(i);
            long hash = hashes[position];
            long slot = scratch[i];
            if (slot != 0 && (slot ^ hash) >>> 32 != 0) {
                slot = probeOn(hash);
            }
            groups[position] = (int) slot - 1;
        }
    }

    /** The first slot behind the home slot that is free or has the tag. */
    private long probeOn(long hash) {
        long[] segment = slots[directoryIndex(tag(hash))];
        int mask = segment.length - 1;
        int at = (tag(hash) + 1) & mask;
        long slot = segment[at];
        while (slot != 0 && (slot ^ hash) >>> 32 != 0) {
            at = (at + 1) & mask;
            slot = segment[at];
        }
        return slot;
    }

    /** The group with a tag and the key that the store has at a position of its current batch, or -1. */
    int find(int tag, KeyStore keys, int position) {
        long[] segment = slots[directoryIndex(tag)];
        int mask = segment.length - 1;
        int at = tag & mask;
        for (long slot = segment[at]; slot != 0; slot = segment[at]) {
            int group = (int) slot - 1;
            if ((int) (slot >>> 32) == tag && keys.matches(position, group)) {
                return group;
            }
            at = (at + 1) & mask;
        }
        return -1;
    }

    /** Adds a group whose key is not in the index yet. */
    void add(int tag, int group) {
        Segment segment = segments[directoryIndex(tag)];
        while (segment.isFull()) {
            grow(segment, tag);
            segment = segments[directoryIndex(tag)];
        }
        segment.put(((long) tag << 32) | (group + 1));
    }

    /** Removes a group that is in the index under this tag. */
    void remove(int tag, int group) {
        segments[directoryIndex(tag)].remove(((long) tag << 32) | (group + 1));
    }

    private int directoryIndex(int tag) {
        return depth == 0 ? 0 : tag >>> (32 - depth);
    }

    private void grow(Segment segment, int tag) {
        if (segment.slots.length >= LARGEST && segment.depth < DEEPEST) {
            split(segment, tag);
            return;
        }
        slotCount += segment.slots.length;
        segment.resize(segment.slots.length * 2);
        publish(segment, tag);
    }

    private void split(Segment segment, int tag) {
        if (segment.depth == depth) {
            doubleDirectory();
        }
        int length = segment.slots.length;
        int newDepth = segment.depth + 1;
        Segment low = new Segment(new long[length], newDepth);
        Segment high = new Segment(new long[length], newDepth);
        for (long slot : segment.slots) {
            if (slot != 0) {
                ((slot >>> (64 - newDepth) & 1) == 0 ? low : high).put(slot);
            }
        }
        slotCount += length;
        int lowTag = tag & ~(1 << (32 - newDepth));
        publish(low, lowTag);
        publish(high, lowTag | 1 << (32 - newDepth));
    }

    private void doubleDirectory() {
        Segment[] wider = new Segment[segments.length * 2];
        long[][] widerSlots = new long[wider.length][];
        for (int i = 0; i < wider.length; i++) {
            wider[i] = segments[i >> 1];
            widerSlots[i] = slots[i >> 1];
        }
        segments = wider;
        slots = widerSlots;
        depth++;
    }

    /** Lets all directory entries that share a segment's high bits lead to it. */
    private void publish(Segment segment, int tag) {
        int copies = 1 << (depth - segment.depth);
        int first = directoryIndex(tag) & -copies;
        Arrays.fill(segments, first, first + copies, segment);
        Arrays.fill(slots, first, first + copies, segment.slots);
    }

    long retainedBytes() {
        return 8 * slotCount + 16L * segments.length;
    }

    private static final class Segment {
        private long[] slots;
        private final int depth;
        private int used;

        Segment(long[] slots, int depth) {
            this.slots = slots;
            this.depth = depth;
        }

        boolean isFull() {
            return used >= slots.length - (slots.length >> 2);
        }

        void put(long slot) {
            int mask = slots.length - 1;
            int at = (int) (slot >>> 32) & mask;
            while (slots[at] != 0) {
                at = (at + 1) & mask;
            }
            slots[at] = slot;
            used++;
        }

        void resize(int length) {
            long[] old = slots;
            slots = new long[length];
            used = 0;
            for (long slot : old) {
                if (slot != 0) {
                    put(slot);
                }
            }
        }

        /** Frees a slot, and moves later ones up so that no probe ends too early. */
        void remove(long slot) {
            int mask = slots.length - 1;
            int at = (int) (slot >>> 32) & mask;
            while (slots[at] != slot) {
                if (slots[at] == 0) {
                    throw new IllegalStateException("group " + ((int) slot - 1) + " is not in the index");
                }
                at = (at + 1) & mask;
            }
            used--;
            int hole = at;
            for (int next = (at + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
                int home = (int) (slots[next] >>> 32) & mask;
                if (((next - home) & mask) >= ((next - hole) & mask)) {
                    slots[hole] = slots[next];
                    hole = next;
                }
            }
            slots[hole] = 0;
        }
    }
}
