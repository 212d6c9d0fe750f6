package io.millrace.engine.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file as a listing saw it.
 *
 * @param modified when it was last modified, milliseconds since the epoch
 */
record FileStatus(Path path, long size, long modified) {
    static FileStatus of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileStatus(
                path, attributes.size(), attributes.lastModifiedTime().toMillis());
    }

    /** The file as logs name it. */
    String uri() {
        return Locations.uri(path);
    }
}
