package io.millrace.engine.checkpoint;

import io.millrace.spi.storage.AppendLog;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Durable files in a local directory.
 *
 * <p>A new file is written under a hidden name, forced, linked to its own name (which fails when there is one already, and
 * never shows half a file) and the directory is forced. Hidden names (with a leading dot) are never listed; those that a
 * killed process leaves behind do no harm.
 */
public final class LocalCheckpointStore implements CheckpointStore {
    private final Path root;
    private final boolean forcing;
    private final boolean directoriesCanBeForced;

    /**
     * Opens a directory.
     *
     * @param root the directory; is made when it is missing
     * @param forcing false gives up safety against loss of power, not against a killed process
     */
    public LocalCheckpointStore(Path root, boolean forcing) {
        this.root = root.toAbsolutePath().normalize();
        this.forcing = forcing;
        directoriesCanBeForced =
                root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public String location() {
        String path = root.toUri().getRawPath();
        return "file:" + (path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    @Override
    public CheckpointStore directory(String path) {
        return new LocalCheckpointStore(resolve(path), forcing);
    }

    private Path resolve(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("the path " + path + " leads out of " + root);
        }
        return resolved;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(resolve(path)));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(resolve(directory))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && !Files.isDirectory(file)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return List.of();
        }
        return names;
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        Path target = resolve(path);
        if (Files.exists(target)) {
            return false;
        }
        Path temporary = writeTemporary(target, content);
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException exists) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory(target.getParent());
        return true;
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path target = resolve(path);
        Path temporary = writeTemporary(target, content);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(target.getParent());
    }

    private Path writeTemporary(Path target, byte[] content) throws IOException {
        createDirectories(target.getParent());
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, ByteBuffer.wrap(content), 0);
            if (forcing) {
                channel.force(true);
            }
        }
        return temporary;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        createDirectories(directory.getParent());
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException made) {
            if (!Files.isDirectory(directory)) {
                throw made;
            }
        }
        forceDirectory(directory.getParent());
    }

    private void forceDirectory(Path directory) throws IOException {
        if (!forcing || !directoriesCanBeForced) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public AppendLog openLog(String path) throws IOException {
        Path target = resolve(path);
        createDirectories(target.getParent());
        boolean isNew = !Files.exists(target);
        FileChannel channel =
                FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (isNew) {
                forceDirectory(target.getParent());
            }
            return new ChannelLog(channel, channel.size());
        } catch (IOException failure) {
            try (channel) {
                throw failure;
            }
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(resolve(path));
    }

    private final class ChannelLog implements AppendLog {
        private final FileChannel channel;
        private long size;

        ChannelLog(FileChannel channel, long size) {
            this.channel = channel;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            writeFully(channel, bytes, size);
            size += length;
        }

        @Override
        public void force() throws IOException {
            if (forcing) {
                channel.force(false);
            }
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            int total = 0;
            while (into.hasRemaining()) {
                int read = channel.read(into, position + total);
                if (read < 0) {
                    break;
                }
                total += read;
            }
            return total;
        }

        @Override
        public void truncate(long newSize) throws IOException {
            channel.truncate(newSize);
            size = Math.min(size, newSize);
            if (forcing) {
                channel.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
