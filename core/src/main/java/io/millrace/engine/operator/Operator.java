package io.millrace.engine.operator;

/**
 * One step of a task's pipeline.
 *
 * <pre>
 *   process(batch, out)*   any number of batches; out takes results at once or later
 *   finish(out)            once, when no more input comes: gives what is left
 *   close()                always, after finish or after a failure
 * </pre>
 *
 * <p>One object serves one task, on one thread at a time. A batch belongs to its producer and is valid until {@code
 * process} returns; an operator that keeps rows copies them. An operator may stop early: when {@link #done} is true its
 * producer need not call {@code process} again.
 */
public interface Operator extends AutoCloseable {
    void process(io.millrace.spi.vector.ColumnBatch batch, Output out);

    default void finish(Output out) {}

    default boolean done() {
        return false;
    }

    @Override
    default void close() {}
}
