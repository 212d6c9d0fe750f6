package io.millrace.spi.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that grows at its end; for the change log of state. Used by one thread at a time. */
public interface AppendLog extends AutoCloseable {
    /** Its length in bytes. */
    long size() throws IOException;

    /** Writes all remaining bytes at the end; durable only after {@link #force}. */
    void append(ByteBuffer bytes) throws IOException;

    /** Makes everything appended so far durable. */
    void force() throws IOException;

    /** Fills a buffer from a position; returns the bytes read, fewer than asked for only at the end of the file. */
    int read(long position, ByteBuffer into) throws IOException;

    /** Cuts the file to a length, durably. */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
}
