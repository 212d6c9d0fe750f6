package io.millrace.kafka;

import io.millrace.spi.source.SplitReader.Status;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read ahead of one partition: the fetcher puts records in at one side, one reader at a time takes them out at
 * the other.
 *
 * <p>{@code start} and {@code position} frame what is known: every record from {@code start} (what the reader wants
 * next) up to {@code position} (what the consumer wants next) is here. A reader that continues where the last one ended
 * finds its records here; one that begins elsewhere makes the fetcher seek. The last block is open: the fetcher takes it
 * out while it fills it ({@code filling}), the reader takes it when there is no other.
 */
final class PartitionBuffer {
    /** No seek is wanted. */
    static final long NONE = -1;

    private static final long NOWHERE = Long.MAX_VALUE;

    private final TopicPartition partition;
    private final BlockPool pool;
    private final Deque<RecordBlock> full = new ArrayDeque<>();

    private RecordBlock open;
    private boolean filling;
    private RecordBlock current;
    private RecordBlock lent;
    private int sliceStart;
    private int sliceEnd;

    private long start;
    private long position;
    private long end;
    private long seekTo;
    private long stopAt = Long.MAX_VALUE;
    private long bytes;
    private long limit;
    private boolean paused;
    private boolean exhausted;
    private long wantedUntil = NONE;
    private long blockedSince;
    private RuntimeException failure;
    private Runnable wakeUp;
    private Runnable nudge = () -> {};

    /** @param limit how many bytes to read ahead */
    PartitionBuffer(TopicPartition partition, BlockPool pool, long position, long limit) {
        this.partition = partition;
        this.pool = pool;
        this.limit = limit;
        seek(position);
    }

    TopicPartition partition() {
        return partition;
    }

    /** What to run when the fetcher should look here, because it may be waiting for something else. */
    synchronized void onChange(Runnable action) {
        nudge = action;
    }

    synchronized void limit(long newLimit) {
        limit = newLimit;
    }

    // ---- the reader's side ----

    /**
     * Prepares for a reader that begins at an offset: within what is here if it is here, with a seek if not.
     *
     * @param stop where to stop reading ahead
     */
    void begin(long from, long stop) {
        Runnable notify = () -> {};
        synchronized (this) {
            wantedUntil = NONE;
            stopAt = stop;
            if (!exhausted && start <= from && from <= position) {
                start = from;
            } else {
                seek(from);
                notify = nudge;
            }
        }
        notify.run();
    }

    /** Everything read so far is of no use. */
    synchronized void invalidate() {
        start = NOWHERE;
    }

    private synchronized void seek(long to) {
        full.forEach(pool::giveBack);
        full.clear();
        if (open != null) {
            pool.giveBack(open);
            open = null;
        }
        if (current != null) {
            pool.giveBack(current);
            current = null;
        }
        lent = null;
        bytes = 0;
        paused = false;
        start = to;
        position = to;
        seekTo = to;
        exhausted = false;
    }

    /** Takes the next records before an offset; BATCH makes {@link #block} and its slice valid until the next call. */
    Status next(long until) {
        Runnable notify = null;
        Status status;
        synchronized (this) {
            release();
            if (failure != null) {
                throw failure;
            }
            status = take(until);
            if (status == Status.BLOCKED && wantedUntil == NONE) {
                wantedUntil = until;
                blockedSince = System.nanoTime();
            } else if (status != Status.BLOCKED) {
                wantedUntil = NONE;
            }
            if (paused && bytes <= limit / 2) {
                paused = false;
                notify = nudge;
            }
        }
        if (notify != null) {
            notify.run();
        }
        return status;
    }

    private Status take(long until) {
        while (true) {
            if (current == null) {
                current = nextBlock();
            }
            if (current == null) {
                boolean done = !filling && position >= until;
                start = done ? Math.max(start, until) : start;
                return done ? Status.END : Status.BLOCKED;
            }
            sliceStart = current.rowOf(start);
            current.moveCursor(sliceStart);
            sliceEnd = current.rowOf(until);
            current.moveCursor(sliceEnd);
            if (sliceEnd > sliceStart) {
                start = current.offset(sliceEnd - 1) + 1;
                lent = current;
                return Status.BATCH;
            }
            if (!current.exhausted()) {
                start = Math.max(start, until);
                return Status.END;
            }
            recycleCurrent();
        }
    }

    private RecordBlock nextBlock() {
        RecordBlock block = full.poll();
        if (block == null && open != null && !open.isEmpty()) {
            block = open;
            open = null;
        }
        return block;
    }

