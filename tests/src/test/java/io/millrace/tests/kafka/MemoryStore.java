package io.millrace.tests.kafka;

import io.millrace.spi.storage.AppendLog;
import io.millrace.spi.storage.CheckpointStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Durable files that are not durable: enough for a source's notes. */
final class MemoryStore implements CheckpointStore {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public CheckpointStore directory(String path) {
        throw new UnsupportedOperationException("directory");
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path)).map(byte[]::clone);
    }

    @Override
    public List<String> list(String directory) {
        return List.copyOf(files.keySet());
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) {
        return files.putIfAbsent(path, content.clone()) == null;
    }

    @Override
    public void replace(String path, byte[] content) {
        files.put(path, content.clone());
    }

    @Override
    public AppendLog openLog(String path) {
        throw new UnsupportedOperationException("openLog");
    }

    @Override
    public void delete(String path) {
        files.remove(path);
    }
}
