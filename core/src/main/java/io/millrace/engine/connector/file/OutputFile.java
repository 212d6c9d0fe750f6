package io.millrace.engine.connector.file;

import io.millrace.spi.format.FileFormat;
import io.millrace.spi.vector.ColumnBatch;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A data file while it is written; durable once it is finished, but for the directory that names it. */
final class OutputFile {
    private final Path path;
    private final FileOutputStream out;
    private final FileFormat.FileWriter writer;

    OutputFile(FileTarget target, Path path) throws IOException {
        this.path = path;
        Files.createDirectories(path.getParent());
        out = new FileOutputStream(path.toFile());
        writer = target.format().create(out, target.data(), target.settings());
    }

    void write(ColumnBatch batch) throws IOException {
        writer.write(batch);
    }

    FileStatus finish() throws IOException {
        writer.finish();
        out.getFD().sync();
        out.close();
        return FileStatus.of(path);
    }

    void abort() throws IOException {
        out.close();
        Files.deleteIfExists(path);
    }
}
