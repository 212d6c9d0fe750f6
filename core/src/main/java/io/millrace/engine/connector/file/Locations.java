package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
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

    /** Refuses what can be fetched, but has no directories to list. */
    static void requireListable(String location) {
        for (String scheme : List.of("http", "https")) {
            if (location.startsWith(scheme + ":")) {
                String name = Character.toUpperCase(scheme.charAt(0)) + scheme.substring(1);
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.FAILED_READ_FILE__UNSUPPORTED_FILE_SYSTEM,
                        "path",
                        location,
                        "fileSystemClass",
                        "org.apache.hadoop.fs.http." + name + "FileSystem",
                        "method",
                        "listStatus"));
            }
        }
    }

    /** The error of a reader or writer without a path. */
    static MillraceIllegalArgumentException missing() {
        return new MillraceIllegalArgumentException(ErrorDetail.of(ErrorCondition.LEGACY_2047));
    }

    /** A local path, absolute, from a path or a {@code file:} URI. */
    static Path local(String location) {
        try {
            return Path.of(withoutScheme(location)).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw invalid(location);
        }
    }

    /** What stands before the first slash and ends with a colon is a scheme; a path behind it begins with a slash. */
    private static String withoutScheme(String location) {
        int colon = location.indexOf(':');
        int slash = location.indexOf('/');
        if (colon < 0 || (slash >= 0 && slash < colon)) {
            if (location.isEmpty()) {
                throw invalid(location);
            }
            return location;
        }
        String path = location.substring(colon + 1);
        boolean noHost = path.startsWith("/") && (!path.startsWith("//") || path.startsWith("///"));
        if (!location.substring(0, colon).equalsIgnoreCase("file") || !noHost) {
            throw invalid(location);
        }
        return path.replaceFirst("^/+", "/");
    }

    static MillraceIllegalArgumentException invalid(String location) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE,
                "option",
                "path",
                "value",
                "'" + location + "'",
                "accepted",
                "a path or a pattern of the local file system"));
    }

    /** A path with its scheme taken off, absolute; blanks and glob characters are left alone. */
    static String absolute(String location) {
        if (isGlob(location)) {
            String path = withoutScheme(location);
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
        String scheme = location.regionMatches(true, 0, "file:", 0, 5) ? location.substring(0, 5) : "file:";
        return scheme + absolute(location);
    }
}
