package io.millrace.engine.session;

import java.net.URI;
import java.nio.file.Path;

/** Paths of local files as users write them: {@code /data/x}, {@code data/x}, {@code file:/data/x}. */
final class LocalPaths {
    private LocalPaths() {}

    static Path of(String text) {
        return text.startsWith("file:") ? Path.of(URI.create(text).getPath()) : Path.of(text);
    }
}
