package io.millrace.engine.connector.file;

import io.millrace.spi.format.FileFormat.FileRange;
import io.millrace.spi.source.FileBlock;
import io.millrace.spi.source.Split;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stretch of a file.
 *
 * @param base the directory below which directory names are partitions
 */
record FileSplit(FileStatus file, Path base, long start, long length) implements Split {
    FileRange range() {
        return new FileRange(file.path(), start, length);
    }

    @Override
    public long sizeInBytes() {
        return length;
    }

    @Override
    public Optional<FileBlock> block() {
        return Optional.of(new FileBlock(file.uri(), start, length));
    }
}
