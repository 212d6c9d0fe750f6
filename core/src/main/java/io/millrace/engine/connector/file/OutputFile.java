package io.millrace.engine.connector.file;

import io.millrace.spi.format.FileFormat;
import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A data file while it is written; durable once it is finished, but for the directory that names it, unless forcing is off. */
final class OutputFile {
    private final Path path;
    private final boolean forced;
    private final FileChannel channel;
    private final FileFormat.FileWriter writer;

    OutputFile(FileTarget target, Path path) throws IOException {
        this.path = path;
        this.forced = target.forced();
        Files.createDirectories(path.getParent());
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        writer = target.format().create(Channels.newOutputStream(channel), target.data(), target.settings());
    }

    void write(ColumnBatch batch) throws IOException {
        writer.write(batch);
    }

    FileStatus finish() throws IOException {
        writer.finish();
        if (forced) {
            channel.force(true);
        }
        channel.close();
        return FileStatus.of(path);
    }

    void abort() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
