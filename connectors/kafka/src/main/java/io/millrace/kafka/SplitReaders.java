package io.millrace.kafka;

import io.millrace.spi.source.SplitReader;
import io.millrace.types.StructType;

/** Opens readers of splits. */
final class SplitReaders {
    private static final long READ_AHEAD = 8 << 20;

    private final Fetchers fetchers;
    private final BlockPool pool;

    SplitReaders(Fetchers fetchers, BlockPool pool) {
        this.fetchers = fetchers;
        this.pool = pool;
    }

    /** Reads a whole range from what was read ahead of its partition. */
    SplitReader shared(KafkaSplit split, StructType columns) {
        PartitionBuffer buffer = fetchers.buffer(split.partition());
        buffer.begin(split.from(), Long.MAX_VALUE);
        return new RangeReader(buffer, split.until(), columns, () -> {});
    }

    /** Reads one of several pieces, or a range of a batch query, with a fetcher lent for it. */
    SplitReader alone(KafkaSplit split, StructType columns) {
        Fetcher fetcher = fetchers.lend();
        PartitionBuffer buffer = new PartitionBuffer(split.partition(), pool, split.from(), READ_AHEAD);
        buffer.begin(split.from(), split.until());
        fetcher.add(buffer);
        return new RangeReader(buffer, split.until(), columns, () -> {
            fetcher.remove(split.partition());
            fetchers.giveBack(fetcher);
        });
    }
}
