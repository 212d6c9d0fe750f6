package io.millrace.engine.memory;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of heap operators may hold, all queries together. Whoever grows says so through an {@link Account}, and is
 * refused by name before the heap runs out. May be used by any thread.
 */
public final class MemoryBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * Makes a budget.
     *
     * @param limit bytes, at least 0
     */
    public MemoryBudget(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a budget of " + limit + " bytes");
        }
        this.limit = limit;
    }

    /** A budget that never refuses. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE);
    }

    public long limit() {
        return limit;
    }

    /** Bytes reserved now. */
    public long used() {
        return used.get();
    }

    /**
     * Opens an account.
     *
     * @param operator who holds the memory, for messages
     * @param remedy what a user can do when it does not suffice, as a sentence
     */
    public Account open(String operator, String remedy) {
        return new Account(operator, remedy);
    }

    /** What one owner holds. Used by one thread at a time. */
    public final class Account implements AutoCloseable {
        private final String operator;
        private final String remedy;
        private long held;

        private Account(String operator, String remedy) {
            this.operator = operator;
            this.remedy = remedy;
        }

        public long bytes() {
            return held;
        }

        /**
         * Holds more, or gives back with a negative number.
         *
         * @param rows how many rows the owner has, for the message
         * @throws MillraceException OUT_OF_MEMORY when the budget does not suffice; then nothing is reserved
         */
        public void reserve(long bytes, long rows) {
            if (bytes < -held) {
                throw new IllegalArgumentException(operator + " gives back " + -bytes + " of " + held + " bytes");
            }
            long before = used.get();
            while (true) {
                if (bytes > 0 && bytes > limit - before) {
                    throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.OUT_OF_MEMORY,
                            "operator",
                            operator,
                            "bytes",
                            Long.toString(bytes),
                            "rows",
                            Long.toString(rows),
                            "budget",
                            Long.toString(limit),
                            "remedy",
                            remedy));
                }
                long seen = used.compareAndExchange(before, before + bytes);
                if (seen == before) {
                    held += bytes;
                    return;
                }
                before = seen;
            }
        }

        /** Gives everything back. */
        @Override
        public void close() {
            used.addAndGet(-held);
            held = 0;
        }
    }
}
