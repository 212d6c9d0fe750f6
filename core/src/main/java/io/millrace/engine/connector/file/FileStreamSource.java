package io.millrace.engine.connector.file;

import io.millrace.spi.format.FileFormat;
import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads files as they appear in a directory, each once.
 *
 * <p>Planning a batch lists the directory, takes the files not seen before (oldest first, within the limits) and adds them
 * to the source log as its next batch; an offset {@code {"logOffset":k}} means all batches of that log up to k. So what
 * belongs to an offset never changes, and after a restart files that are in the log count as seen.
 */
final class FileStreamSource implements MicroBatchSource {
    private static final String OFFSET_FIELD = "logOffset";

    private final String location;
    private final Options options;
    private final FileStreamOptions limits;
    private final FileLister lister;
    private final FileScan scan;
    private final SourceCleaner cleaner;
    private final CompactingFileLog<SourceEntry> log;
    private final SeenFiles seen;
    /** Files that limits left over for the next batches. */
    private List<FileStatus> waiting = List.of();
    /** Files that alone shall be read, once the end is fixed. */
    private Optional<List<FileStatus>> fixed = Optional.empty();

    FileStreamSource(FileFormat format, FileLayout layout, String location, ReadRequest request, SourceContext context)
            throws IOException {
        this.location = location;
        this.options = request.options();
        this.limits = FileStreamOptions.of(options);
        this.lister = FileLister.stream(options);
        this.scan = new FileScan(format, layout, FileSettings.read(request));
        this.log = new CompactingFileLog<>(
                context.notes(),
                SourceEntry.FORMAT,
                FileSettings.retention(request.configuration(), "fileSource"),
                context.clock()::millis);
        this.seen = new SeenFiles(limits.maxAgeMillis(), limits.fileNameOnly());
        this.cleaner =
                new SourceCleaner(limits, location, options, FileSettings.cleanerThreads(request.configuration()));
        for (SourceEntry entry : log.all()) {
            seen.add(Locations.fromUri(entry.uri()), entry.timestamp());
        }
        seen.purge();
    }

    @Override
    public String description() {
        return "FileStreamSource[" + Locations.shown(location) + "]";
    }

    @Override
    public Optional<Offset> latest(Optional<Offset> start, boolean unlimited) throws IOException {
        List<FileStatus> candidates = waiting.isEmpty() ? newFiles() : waiting;
        int count = unlimited ? candidates.size() : withinLimits(candidates);
        List<FileStatus> chosen = candidates.subList(0, count);
        waiting = keep(candidates.subList(count, candidates.size()));
        if (!chosen.isEmpty()) {
            long batch = log.latest().orElse(-1) + 1;
            List<SourceEntry> entries = new ArrayList<>(chosen.size());
            for (FileStatus file : chosen) {
                entries.add(new SourceEntry(file.uri(), file.modified(), batch));
                seen.add(file.path(), file.modified());
            }
            seen.purge();
            log.add(batch, entries);
        }
        return log.latest().isEmpty()
                ? Optional.empty()
                : Optional.of(offset(log.latest().getAsLong()));
    }

    private List<FileStatus> newFiles() throws IOException {
        List<FileStatus> files = fixed.isPresent() ? fixed.get() : list();
        return files.stream().filter(seen::isNew).toList();
    }

    private List<FileStatus> list() throws IOException {
        if (!Locations.isGlob(location)) {
            Path directory = Locations.local(location);
            if (Files.isRegularFile(directory)) {
                throw options.with(Map.of("basePath", location)).invalid("basePath", "a directory");
            }
            if (cleaner.isOn() && FileDirectory.hasManifest(directory)) {
                throw options.invalid("cleanSource", "off where the source is the output of a streaming query");
            }
        }
        Comparator<FileStatus> order = Comparator.comparingLong(FileStatus::modified);
        return FileDirectory.list(location, lister, options).values().stream()
                .flatMap(List::stream)
                .sorted(limits.latestFirst() ? order.reversed() : order)
                .toList();
    }

    /** How many files the next batch takes: always at least one. */
    private int withinLimits(List<FileStatus> files) {
        if (limits.maxFiles().isPresent()) {
            return (int) Math.min(files.size(), limits.maxFiles().get());
        }
        if (limits.maxBytes().isEmpty()) {
            return files.size();
        }
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            bytes += files.get(i).size();
            if (bytes > limits.maxBytes().get() && i > 0) {
                return i;
            }
        }
        return files.size();
    }

    /** What is left over is kept, so that the directory need not be listed, unless it is too little to be worth it. */
    private List<FileStatus> keep(List<FileStatus> rest) {
        double few = limits.maxFiles().isPresent()
                ? limits.maxFiles().get() * limits.discardRatio()
                : limits.maxBytes().orElse(0L) * limits.discardRatio();
        double amount = limits.maxFiles().isPresent()
                ? rest.size()
                : rest.stream().mapToLong(FileStatus::size).sum();
        if (limits.latestFirst() || fixed.isPresent() || amount < few) {
            return List.of();
        }
        return List.copyOf(rest.subList(0, (int) Math.min(rest.size(), limits.maxCachedFiles())));
    }

    @Override
    public void fixEnd() throws IOException {
        fixed = Optional.of(list());
        waiting = List.of();
    }

    @Override
    public List<Split> splits(Optional<Offset> start, Offset end, ScanSpecification wanted) throws IOException {
        List<Split> splits = new ArrayList<>();
        long first = start.isEmpty() ? 0 : position(start.get()) + 1;
        for (SourceEntry entry : entries(first, position(end))) {
            Path file = Locations.fromUri(entry.uri());
            long size = Files.exists(file) ? Files.size(file) : 0;
            scan.addSplits(new FileStatus(file, size, entry.timestamp()), base(file), splits);
        }
        return splits;
    }

    /** The directory below which directory names are partitions. */
    private Path base(Path file) {
        if (options.contains("basePath")) {
            return Locations.local(options.get("basePath", ""));
        }
        if (!Locations.isGlob(location)) {
            return Locations.local(location);
        }
        int depth = Globs.split(Locations.absolute(location)).size();
        Path root = Path.of("/").resolve(file.subpath(0, Math.min(depth, file.getNameCount())));
        return root.equals(file) ? file.getParent() : root;
    }

    private List<SourceEntry> entries(long first, long last) throws IOException {
        List<SourceEntry> entries = new ArrayList<>();
        for (long batch = first; batch <= last; batch++) {
            for (SourceEntry entry : log.holding(batch)) {
                if (entry.batchId() == batch) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    @Override
    public SplitReader open(Split split, ScanSpecification wanted) {
        return scan.open(split, wanted);
    }

    @Override
    public void committed(Offset end) throws IOException {
        if (cleaner.isOn()) {
            long batch = position(end);
            for (SourceEntry entry : entries(batch, batch)) {
                cleaner.clean(Locations.fromUri(entry.uri()));
            }
        }
    }

    private static Offset offset(long batch) {
        return new Offset("{\"" + OFFSET_FIELD + "\":" + batch + "}");
    }

    private static long position(Offset offset) {
        try {
            if (Json.parse(offset.json()) instanceof Map<?, ?> fields
                    && fields.get(OFFSET_FIELD) instanceof Long batch) {
                return batch;
            }
            // Early logs hold the bare number.
            return Long.parseLong(offset.json());
        } catch (JsonException | NumberFormatException e) {
            throw new IllegalArgumentException("Not an offset of a file source: " + offset.json(), e);
        }
    }

    @Override
    public void close() {
        cleaner.close();
    }
}
