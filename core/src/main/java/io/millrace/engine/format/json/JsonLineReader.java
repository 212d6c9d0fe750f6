package io.millrace.engine.format.json;

import io.millrace.engine.format.BatchReader;
import io.millrace.engine.format.LineBlocks;
import io.millrace.spi.format.FileFormat.FileRange;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.io.IOException;

/** Reads a stretch of a file with one JSON record per line. A batch never spans two blocks: its strings lie in one. */
final class JsonLineReader extends BatchReader {
    private final LineBlocks lines;
    private final JsonRecordParser parser;
    private int at;

    JsonLineReader(FileRange range, StructType columns, JsonOptions options) throws IOException {
        super(columns);
        parser = new JsonRecordParser(columns, options);
        lines = new LineBlocks(range, options.source());
    }

    @Override
    protected int fill() throws IOException {
        int rows = 0;
        while (rows == 0) {
            if (at == lines.end()) {
                if (!lines.next()) {
                    return END;
                }
                at = lines.start();
            }
            rows = readBlock();
        }
        return rows;
    }

    private int readBlock() {
        byte[] block = lines.block();
        int end = lines.end();
        resetColumns();
        parser.begin(columns(), block);
        int rows = 0;
        while (at < end && rows < ColumnBatch.MAX_ROWS) {
            int limit = lines.hasOwnSeparator() ? lines.lineEnd(at) : end;
            int stop = parser.fast(block, at, limit, rows);
            int next = stop < 0 ? JsonScan.UNUSUAL : nextLine(block, stop, limit);
            if (next >= 0) {
                rows++;
                at = next;
                continue;
            }
            int lineEnd = lines.lineEnd(at);
            rows += parser.strict(block, at, lineEnd, rows);
            at = lines.afterLine(lineEnd);
        }
        return rows;
    }

    /** Where the next line starts if nothing but blanks follows the record. */
    private int nextLine(byte[] block, int stop, int limit) {
        int lineEnd = JsonScan.skipBlanks(block, stop, limit);
        boolean ends =
                lineEnd == limit || (!lines.hasOwnSeparator() && (block[lineEnd] == '\n' || block[lineEnd] == '\r'));
        return ends ? lines.afterLine(lineEnd) : JsonScan.UNUSUAL;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