    /** Takes back what the last call handed out. */
    synchronized void release() {
        if (lent != null && lent.exhausted()) {
            recycleCurrent();
        }
        lent = null;
    }

    private void recycleCurrent() {
        bytes -= weight(current);
        pool.giveBack(current);
        current = null;
    }

    RecordBlock block() {
        return lent;
    }

    /** The first row of the slice. */
    int sliceStart() {
        return sliceStart;
    }

    /** One past the last row of the slice. */
    int sliceEnd() {
        return sliceEnd;
    }

    /** Runs an action once, when {@link #next} has something to say. */
    void onReady(long until, Runnable action) {
        synchronized (this) {
            boolean ready = failure != null
                    || !full.isEmpty()
                    || (open != null && !open.isEmpty())
                    || (!filling && position >= until);
            if (!ready) {
                wakeUp = action;
                return;
            }
        }
        action.run();
    }

    // ---- the fetcher's side ----

    /** The offset to seek to before the next poll, or {@link #NONE}; asked for once. */
    synchronized long takeSeek() {
        long to = seekTo;
        seekTo = NONE;
        return to;
    }

    /** Whether the fetcher should leave this partition alone for now. */
    synchronized boolean shouldPause() {
        if (failure != null || exhausted || position >= stopAt) {
            return true;
        }
        if (bytes > limit) {
            paused = true;
        }
        return paused;
    }

    /**
     * Puts records in.
     *
     * @param next the offset that the consumer wants next
     * @param knownEnd the end of the partition as far as the consumer knows
     */
    void deliver(List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long next, long knownEnd) {
        RecordBlock block = startFilling();
        for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records) {
            if (block == null) {
                block = pool.take();
            }
            if (!block.add(record)) {
                publish(block);
                block = pool.take();
                block.add(record);
            }
        }
        finishFilling(block, next, knownEnd);
    }

    private synchronized RecordBlock startFilling() {
        filling = true;
        RecordBlock block = open;
        open = null;
        if (block != null) {
            bytes -= weight(block);
        }
        return block;
    }

    private void publish(RecordBlock block) {
        Runnable notify;
        synchronized (this) {
            if (seekTo != NONE) {
                pool.giveBack(block);
                return;
            }
            full.add(block);
            bytes += weight(block);
            notify = takeWakeUp();
        }
        notify.run();
    }

    private void finishFilling(RecordBlock block, long next, long knownEnd) {
        Runnable notify;
        synchronized (this) {
            filling = false;
            end = Math.max(knownEnd, next);
            if (seekTo != NONE) {
                if (block != null) {
                    pool.giveBack(block);
                }
                return;
            }
            open = block;
            bytes += block == null ? 0 : weight(block);
            position = next;
            blockedSince = System.nanoTime();
            notify = takeWakeUp();
        }
        notify.run();
    }

    private static long weight(RecordBlock block) {
        return block.bytes() + 32L * block.rows();
    }

    private Runnable takeWakeUp() {
        Runnable action = wakeUp == null ? () -> {} : wakeUp;
        wakeUp = null;
        return action;
    }

    /** No record can be read any more: the reader sees this failure. */
    void fail(RuntimeException reason) {
        Runnable notify;
        synchronized (this) {
            failure = reason;
            notify = takeWakeUp();
        }
        notify.run();
    }

    /** Records before an offset are gone: reading goes on there. */
    synchronized void skipTo(long offset) {
        if (seekTo == NONE) {
            position = offset;
        }
    }

    /** There is nothing from here on: readers come to their end, and the next one seeks. */
    void exhaust() {
        Runnable notify;
        synchronized (this) {
            exhausted = true;
            position = NOWHERE;
            notify = takeWakeUp();
        }
        notify.run();
    }

    /** The end that a reader waits for in vain since so many nanoseconds, or {@link #NONE}. */
    synchronized long overdue(long nanoseconds) {
        boolean waiting = wantedUntil != NONE
                && failure == null
                && full.isEmpty()
                && (open == null || open.isEmpty())
                && position < wantedUntil;
        return waiting && System.nanoTime() - blockedSince > nanoseconds ? wantedUntil : NONE;
    }

    // ---- for planning ----

    /** One past the newest record known: read ahead, or announced by the broker. */
    synchronized long knownEnd() {
        return exhausted ? end : Math.max(position, end);
    }

    /** The offset that the consumer wants next. */
    synchronized long position() {
        return position;
    }
}
