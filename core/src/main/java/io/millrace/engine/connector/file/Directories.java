package io.millrace.engine.connector.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Directories as the file system keeps them. */
final class Directories {
    private Directories() {}

    /** Makes the names in a directory durable, and those of the directories above it up to a root. */
    static void force(Path directory, Path root) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Elsewhere directories cannot be opened; the file system sees to them.
            return;
        }
        Path current = directory;
        while (current != null && current.startsWith(root)) {
            try (FileChannel channel = FileChannel.open(current, StandardOpenOption.READ)) {
                channel.force(true);
            }
            current = current.getParent();
        }
    }

    /** The directory itself, or the nearest one above it that is there. */
    static Path nearestExisting(Path directory) {
        Path nearest = directory;
        while (!Files.isDirectory(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }

    /** Deletes a directory with everything in it; does nothing when it is missing. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
