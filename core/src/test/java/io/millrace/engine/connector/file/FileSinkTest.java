package io.millrace.engine.connector.file;

import static io.millrace.engine.format.FormatFiles.batch;
import static io.millrace.engine.format.FormatFiles.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.checkpoint.LocalCheckpointStore;
import io.millrace.engine.format.FormatFiles;
import io.millrace.engine.format.json.JsonFormat;
import io.millrace.spi.option.Options;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.spi.storage.AppendLog;
import io.millrace.spi.storage.CheckpointStore;
import io.millrace.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    private static final StructType SCHEMA = StructType.fromDDL("a INT");

    @TempDir
    Path root;

    @Test
    void keepsFilesThatTheManifestMayNameWhenACommitFails() throws IOException {
        WriteJob job = write(new FailingStore(manifest(), true));
        assertThatThrownBy(job::commit).hasMessage("interrupted");
        job.abort();
        assertThat(dataFiles()).hasSize(1);
        assertThat(log(manifest()).all())
                .extracting(ManifestEntry::uri)
                .containsExactly("file://" + dataFiles().getFirst());
        try (FileSink again = new FileSink(target(), log(manifest()))) {
            again.begin(0).commit();
        }
        assertThat(dataFiles()).as("the batch is there already").hasSize(1);
    }

    @Test
    void writesABatchAgainWhenItsManifestWasNotMade() throws IOException {
        WriteJob job = write(new FailingStore(manifest(), false));
        assertThatThrownBy(job::commit).hasMessage("interrupted");
        job.abort();
        write(manifest()).commit();
        assertThat(log(manifest()).all()).hasSize(1);
        assertThat(dataFiles())
                .contains(Path.of(log(manifest()).all().getFirst().uri().substring("file:".length())));
    }

    @Test
    void deletesTheFilesOfABatchThatIsGivenUpBeforeItsCommit() throws IOException {
        write(manifest()).abort();
        assertThat(dataFiles()).isEmpty();
    }

    /** A batch with one row, written and not committed. */
    private WriteJob write(CheckpointStore manifest) throws IOException {
        WriteJob job = new FileSink(target(), log(manifest)).begin(0);
        RowWriter writer = job.writer(0);
        writer.write(batch(SCHEMA, List.of(row(1))));
        writer.finish();
        return job;
    }

    private FileTarget target() {
        return FileTarget.of(
                new JsonFormat(),
                new WriteRequest(
                        "json",
                        SCHEMA,
                        List.of(),
                        Options.of(Map.of("path", root + "/out")),
                        FormatFiles.ZONE,
                        Map.of()));
    }

    private CheckpointStore manifest() {
        return new LocalCheckpointStore(root.resolve("out/_spark_metadata"), true);
    }

    private static CompactingFileLog<ManifestEntry> log(CheckpointStore store) throws IOException {
        return new CompactingFileLog<>(
                store, ManifestEntry.format(0, () -> 0), FileSettings.retention(Map.of(), "fileSink"), () -> 0);
    }

    private List<Path> dataFiles() throws IOException {
        if (!Files.isDirectory(root.resolve("out"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve("out"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Fails as a store does whose thread is interrupted: before a file is made, or when it was made and not yet forced. */
    private record FailingStore(CheckpointStore store, boolean after) implements CheckpointStore {
        @Override
        public boolean createIfAbsent(String path, byte[] content) throws IOException {
            if (after) {
                store.createIfAbsent(path, content);
            }
            throw new IOException("interrupted");
        }

        @Override
        public String location() {
            return store.location();
        }

        @Override
        public CheckpointStore directory(String path) {
            return new FailingStore(store.directory(path), after);
        }

        @Override
        public Optional<byte[]> read(String path) throws IOException {
            return store.read(path);
        }

        @Override
        public List<String> list(String directory) throws IOException {
            return store.list(directory);
        }

        @Override
        public void replace(String path, byte[] content) throws IOException {
            store.replace(path, content);
        }

        @Override
        public AppendLog openLog(String path) throws IOException {
            return store.openLog(path);
        }

        @Override
        public void delete(String path) throws IOException {
            store.delete(path);
        }
    }
}
