package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each batch as files that one entry of the manifest makes visible together. A batch that the manifest has already
 * is not written again, so a restart repeats nothing. Files that no manifest names are left over from failed attempts.
 */
final class FileSink implements EpochSink {
    private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);

    private final FileTarget target;
    private final CompactingFileLog<ManifestEntry> manifest;
    /** The directory whose own name is known to be durable: the output directory, but above it until that is made. */
    private Path durable;

    FileSink(FileTarget target, CompactingFileLog<ManifestEntry> manifest) {
        this.target = target;
        this.manifest = manifest;
        this.durable = Directories.nearestExisting(target.directory());
    }

    @Override
    public String description() {
        return "FileSink[file:" + target.directory() + "]";
    }

    @Override
    public WriteJob begin(long batchId) {
        if (batchId <= manifest.latest().orElse(-1)) {
            LOG.info("Batch {} is in {} already", batchId, target.directory());
            return new Dropped();
        }
        return new Job(batchId);
    }

    @Override
    public void close() {
        // Files are closed by their writers; the manifest holds nothing open.
    }

    private final class Job implements WriteJob {
        private final long batchId;
        private final List<FileStatus> files = new ArrayList<>();
        /** From then on the manifest may name the files, even if a commit fails half-way or is interrupted. */
        private boolean published;

        Job(long batchId) {
            this.batchId = batchId;
        }

        @Override
        public RowWriter writer(int task) {
            return new FileRowWriter(target, task, this::add);
        }

        private synchronized void add(List<FileStatus> written) {
            files.addAll(written);
        }

        @Override
        public synchronized void commit() throws IOException {
            if (target.forced()) {
                forceNames();
            }
            List<ManifestEntry> entries = files.stream()
                    .map(file -> new ManifestEntry(file.uri(), file.size(), file.modified()))
                    .toList();
            published = true;
            manifest.add(batchId, entries);
        }

        private void forceNames() throws IOException {
            Set<Path> directories = new LinkedHashSet<>();
            files.forEach(file -> directories.add(file.path().getParent()));
            for (Path directory : directories) {
                Directories.force(directory, durable);
            }
            if (!directories.isEmpty()) {
                durable = target.directory();
            }
        }

        @Override
        public synchronized void abort() {
            if (published) {
                // Files that no manifest names do no harm; a manifest that names no files would lose rows.
                return;
            }
            for (FileStatus file : files) {
                try {
                    Files.deleteIfExists(file.path());
                } catch (IOException e) {
                    throw new MillraceException(
                            ErrorDetail.of(ErrorCondition.TASK_WRITE_FAILED, "path", file.uri()), e);
                }
            }
        }
    }

    /** Takes the rows of a batch that is there already. */
    private static final class Dropped implements WriteJob, RowWriter {
        @Override
        public RowWriter writer(int task) {
            return this;
        }

        @Override
        public void write(ColumnBatch batch) {
            // The rows are in the output already.
        }

        @Override
        public void finish() {
            // Nothing was written.
        }

        @Override
        public void commit() {
            // The manifest has the batch.
        }

        @Override
        public void abort() {
            // Nothing was written.
        }
    }
}
