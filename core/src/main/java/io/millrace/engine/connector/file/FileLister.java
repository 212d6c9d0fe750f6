package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists the data files below a directory. Names that begin with {@code _} or {@code .} are left out, but for partition
 * directories such as {@code _k=v}; so are files that are being copied. Only partition directories are descended into,
 * unless {@code recursiveFileLookup} says that all are.
 */
final class FileLister {
    private final boolean recursive;
    private final Predicate<Path> name;
    private final Predicate<FileStatus> time;

    private FileLister(boolean recursive, Predicate<Path> name, Predicate<FileStatus> time) {
        this.recursive = recursive;
        this.name = name;
        this.time = time;
    }

    /** For reading what is there now. */
    static FileLister batch(Options options, ZoneId zone) {
        refuseLeniency(options);
        Optional<Instant> before = time(options, "modifiedBefore", zone);
        Optional<Instant> after = time(options, "modifiedAfter", zone);
        return new FileLister(recursive(options), names(options), file -> {
            Instant modified = Instant.ofEpochMilli(file.modified());
            return before.map(modified::isBefore).orElse(true)
                    && after.map(modified::isAfter).orElse(true);
        });
    }

    /** For a stream, which takes no limits of time. */
    static FileLister stream(Options options) {
        refuseLeniency(options);
        for (String option : List.of("modifiedBefore", "modifiedAfter")) {
            if (options.contains(option)) {
                throw options.invalid(option, "nothing: it is not allowed in file stream sources");
            }
        }
        return new FileLister(recursive(options), names(options), file -> true);
    }

    /** Files that cannot be read always fail the query; whoever asks for leniency must hear that there is none. */
    private static void refuseLeniency(Options options) {
        for (String option : List.of("ignoreCorruptFiles", "ignoreMissingFiles")) {
            if (options.getBoolean(option, false)) {
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "the option " + option));
            }
        }
    }

    static boolean recursive(Options options) {
        return options.getBoolean("recursiveFileLookup", false);
    }

    private static Predicate<Path> names(Options options) {
        return options.get("pathGlobFilter")
                .map(glob -> {
                    PathMatcher matcher = Globs.matcher(glob);
                    return (Predicate<Path>) file -> matcher.matches(file.getFileName());
                })
                .orElse(file -> true);
    }

    private static Optional<Instant> time(Options options, String option, ZoneId zone) {
        ZoneId own = options.get("timeZone").map(ZoneId::of).orElse(zone);
        return options.get(option).map(text -> {
            try {
                return LocalDateTime.parse(text).atZone(own).toInstant();
            } catch (DateTimeParseException e) {
                throw options.invalid(option, "a time such as 2020-06-01T13:00:00");
            }
        });
    }

    /** The data files below a directory, or the file itself; sorted by path within each directory. */
    List<FileStatus> list(Path root) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        if (Files.isDirectory(root)) {
            listDirectory(root, files);
        } else {
            add(root, files);
        }
        return files;
    }

    private void listDirectory(Path directory, List<FileStatus> files) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException gone) {
            return;
        }
        children.sort(null);
        for (Path child : children) {
            if (isHidden(child.getFileName().toString())) {
                continue;
            }
            if (!Files.isDirectory(child)) {
                add(child, files);
            } else if (recursive || child.getFileName().toString().indexOf('=') > 0) {
                listDirectory(child, files);
            }
        }
    }

    private void add(Path file, List<FileStatus> files) throws IOException {
        if (isHidden(file.getFileName().toString()) || !name.test(file)) {
            return;
        }
        try {
            FileStatus status = FileStatus.of(file);
            if (time.test(status)) {
                files.add(status);
            }
        } catch (NoSuchFileException gone) {
            // It was deleted while the directory was listed: then it is not there.
            return;
        }
    }

    private static boolean isHidden(String name) {
        boolean marked = name.startsWith("_") && name.indexOf('=') < 0;
        return marked || name.startsWith(".") || name.endsWith("._COPYING_");
    }
}
