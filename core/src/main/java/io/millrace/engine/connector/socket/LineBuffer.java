package io.millrace.engine.connector.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lines between the thread that reads them and the batches that want them, numbered in the order of their arrival. Holds
 * a limited amount of lines that no batch has asked for: whoever adds more waits, so that the sender has to wait, too.
 */
final class LineBuffer {
    /** Lines and the number of the first of them. */
    record Numbered(Lines lines, long first) {
        long last() {
            return first + lines.count() - 1;
        }
    }

    private final long limit;
    private final Deque<Numbered> kept = new ArrayDeque<>();
    private long next;
    private long waiting;
    private boolean closed;

    /** @param limit how many bytes may wait for a batch; one addition may go beyond it */
    LineBuffer(long limit) {
        this.limit = limit;
    }

    /** Numbers the next line; for a start that is not the first of the stream, before anything is added. */
    synchronized void startAt(long number) {
        next = number;
    }

    /** Waits until there is room; adds nothing once the buffer is closed. */
    synchronized void add(Lines lines) throws InterruptedException {
        while (waiting >= limit && !closed) {
            wait();
        }
        if (!closed) {
            kept.add(new Numbered(lines, next));
            next += lines.count();
            waiting += lines.bytes();
        }
    }

    /** The number of the newest line, which a batch asks for now; one less than the first number if there is none. */
    synchronized long newest() {
        waiting = 0;
        notifyAll();
        return next - 1;
    }

    /** The lines after a number up to another one, as they were added; the outer ones may have lines beyond these. */
    synchronized List<Numbered> between(long after, long last) {
        List<Numbered> found = new ArrayList<>();
        for (Numbered lines : kept) {
            if (lines.last() > after && lines.first() <= last) {
                found.add(lines);
            }
        }
        return found;
    }

    /** Forgets the lines up to a number. */
    synchronized void release(long last) {
        while (!kept.isEmpty() && kept.getFirst().last() <= last) {
            kept.removeFirst();
        }
    }

    /** Lets go of whoever waits. */
    synchronized void close() {
        closed = true;
        kept.clear();
        notifyAll();
    }
}
