package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.option.Options;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Paths as users and logs write them. */
final class Locations {
    private static final String GLOB_CHARACTERS = "{}[]*?\\";

    private Locations() {}

    /** The paths of a reader: those given to {@code load}, or the option called path. */
    static List<String> of(List<String> paths, Options options) {
        if (!paths.isEmpty()) {
            return paths;
        }
        return List.of(options.get("path").orElseThrow(Locations::missing));
    }

    /** The error of a reader or writer without a path. */
    static MillraceIllegalArgumentException missing() {
        return new MillraceIllegalArgumentException(ErrorDetail.of(ErrorCondition.LEGACY_2047));
    }

    /** A local path, absolute, from a path or a {@code file:} URI. */
    static Path local(String location) {
        try {
            if (location.startsWith("file:")) {
                return Path.of(new URI(location.replace(" ", "%20")).getPath()).normalize();
            }
            if (!location.isBlank() && !location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
                return Path.of(location).toAbsolutePath().normalize();
            }
        } catch (URISyntaxException | InvalidPathException e) {
            throw invalid(location);
        }
        throw invalid(location);
    }

    private static MillraceIllegalArgumentException invalid(String location) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE,
                "option",
                "path",
                "value",
                "'" + location + "'",
                "accepted",
                "a path of the local file system"));
    }

    /** A path with its scheme taken off, absolute; blanks and glob characters are left alone. */
    static String absolute(String location) {
        if (isGlob(location)) {
            String path = location.startsWith("file:") ? location.substring(5).replaceFirst("^/+", "/") : location;
            return path.startsWith("/") ? path : Path.of("").toAbsolutePath() + "/" + path;
        }
        return local(location).toString();
    }

    static boolean isGlob(String location) {
        return location.chars().anyMatch(character -> GLOB_CHARACTERS.indexOf(character) >= 0);
    }

    /** {@code file:///a/b%20c}: how Spark's logs name a file. */
    static String uri(Path path) {
        try {
            return new URI("file", "", path.toString(), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path.toString(), e);
        }
    }

    /** The file that a log names. */
    static Path fromUri(String uri) {
        try {
            return Path.of(new URI(uri).getPath());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(uri, e);
        }
    }

    /** {@code file:/a/b}: how descriptions name a directory or pattern. */
    static String shown(String location) {
        return "file:" + absolute(location);
    }
}
