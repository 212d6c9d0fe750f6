package io.millrace.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Lets one process of this machine at a time run Spark, which takes two gigabytes and all processors: from the first test
 * class that asks to the end of the run. Other test modules hold the same lock.
 */
final class OneSpark implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(OneSpark.class))
                .getOrComputeIfAbsent(Turn.class, key -> Turn.take(), Turn.class);
    }

    private record Turn(FileChannel channel, FileLock lock) implements AutoCloseable {
        static Turn take() {
            try {
                FileChannel channel = FileChannel.open(
                        Path.of(System.getProperty("java.io.tmpdir"), "millrace-spark.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                return new Turn(channel, channel.lock());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            lock.release();
            channel.close();
        }
    }
}
