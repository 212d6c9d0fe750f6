package io.millrace.engine.format.json;

import io.millrace.engine.format.BatchReader;
import io.millrace.engine.format.FileBytes;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads a file that is one JSON document: an object, or an array of objects (option {@code multiLine}). */
final class JsonDocumentReader extends BatchReader {
    private final Path file;
    private final JsonOptions options;
    private final JsonRecordParser parser;
    private boolean done;

    JsonDocumentReader(Path file, StructType columns, JsonOptions options) {
        super(columns);
        this.file = file;
        this.options = options;
        parser = new JsonRecordParser(columns, options);
    }

    @Override
    protected int fill() throws IOException {
        if (done) {
            return END;
        }
        done = true;
        byte[] document = read(file, options);
        resetColumns();
        parser.begin(columns(), document);
        int rows = parser.strict(document, 0, document.length, 0);
        return rows == 0 ? END : rows;
    }

    static byte[] read(Path file, JsonOptions options) throws IOException {
        try (InputStream in = FileBytes.open(file, 0, options.source())) {
            byte[] bytes = in.readAllBytes();
            boolean mark =
                    bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
            return mark ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
        }
    }

    @Override
    public void close() {}
}
