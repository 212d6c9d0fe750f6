package io.millrace.engine.physical;

import io.millrace.engine.expression.TaskPlace;
import io.millrace.engine.operator.Pipe;

/** Opens the rest of the pipeline for one task. */
@FunctionalInterface
public interface PipeFactory {
    Pipe open(TaskPlace task);
}
