package io.millrace.engine.checkpoint;

import io.millrace.spi.storage.AppendLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An append log in a local file. */
final class FileAppendLog implements AppendLog {
    private final FileChannel channel;
    private final boolean forced;
    private long size;

    FileAppendLog(Path file, boolean forced) throws IOException {
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.forced = forced;
        this.size = channel.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            size += channel.write(bytes, size);
        }
    }

    @Override
    public void force() throws IOException {
        if (forced) {
            channel.force(false);
        }
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        int total = 0;
        while (into.hasRemaining()) {
            int count = channel.read(into, position + total);
            if (count < 0) {
                break;
            }
            total += count;
        }
        return total;
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
        size = length;
        if (forced) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
