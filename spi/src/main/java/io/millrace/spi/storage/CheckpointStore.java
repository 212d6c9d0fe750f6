package io.millrace.spi.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A directory of durable files. Paths are relative, with {@code /} between their parts; parent directories are made as
 * needed.
 *
 * <p>Durable means: when a method that writes returns, the file survives loss of power (contents forced, renamed,
 * directory forced), unless the store was opened with forcing off, which keeps safety against a killed process only.
 * All methods may be called from any thread. Local directories implement it now; object stores and fault injection can.
 */
public interface CheckpointStore {
    /** The location, for messages and for Spark's notion of a checkpoint path. */
    String location();

    /** The store below a directory of this one. */
    CheckpointStore directory(String path);

    /** The whole file, or empty when there is none. */
    Optional<byte[]> read(String path) throws IOException;

    /** Names of the files (not directories) directly in a directory, in no order; empty when it does not exist. */
    List<String> list(String directory) throws IOException;

    /**
     * Writes a file that must not exist, atomically: readers see all of it or nothing.
     *
     * @return false when the file exists already; nothing is written then
     */
    boolean createIfAbsent(String path, byte[] content) throws IOException;

    /** Writes or replaces a file, atomically. */
    void replace(String path, byte[] content) throws IOException;

    /** Opens a file to be appended to, and makes it if it is missing. One writer at a time. */
    AppendLog openLog(String path) throws IOException;

    /** Deletes a file; does nothing when it is missing. */
    void delete(String path) throws IOException;
}
