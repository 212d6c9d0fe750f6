package io.millrace.engine.format.csv;

import io.millrace.engine.format.BatchReader;
import io.millrace.engine.format.FileBytes;
import io.millrace.engine.format.LineBlocks;
import io.millrace.spi.format.FileFormat.FileRange;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Readers of files, by line or over lines. */
final class CsvReaders {
    private CsvReaders() {}

    /** Whether a line holds no record: it is blank or a comment. */
    static boolean isSkipped(byte[] bytes, int start, int end, CsvOptions options) {
        if (start < end && bytes[start] == options.comment()) {
            return true;
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    static int lineEnd(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    static byte[] readAll(Path file, CsvOptions options) throws IOException {
        try (InputStream in = FileBytes.open(file, 0, options.source())) {
            return in.readAllBytes();
        }
    }

    /** Reads a stretch of a file with one record per line. */
    static final class Lines extends BatchReader {
        private final LineBlocks lines;
        private final CsvOptions options;
        private final CsvRecordParser parser;
        private boolean header;
        private int at;

        Lines(FileRange range, StructType columns, StructType schema, CsvOptions options) throws IOException {
            super(columns);
            this.options = options;
            this.parser = new CsvRecordParser(columns, schema, options);
            this.header = options.header() && range.start() == 0;
            this.lines = new LineBlocks(range, options.source());
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
            resetColumns();
            parser.begin(columns(), block);
            int rows = 0;
            while (at < lines.end() && rows < ColumnBatch.MAX_ROWS) {
                int lineEnd = lines.lineEnd(at);
                if (!isSkipped(block, at, lineEnd, options)) {
                    if (header) {
                        header = false;
                    } else {
                        parser.tokens().read(block, at, lineEnd, false);
                        rows += parser.put(block, at, lineEnd, rows) ? 1 : 0;
                    }
                }
                at = lines.afterLine(lineEnd);
            }
            return rows;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** Reads a file whose values may hold line ends. */
    static final class Whole extends BatchReader {
        private final Path file;
        private final CsvOptions options;
        private final CsvRecordParser parser;
        private boolean header;
        private byte[] bytes;
        private int at;

        Whole(Path file, StructType columns, StructType schema, CsvOptions options) {
            super(columns);
            this.file = file;
            this.options = options;
            this.header = options.header();
            this.parser = new CsvRecordParser(columns, schema, options);
        }

        @Override
        protected int fill() throws IOException {
            if (bytes == null) {
                bytes = readAll(file, options);
            }
            resetColumns();
            parser.begin(columns(), bytes);
            int rows = 0;
            while (at < bytes.length && rows < ColumnBatch.MAX_ROWS) {
                int lineEnd = lineEnd(bytes, at);
                if (isSkipped(bytes, at, lineEnd, options)) {
                    at = Math.min(lineEnd + 1, bytes.length);
                    continue;
                }
                int start = at;
                at = parser.tokens().read(bytes, at, bytes.length, true);
                if (header) {
                    header = false;
                } else {
                    rows += parser.put(bytes, start, withoutLineEnd(start), rows) ? 1 : 0;
                }
            }
            return rows == 0 ? END : rows;
        }

        private int withoutLineEnd(int start) {
            int last = at;
            while (last > start && (bytes[last - 1] == '\n' || bytes[last - 1] == '\r')) {
                last--;
            }
            return last;
        }

        @Override
        public void close() {
            // The file is closed as soon as it is read.
        }
    }
}
