package io.millrace.engine.format;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.option.Options;
import io.millrace.spi.vector.ColumnBatch;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Writes lines of text to a file: buffers them, encodes and packs as the options say. */
public abstract class TextFileWriter implements FileFormat.FileWriter {
    private static final int FLUSH_SIZE = 1 << 16;

    private final OutputStream out;
    private final Charset charset;
    private final byte[] separator;
    private final BytesWriter buffer = new BytesWriter(FLUSH_SIZE);

    protected TextFileWriter(OutputStream file, Options options) throws IOException {
        byte[] own = LineBlocks.separator(options);
        charset = FileBytes.charset(options);
        separator = own == null ? new byte[] {'\n'} : own;
        out = FileBytes.compress(new Uncloseable(file), options);
    }

    /** Where rows are written to. */
    protected final BytesWriter buffer() {
        return buffer;
    }

    protected abstract void writeRows(ColumnBatch batch) throws IOException;

    /** Ends a line; writes what there is when it has become much. */
    protected final void endLine() throws IOException {
        buffer.append(separator);
        flushIfFull();
    }

    protected final void flushIfFull() throws IOException {
        if (buffer.length() >= FLUSH_SIZE) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (charset.equals(StandardCharsets.UTF_8)) {
            out.write(buffer.data(), 0, buffer.length());
        } else {
            out.write(buffer.toString().getBytes(charset));
        }
        buffer.clear();
    }

    @Override
    public final void write(ColumnBatch batch) throws IOException {
        writeRows(batch);
        flushIfFull();
    }

    @Override
    public void finish() throws IOException {
        flush();
        out.close();
    }

    /** The file's stream belongs to others; packing streams end when they are closed. */
    private static final class Uncloseable extends FilterOutputStream {
        Uncloseable(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
