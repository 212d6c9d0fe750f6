package io.millrace.engine.state;

import io.millrace.engine.memory.IntPages;
import java.util.Arrays;

/**
 * Byte strings on heap pages, each with its length in front.
 *
 * <p>A page has just under 1 MiB: with its header an array of exactly 1 MiB would take two regions of the garbage collector,
 * one of them nearly empty. The first page grows by doubling, for small tables; a string that is larger than a page gets a
 * page of its own. An address is page number and offset in one int (14 bits, and 18 bits of 4-byte units): up to 16 GiB.
 */
final class BytePages {
    /** An address that no string has. */
    static final int NOWHERE = -1;

    private static final int PAGE = (1 << 20) - 64;
    private static final int SMALLEST = 256;
    private static final int OFFSET_BITS = 18;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
    private static final int MAX_PAGES = (1 << (32 - OFFSET_BITS)) - 1;

    private byte[][] pages = new byte[4][];
    private int pageCount;
    private int current = -1;
    private int used;
    private long allocated;
    private long liveBytes;

    byte[] page(int address) {
        return pages[address >>> OFFSET_BITS];
    }

    /** Where a string's bytes start on its page. */
    static int offset(int address) {
        return ((address & OFFSET_MASK) << 2) + 4;
    }

    /** A string's length, lower half, and the four bytes that follow it. */
    long head(int address) {
        return LittleEndian.getLong(page(address), (address & OFFSET_MASK) << 2);
    }

    int length(int address) {
        return LittleEndian.getInt(page(address), (address & OFFSET_MASK) << 2);
    }

    int add(byte[] data, int start, int length) {
        int wanted = size(length);
        int address = wanted > PAGE ? addPage(wanted) : allocate(wanted);
        byte[] page = page(address);
        int at = offset(address);
        LittleEndian.putInt(page, at - 4, length);
        System.arraycopy(data, start, page, at, length);
        liveBytes += wanted;
        return address;
    }

    private int allocate(int wanted) {
        if (current < 0 || used + wanted > PAGE) {
            addPage(current < 0 ? Math.max(SMALLEST, wanted) : PAGE);
            current = pageCount - 1;
            used = 0;
        } else if (used + wanted > pages[current].length) {
            int length = Math.min(PAGE, Math.max(pages[current].length * 2, used + wanted));
            allocated += length - pages[current].length;
            pages[current] = Arrays.copyOf(pages[current], length);
        }
        int address = current << OFFSET_BITS | used >>> 2;
        used += wanted;
        return address;
    }

    private int addPage(int length) {
        if (pageCount == MAX_PAGES) {
            throw new IllegalStateException("one table cannot hold more than 16 GiB; use more shards");
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount] = new byte[length];
        allocated += length;
        return pageCount++ << OFFSET_BITS;
    }

    private static int size(int length) {
        return Math.max(8, Math.addExact(length, 7) & ~3);
    }

    boolean equals(int address, byte[] data, int start, int length) {
        byte[] page = page(address);
        int at = offset(address);
        if (LittleEndian.getInt(page, at - 4) != length) {
            return false;
        }
        if (length < 8) {
            for (int i = 0; i < length; i++) {
                if (page[at + i] != data[start + i]) {
                    return false;
                }
            }
            return true;
        }
        return LittleEndian.getLong(page, at) == LittleEndian.getLong(data, start)
                && Arrays.equals(page, at + 8, at + length, data, start + 8, start + length);
    }

    /** Counts a string as garbage; its bytes stay until its owner moves what is live to new pages. */
    void free(int address) {
        liveBytes -= size(length(address));
    }

    /** Whether more than half is garbage, and enough to be worth the move. */
    boolean isSparse() {
        return allocated > 2L * PAGE && liveBytes < allocated / 2;
    }

    /** Copies the strings that have an address below {@code end} to new pages, and changes their addresses. */
    BytePages moveLive(IntPages addresses, int end) {
        BytePages to = new BytePages();
        for (int i = 0; i < end; i++) {
            int address = addresses.get(i);
            if (address != NOWHERE) {
                addresses.set(i, to.add(page(address), offset(address), length(address)));
            }
        }
        return to;
    }

    /** Forgets all strings and keeps one page. */
    void empty() {
        byte[] kept = current < 0 ? null : pages[current];
        Arrays.fill(pages, null);
        if (kept == null) {
            pageCount = 0;
            allocated = 0;
        } else {
            pages[0] = kept;
            pageCount = 1;
            current = 0;
            allocated = kept.length;
        }
        used = 0;
        liveBytes = 0;
    }

    long retainedBytes() {
        return allocated + 8L * pages.length;
    }
}
