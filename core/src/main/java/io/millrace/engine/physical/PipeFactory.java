package io.millrace.engine.physical;

import io.millrace.engine.operator.Pipe;

/** Opens the rest of the pipeline for one task. */
@FunctionalInterface
public interface PipeFactory {
    /** @param task the number of the task within its stage, from 0 */
    Pipe open(int task);
}
