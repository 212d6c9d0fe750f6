package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.memory.LongPages;

/** One bit per group, 64 groups to a word. */
final class GroupFlags {
    private final LongPages words = new LongPages();

    void ensure(int count) {
        words.ensure((count + 63) >>> 6);
    }

    boolean get(int group) {
        return (words.get(group >>> 6) >>> group & 1) != 0;
    }

    void set(int group) {
        int word = group >>> 6;
        words.page(word)[LongPages.slot(word)] |= 1L << group;
    }

    void clear(int group) {
        int word = group >>> 6;
        words.page(word)[LongPages.slot(word)] &= ~(1L << group);
    }

    void set(int group, boolean value) {
        if (value) {
            set(group);
        } else {
            clear(group);
        }
    }

    long retainedBytes() {
        return words.retainedBytes();
    }
}
