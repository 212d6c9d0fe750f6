package io.millrace.engine.connector.file;

import io.millrace.engine.checkpoint.LocalCheckpointStore;
import io.millrace.spi.Connector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.sink.BatchSink;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.spi.source.BatchSource;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.StreamSource;
import io.millrace.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files of one format as a table, a streaming source, a streaming sink and the target of a batch query. */
public final class FileConnector implements Connector {
    private final FileFormat format;

    public FileConnector(FileFormat format) {
        this.format = format;
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public List<String> aliases() {
        return format.aliases();
    }

    @Override
    public Optional<BatchSource> batchSource() {
        return Optional.of(request -> FileTable.open(format, request));
    }

    @Override
    public Optional<StreamSource> streamSource() {
        return Optional.of(new Source());
    }

    @Override
    public Optional<BatchSink> batchSink() {
        return Optional.of(this::write);
    }

    private WriteJob write(WriteRequest request, BatchSink.SaveMode mode) {
        return new FileBatchJob(
                FileTarget.of(format, request),
                mode,
                FileSettings.overwritesPartitions(request.options(), request.configuration()));
    }

    @Override
    public Optional<StreamSink> streamSink() {
        return Optional.of(new Sink());
    }

    private final class Source implements StreamSource {
        @Override
        public StructType schema(ReadRequest request) {
            FileLayout layout = layout(request);
            format.validateRead(layout.data(), FileSettings.read(request));
            return layout.schema();
        }

        @Override
        public MicroBatchSource open(ReadRequest request, SourceContext context) {
            try {
                return new FileStreamSource(format, layout(request), location(request), request, context);
            } catch (IOException e) {
                throw unreadable(request, e);
            }
        }

        private String location(ReadRequest request) {
            List<String> paths = Locations.of(request.paths(), request.options());
            if (paths.size() != 1) {
                throw request.options()
                        .with(Map.of("path", String.join(",", paths)))
                        .invalid("path", "one path");
            }
            return paths.getFirst();
        }

        private FileLayout layout(ReadRequest request) {
            String location = location(request);
            boolean known =
                    request.schema().isPresent() || format.defaultSchema().isPresent();
            if (!known && !FileSettings.infersStreamSchema(request.configuration())) {
                throw new MillraceIllegalArgumentException(ErrorDetail.of(ErrorCondition.LEGACY_2048));
            }
            Locations.requireListable(location);
            try {
                if (Globs.expand(location).isEmpty() && !Locations.isGlob(location)) {
                    throw FileTable.notFound(location);
                }
                Map<Path, List<FileStatus>> files = FileDirectory.list(
                        location, FileLister.batch(request.options(), request.zone()), request.options());
                return FileTable.layout(format, request, files, FileSettings.read(request));
            } catch (IOException e) {
                throw unreadable(request, e);
            }
        }

        private MillraceException unreadable(ReadRequest request, IOException e) {
            return new MillraceException(
                    ErrorDetail.of(
                            ErrorCondition.FAILED_READ_FILE__NO_HINT, "path", Locations.shown(location(request))),
                    e);
        }
    }

    private final class Sink implements StreamSink {
        @Override
        public Set<OutputKind> outputKinds() {
            return Set.of(OutputKind.APPEND);
        }

        @Override
        public EpochSink open(WriteRequest request, SinkContext context) {
            FileTarget target = FileTarget.of(format, request);
            Clock clock = Clock.systemUTC();
            long retention = request.options().contains("retention")
                    ? FileSettings.millis(request.options(), "retention", "0")
                    : 0;
            try {
                CompactingFileLog<ManifestEntry> manifest = new CompactingFileLog<>(
                        new LocalCheckpointStore(target.directory().resolve(ManifestEntry.DIRECTORY), target.forced()),
                        ManifestEntry.format(retention, clock::millis),
                        FileSettings.retention(request.configuration(), "fileSink"),
                        clock::millis);
                return new FileSink(target, manifest);
            } catch (IOException e) {
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.TASK_WRITE_FAILED, "path", "file:" + target.directory()), e);
            }
        }
    }
}
