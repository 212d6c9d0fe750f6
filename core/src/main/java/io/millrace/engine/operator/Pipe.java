package io.millrace.engine.operator;

import io.millrace.spi.vector.ColumnBatch;

/**
 * The rest of a task's pipeline, from one point on.
 *
 * <pre>
 *   emit(batch)*  →  finish()  →  close()          close alone after a failure
 * </pre>
 */
public interface Pipe extends Output, AutoCloseable {
    /** No more batches come; passes the news on. */
    void finish();

    /** Whether more batches would change nothing. */
    default boolean done() {
        return false;
    }

    @Override
    void close();

    /** An operator and what follows it. */
    static Pipe of(Operator operator, Pipe next) {
        return new Pipe() {
            @Override
            public void emit(ColumnBatch batch) {
                operator.process(batch, next);
            }

            @Override
            public void finish() {
                operator.finish(next);
                next.finish();
            }

            @Override
            public boolean done() {
                return operator.done() || next.done();
            }

            @Override
            public void close() {
                try (next) {
                    operator.close();
                }
            }
        };
    }
}
