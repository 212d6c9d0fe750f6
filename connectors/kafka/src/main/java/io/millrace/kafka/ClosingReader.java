package io.millrace.kafka;

import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;

/** A reader that ends the fetchers made for it. */
record ClosingReader(SplitReader reader, Fetchers fetchers) implements SplitReader {
    @Override
    public Status advance() throws IOException {
        return reader.advance();
    }

    @Override
    public ColumnBatch batch() {
        return reader.batch();
    }

    @Override
    public void onReady(Runnable wakeUp) {
        reader.onReady(wakeUp);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        fetchers.close();
    }
}
