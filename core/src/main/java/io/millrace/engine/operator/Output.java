package io.millrace.engine.operator;

import io.millrace.spi.vector.ColumnBatch;

/** Where an operator's results go: the next operator, an exchange or a sink. */
@FunctionalInterface
public interface Output {
    /** Hands a batch over; it is valid only until this returns. */
    void emit(ColumnBatch batch);
}
