package io.millrace.engine.checkpoint;

import io.millrace.spi.storage.AppendLog;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files of a local directory.
 *
 * <p>A file is written under a hidden temporary name ({@code .name.uuid.tmp}), forced, given its name by a hard link,
 * which fails if the name is taken, and then the directory is forced. A crash leaves the file whole or absent; a
 * temporary file that was left behind is never read.
 */
public final class LocalCheckpointStore implements CheckpointStore {
    private final Path root;
    private final boolean forced;

    /** @param forced false gives up safety against loss of power, not against a killed process */
    public LocalCheckpointStore(Path root, boolean forced) {
        this.root = root.toAbsolutePath().normalize();
        this.forced = forced;
    }

    @Override
    public String location() {
        return root.toUri().toString().replaceFirst("^file:///", "file:/").replaceFirst("/$", "");
    }

    @Override
    public CheckpointStore directory(String path) {
        return new LocalCheckpointStore(root.resolve(path), forced);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(names::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return names;
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        Path target = root.resolve(path);
        if (Files.exists(target)) {
            return false;
        }
        Path temporary = writeTemporary(target, content);
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory(target.getParent());
        return true;
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path target = root.resolve(path);
        Path temporary = writeTemporary(target, content);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(target.getParent());
    }

    private Path writeTemporary(Path target, byte[] content) throws IOException {
        createDirectories(target.getParent());
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (forced) {
                channel.force(true);
            }
        }
        return temporary;
    }

    /** New directories must survive, too: each parent is forced. */
    private void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        Files.createDirectories(directory);
        forceDirectory(parent);
    }

    private void forceDirectory(Path directory) throws IOException {
        if (forced && directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public AppendLog openLog(String path) throws IOException {
        Path file = root.resolve(path);
        createDirectories(file.getParent());
        boolean isNew = !Files.exists(file);
        AppendLog log = new FileAppendLog(file, forced);
        if (isNew) {
            forceDirectory(file.getParent());
        }
        return log;
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }
}
