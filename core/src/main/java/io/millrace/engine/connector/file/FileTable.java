package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The files that were there when a reader was made. */
final class FileTable implements Table {
    private final String description;
    private final Map<Path, List<FileStatus>> files;
    private final FileLayout layout;
    private final FileScan scan;

    private FileTable(String description, Map<Path, List<FileStatus>> files, FileLayout layout, FileScan scan) {
        this.description = description;
        this.files = files;
        this.layout = layout;
        this.scan = scan;
    }

    static FileTable open(FileFormat format, ReadRequest request) {
        ReadSettings settings = FileSettings.read(request);
        FileLister lister = FileLister.batch(request.options(), request.zone());
        Map<Path, List<FileStatus>> files = new LinkedHashMap<>();
        StringJoiner shown = new StringJoiner(", ", format.name() + " [", "]");
        try {
            for (String location : Locations.of(request.paths(), request.options())) {
                Locations.requireListable(location);
                Map<Path, List<FileStatus>> found = FileDirectory.list(location, lister, request.options());
                if (found.isEmpty()) {
                    throw notFound(location);
                }
                found.forEach((base, list) ->
                        files.computeIfAbsent(base, unused -> new ArrayList<>()).addAll(list));
                shown.add(Locations.shown(location));
            }
            FileLayout layout = layout(format, request, files, settings);
            format.validateRead(layout.data(), settings);
            return new FileTable(shown.toString(), files, layout, new FileScan(format, layout, settings));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.FAILED_READ_FILE__NO_HINT, "path", shown.toString()), e);
        }
    }

    static MillraceException notFound(String location) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.PATH_NOT_FOUND, "path", Locations.shown(location)));
    }

    /** The columns of files: as given, as the format always has them, or as the files show. */
    static FileLayout layout(
            FileFormat format, ReadRequest request, Map<Path, List<FileStatus>> files, ReadSettings settings)
            throws IOException {
        StructType partitions = FileLister.recursive(request.options())
                ? new StructType()
                : FileLayout.partitions(
                        files,
                        new PartitionTypes(request.zone()),
                        FileSettings.infersPartitionTypes(request.configuration()));
        StructType declared;
        if (request.schema().isPresent()) {
            declared = request.schema().get();
        } else if (format.defaultSchema().isPresent()) {
            declared = format.defaultSchema().get();
        } else {
            List<Path> paths = files.values().stream()
                    .flatMap(List::stream)
                    .map(FileStatus::path)
                    .toList();
            if (paths.isEmpty()) {
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.UNABLE_TO_INFER_SCHEMA, "format", shown(format)));
            }
            // files without rows have no columns either
            declared = format.inferSchema(paths, settings).orElseGet(StructType::new);
        }
        return FileLayout.of(declared.asNullable(), partitions);
    }

    /** How messages write a format: in capitals. */
    private static String shown(FileFormat format) {
        return format.name().toUpperCase(Locale.ROOT);
    }

    @Override
    public StructType schema() {
        return layout.schema();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Split> splits(ScanSpecification wanted) {
        List<Split> splits = new ArrayList<>();
        files.forEach((base, list) -> list.forEach(file -> scan.addSplits(file, base, splits)));
        return splits;
    }

    @Override
    public SplitReader open(Split split, ScanSpecification wanted) {
        return scan.open(split, wanted);
    }
}
