package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.BatchSink.SaveMode;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the result of a batch query: into a temporary directory first, from which a commit moves the files to their
 * places; a file {@code _SUCCESS} ends it. Overwriting deletes what was there only when all rows are written: everything,
 * or the partitions that have new rows.
 */
final class FileBatchJob implements WriteJob {
    private static final Logger LOG = LoggerFactory.getLogger(FileBatchJob.class);
    private static final String SUCCESS = "_SUCCESS";

    private final FileTarget target;
    private final Path temporary;
    private final boolean overwritesAll;
    private final boolean overwritesPartitions;
    private final boolean ignored;
    private final List<FileStatus> files = new ArrayList<>();

    /** @param byPartition whether overwriting leaves partitions alone that have no new rows */
    FileBatchJob(FileTarget target, SaveMode mode, boolean byPartition) {
        this.target = target;
        boolean exists = Files.exists(target.directory());
        if (exists && mode == SaveMode.ERROR_IF_EXISTS) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.PATH_ALREADY_EXISTS, "outputPath", "file:" + target.directory()));
        }
        temporary = target.directory()
                .resolve("_temporary")
                .resolve(UUID.randomUUID().toString());
        overwritesPartitions = mode == SaveMode.OVERWRITE
                && byPartition
                && !target.partitions().isEmpty();
        overwritesAll = mode == SaveMode.OVERWRITE && !overwritesPartitions;
        ignored = exists && mode == SaveMode.IGNORE;
    }

    @Override
    public RowWriter writer(int task) {
        return ignored ? new Ignoring() : new FileRowWriter(target.in(temporary), task, this::add);
    }

    private synchronized void add(List<FileStatus> written) {
        files.addAll(written);
    }

    @Override
    public synchronized void commit() throws IOException {
        if (ignored) {
            return;
        }
        Files.createDirectories(target.directory());
        if (overwritesAll) {
            deleteOld();
        }
        if (overwritesPartitions) {
            for (Path partition :
                    files.stream().map(this::place).map(Path::getParent).collect(Collectors.toSet())) {
                Directories.delete(partition);
            }
        }
        for (FileStatus file : files) {
            Path place = place(file);
            Files.createDirectories(place.getParent());
            Files.move(file.path(), place);
            forceNames(place.getParent());
        }
        Directories.delete(temporary.getParent());
        Files.write(target.directory().resolve(SUCCESS), new byte[0]);
        forceNames(target.directory());
    }

    private Path place(FileStatus file) {
        return target.directory().resolve(temporary.relativize(file.path()));
    }

    private void forceNames(Path directory) throws IOException {
        if (target.forced()) {
            Directories.force(directory, target.directory());
        }
    }

    private void deleteOld() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(target.directory())) {
            for (Path path : old) {
                if (!path.equals(temporary.getParent())) {
                    Directories.delete(path);
                }
            }
        }
    }

    @Override
    public synchronized void abort() {
        try {
            Directories.delete(temporary.getParent());
        } catch (IOException e) {
            LOG.warn("The temporary directory {} remains", temporary, e);
        }
    }

    /** Takes rows for a directory that is there already. */
    private static final class Ignoring implements RowWriter {
        @Override
        public void write(ColumnBatch batch) {
            // The mode says so.
        }

        @Override
        public void finish() {
            // Nothing was written.
        }

        @Override
        public void abort() {
            // Nothing was written.
        }
    }
}
