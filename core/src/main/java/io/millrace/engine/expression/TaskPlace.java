package io.millrace.engine.expression;

import io.millrace.spi.source.FileBlock;
import java.util.Optional;

/**
 * Which task computes.
 *
 * @param number its number in its stage, from 0
 * @param block the stretch of a file that it reads; empty for a task that reads no file, or the rows of other tasks
 */
public record TaskPlace(int number, Optional<FileBlock> block) {
    /** The first task, of a plan that has no other. */
    public static final TaskPlace FIRST = of(0);

    /** A task that reads no file. */
    public static TaskPlace of(int number) {
        return new TaskPlace(number, Optional.empty());
    }
}
