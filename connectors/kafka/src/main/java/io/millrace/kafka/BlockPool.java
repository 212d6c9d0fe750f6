package io.millrace.kafka;

import io.millrace.types.StructType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Record blocks to be used again, and which columns of a record they keep. Used by any thread. */
final class BlockPool {
    private static final int MAX_IDLE = 32;

    private final boolean includeHeaders;
    private final Deque<RecordBlock> idle = new ArrayDeque<>();
    private volatile Kept kept;

    /** Which of the columns that cost something to copy are kept. */
    record Kept(boolean keys, boolean values, boolean headers) {
        boolean covers(Kept other) {
            return (keys || !other.keys) && (values || !other.values) && (headers || !other.headers);
        }
    }

    BlockPool(boolean includeHeaders) {
        this.includeHeaders = includeHeaders;
        this.kept = new Kept(true, true, includeHeaders);
    }

    /**
     * Keeps what a query reads from now on.
     *
     * @return false if blocks filled so far lack some of it
     */
    boolean adopt(StructType columns) {
        List<String> names = Arrays.asList(columns.fieldNames());
        Kept wanted = new Kept(
                names.contains(KafkaColumns.KEY),
                names.contains(KafkaColumns.VALUE),
                includeHeaders && names.contains(KafkaColumns.HEADERS));
        boolean covered = kept.covers(wanted);
        kept = wanted;
        return covered;
    }

    RecordBlock take() {
        RecordBlock block;
        synchronized (idle) {
            block = idle.pollLast();
        }
        if (block == null) {
            block = new RecordBlock();
        }
        block.reset(kept);
        return block;
    }

    void giveBack(RecordBlock block) {
        synchronized (idle) {
            if (block.reusable() && idle.size() < MAX_IDLE) {
                idle.addLast(block);
            }
        }
    }
}
