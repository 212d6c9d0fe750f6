package io.millrace.engine.state;

import io.millrace.spi.storage.AppendLog;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files in memory that can lose power: {@link #afterCrash} gives what would be found afterwards. What was forced is there; of
 * bytes appended since, any beginning may be.
 */
final class MemoryCheckpointStore implements CheckpointStore {
    private final Map<String, File> files;
    private final String prefix;
    private final Faults faults;

    /** A file, and how much of it is durable. */
    private static final class File {
        private byte[] content = new byte[0];
        private int durable;
    }

    /** Counts durable operations and open files, and lets one operation and all that follow fail. */
    static final class Faults {
        private int openFiles;
        private int operations;
        private int failAt = Integer.MAX_VALUE;

        int operations() {
            return operations;
        }

        void failAt(int operation) {
            failAt = operation;
        }

        private synchronized void opened(int more) {
            openFiles += more;
        }

        private synchronized void step() throws IOException {
            if (operations++ >= failAt) {
                throw new IOException("power is out");
            }
        }
    }

    MemoryCheckpointStore() {
        this(new TreeMap<>(), "", new Faults());
    }

    private MemoryCheckpointStore(Map<String, File> files, String prefix, Faults faults) {
        this.files = files;
        this.prefix = prefix;
        this.faults = faults;
    }

    Faults faults() {
        return faults;
    }

    /** How many files were opened and not closed. */
    int openFiles() {
        return faults.openFiles;
    }

    /**
     * What is left after power was lost.
     *
     * @param survivors how many bytes not forced survive in each file, at most
     */
    MemoryCheckpointStore afterCrash(int survivors) {
        MemoryCheckpointStore left = new MemoryCheckpointStore();
        synchronized (files) {
            files.forEach((name, file) -> {
                int length = (int) Math.min((long) file.durable + survivors, file.content.length);
                left.put(name, Arrays.copyOf(file.content, length));
            });
        }
        return left;
    }

    MemoryCheckpointStore copy() {
        return afterCrash(Integer.MAX_VALUE);
    }

    void put(String name, byte[] content) {
        File file = files.computeIfAbsent(name, ignored -> new File());
        file.content = content;
        file.durable = content.length;
    }

    byte[] content(String name) {
        return files.get(name).content;
    }

    List<String> names() {
        synchronized (files) {
            return List.copyOf(files.keySet());
        }
    }

    @Override
    public String location() {
        return "memory:/" + prefix;
    }

    @Override
    public CheckpointStore directory(String path) {
        return new MemoryCheckpointStore(files, prefix + path + "/", faults);
    }

    @Override
    public Optional<byte[]> read(String path) {
        synchronized (files) {
            return Optional.ofNullable(files.get(prefix + path)).map(file -> file.content);
        }
    }

    @Override
    public List<String> list(String directory) {
        String start = prefix + directory + "/";
        synchronized (files) {
            return files.keySet().stream()
                    .filter(name -> name.startsWith(start))
                    .map(name -> name.substring(start.length()))
                    .filter(name -> name.indexOf('/') < 0)
                    .toList();
        }
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        faults.step();
        synchronized (files) {
            if (files.containsKey(prefix + path)) {
                return false;
            }
            put(prefix + path, content.clone());
            return true;
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        faults.step();
        synchronized (files) {
            put(prefix + path, content.clone());
        }
    }

    @Override
    public AppendLog openLog(String path) {
        faults.opened(1);
        synchronized (files) {
            return new Log(files.computeIfAbsent(prefix + path, ignored -> new File()));
        }
    }

    @Override
    public void delete(String path) throws IOException {
        faults.step();
        synchronized (files) {
            files.remove(prefix + path);
        }
    }

    private final class Log implements AppendLog {
        private final File file;

        Log(File file) {
            this.file = file;
        }

        @Override
        public long size() {
            return file.content.length;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            faults.step();
            synchronized (files) {
                int before = file.content.length;
                int more = bytes.remaining();
                byte[] longer = Arrays.copyOf(file.content, before + more);
                bytes.get(longer, before, more);
                file.content = longer;
            }
        }

        @Override
        public void force() throws IOException {
            faults.step();
            synchronized (files) {
                file.durable = file.content.length;
            }
        }

        @Override
        public int read(long position, ByteBuffer into) {
            int count = (int) Math.min(into.remaining(), file.content.length - position);
            into.put(file.content, (int) position, count);
            return count;
        }

        @Override
        public void truncate(long size) throws IOException {
            faults.step();
            synchronized (files) {
                file.content = Arrays.copyOf(file.content, (int) size);
                file.durable = Math.min(file.durable, (int) size);
            }
        }

        @Override
        public void close() {
            faults.opened(-1);
        }
    }
}
