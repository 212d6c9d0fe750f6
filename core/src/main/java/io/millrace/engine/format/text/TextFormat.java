package io.millrace.engine.format.text;

import io.millrace.engine.format.BatchReader;
import io.millrace.engine.format.FileBytes;
import io.millrace.engine.format.LineBlocks;
import io.millrace.engine.format.TextFileWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataTypes;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lines of text in one column {@code value}, or with {@code wholetext} one row for each file. */
public final class TextFormat implements FileFormat {
    private static final StructType SCHEMA = new StructType().add("value", DataTypes.StringType);

    @Override
    public String name() {
        return "text";
    }

    private static boolean wholeText(ReadSettings settings) {
        return settings.options().getBoolean("wholetext", false);
    }

    @Override
    public Optional<StructType> defaultSchema() {
        return Optional.of(SCHEMA);
    }

    @Override
    public Optional<StructType> inferSchema(List<Path> files, ReadSettings settings) {
        return defaultSchema();
    }

    @Override
    public void validateRead(StructType schema, ReadSettings settings) {
        requireOneText(schema);
        LineBlocks.separator(settings.options());
        FileBytes.charset(settings.options());
        wholeText(settings);
    }

    private static void requireOneText(StructType schema) {
        for (StructField field : schema) {
            if (schema.size() != 1 || !(field.dataType() instanceof StringType)) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE,
                        "format",
                        "Text",
                        "columnName",
                        "`" + field.name() + "`",
                        "columnType",
                        "\"" + (schema.size() == 1 ? field.dataType() : schema).sql() + "\""));
            }
        }
    }

    @Override
    public SplitReader open(FileRange range, StructType columns, StructType schema, ReadSettings settings)
            throws IOException {
        return wholeText(settings)
                ? new WholeReader(range.file(), columns, settings)
                : new LineReader(range, columns, settings);
    }

    @Override
    public boolean splittable(ReadSettings settings) {
        return !wholeText(settings) && FileBytes.isUtf8(settings.options());
    }

    @Override
    public void validateWrite(StructType schema, WriteSettings settings) {
        requireOneText(schema);
        extension(settings);
    }

    @Override
    public FileWriter create(OutputStream out, StructType schema, WriteSettings settings) throws IOException {
        return new Writer(out, settings);
    }

    @Override
    public String extension(WriteSettings settings) {
        return ".txt" + FileBytes.extension(settings.options());
    }

    /** Gives lines as slices of the blocks that they are read in. */
    private static final class LineReader extends BatchReader {
        private final LineBlocks lines;
        private final boolean counting;
        private int at;

        LineReader(FileRange range, StructType columns, ReadSettings settings) throws IOException {
            super(columns);
            counting = columns.isEmpty();
            lines = new LineBlocks(range, settings.options());
        }

        @Override
        protected int fill() throws IOException {
            if (at == lines.end()) {
                if (!lines.next()) {
                    return END;
                }
                at = lines.start();
            }
            resetColumns();
            BytesVector values = counting ? null : (BytesVector) columns().getFirst();
            if (values != null) {
                values.wrap(lines.block());
            }
            int rows = 0;
            while (at < lines.end() && rows < ColumnBatch.MAX_ROWS) {
                int lineEnd = lines.lineEnd(at);
                if (values != null) {
                    values.setSlice(rows, at, lineEnd - at);
                }
                rows++;
                at = lines.afterLine(lineEnd);
            }
            return rows;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** Gives the text of a file as one row. */
    private static final class WholeReader extends BatchReader {
        private final Path file;
        private final ReadSettings settings;
        private final boolean counting;
        private boolean done;

        WholeReader(Path file, StructType columns, ReadSettings settings) {
            super(columns);
            this.file = file;
            this.settings = settings;
            this.counting = columns.isEmpty();
        }

        @Override
        protected int fill() throws IOException {
            if (done) {
                return END;
            }
            done = true;
            resetColumns();
            if (!counting) {
                try (InputStream in = FileBytes.open(file, 0, settings.options())) {
                    byte[] text = in.readAllBytes();
                    BytesVector values = (BytesVector) columns().getFirst();
                    values.wrap(text);
                    values.setSlice(0, 0, text.length);
                }
            }
            return 1;
        }

        @Override
        public void close() {
            // The file is closed as soon as it is read.
        }
    }

    /** Writes one line per row; a null is an empty line. */
    private static final class Writer extends TextFileWriter {
        Writer(OutputStream out, WriteSettings settings) throws IOException {
            super(out, settings.options());
        }

        @Override
        protected void writeRows(ColumnBatch batch) throws IOException {
            ColumnVector column = batch.column(0);
            for (int i = 0; i < batch.rowCount(); i++) {
                int position = batch.selection().position(i);
                if (!column.isNull(position)) {
                    buffer().append((BytesVector) Vectors.plain(column), Vectors.plainPosition(column, position));
                }
                endLine();
            }
        }
    }
}
