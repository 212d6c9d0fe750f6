package io.millrace.engine.microbatch;

import java.util.concurrent.atomic.LongAdder;

/** Rows that went to a sink. Thread-safe. */
final class RowCounter {
    private final LongAdder rows = new LongAdder();

    void add(long count) {
        rows.add(count);
    }

    long rows() {
        return rows.sum();
    }
}
