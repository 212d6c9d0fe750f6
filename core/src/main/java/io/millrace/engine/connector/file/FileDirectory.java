package io.millrace.engine.connector.file;

import io.millrace.engine.checkpoint.LocalCheckpointStore;
import io.millrace.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the data files of paths and patterns; a directory with a manifest holds what the manifest names. */
final class FileDirectory {
    private FileDirectory() {}

    /**
     * The files of one path or pattern by the directory below which names are partitions: the path, each directory that a
     * pattern finds, or the option {@code basePath}.
     */
    static Map<Path, List<FileStatus>> list(String location, FileLister lister, Options options) throws IOException {
        Map<Path, List<FileStatus>> files = new LinkedHashMap<>();
        if (!Locations.isGlob(location)) {
            Path directory = Locations.local(location);
            Optional<List<FileStatus>> manifest = manifest(directory);
            if (manifest.isPresent()) {
                files.put(base(directory, options), manifest.get());
                return files;
            }
        }
        for (Path root : Globs.expand(location)) {
            Path base = base(Files.isDirectory(root) ? root : root.getParent(), options);
            files.computeIfAbsent(base, unused -> new ArrayList<>()).addAll(lister.list(root));
        }
        return files;
    }

    private static Path base(Path root, Options options) {
        if (FileLister.recursive(options)) {
            return Path.of("/");
        }
        if (!options.contains("basePath")) {
            return root;
        }
        Path base = Locations.local(options.get("basePath", ""));
        if (!Files.isDirectory(base)) {
            throw options.invalid("basePath", "a directory");
        }
        return base;
    }

    static boolean hasManifest(Path directory) {
        return Files.isDirectory(directory.resolve(ManifestEntry.DIRECTORY));
    }

    /** What a streaming query has written to a directory; empty if it has no manifest. */
    private static Optional<List<FileStatus>> manifest(Path directory) throws IOException {
        if (!hasManifest(directory)) {
            return Optional.empty();
        }
        CompactingFileLog<ManifestEntry> log = new CompactingFileLog<>(
                new LocalCheckpointStore(directory.resolve(ManifestEntry.DIRECTORY), false),
                ManifestEntry.format(0, System::currentTimeMillis),
                FileSettings.retention(Map.of(), "fileSink"),
                System::currentTimeMillis);
        return Optional.of(log.all().stream().map(ManifestEntry::status).toList());
    }
}
