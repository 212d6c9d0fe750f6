package io.millrace.engine.format.json;

import io.millrace.engine.format.CorruptRecords;
import io.millrace.engine.format.FileBytes;
import io.millrace.engine.format.LineBlocks;
import io.millrace.engine.format.Sampling;
import io.millrace.engine.format.TextFileWriter;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON files: one record per line, or with {@code multiLine} one document per file. */
public final class JsonFormat implements FileFormat {
    @Override
    public String name() {
        return "json";
    }

    private static JsonOptions options(ReadSettings settings) {
        return JsonOptions.of(settings);
    }

    private static boolean multiLine(ReadSettings settings) {
        return settings.options().getBoolean("multiLine", false);
    }

    @Override
    public Optional<StructType> inferSchema(List<Path> files, ReadSettings settings) throws IOException {
        JsonOptions options = options(settings);
        JsonInference inference = new JsonInference(options, settings.localTimestamps());
        Sampling sampling = new Sampling(settings.options());
        for (Path file : files) {
            if (multiLine(settings)) {
                if (sampling.takesNext()) {
                    byte[] document = JsonDocumentReader.read(file, options);
                    inference.add(document, 0, document.length);
                }
                continue;
            }
            try (LineBlocks lines = new LineBlocks(new FileRange(file, 0, Files.size(file)), settings.options())) {
                while (lines.next()) {
                    int at = lines.start();
                    while (at < lines.end()) {
                        int lineEnd = lines.lineEnd(at);
                        if (sampling.takesNext()) {
                            inference.add(lines.block(), at, lineEnd);
                        }
                        at = lines.afterLine(lineEnd);
                    }
                }
            }
        }
        return inference.schema();
    }

    @Override
    public void validateRead(StructType schema, ReadSettings settings) {
        JsonOptions options = options(settings);
        CorruptRecords.validate(schema, options.corruptColumn());
        JsonReaders readers = new JsonReaders(options);
        schema.forEach(field -> readers.create(field.name(), field.dataType()));
        LineBlocks.separator(settings.options());
        FileBytes.charset(settings.options());
        multiLine(settings);
    }

    @Override
    public SplitReader open(FileRange range, StructType columns, StructType schema, ReadSettings settings)
            throws IOException {
        JsonOptions options = options(settings);
        CorruptRecords.validateColumns(columns, options.corruptColumn());
        return multiLine(settings)
                ? new JsonDocumentReader(range.file(), columns, options)
                : new JsonLineReader(range, columns, options);
    }

    @Override
    public boolean splittable(ReadSettings settings) {
        return !multiLine(settings) && FileBytes.isUtf8(settings.options());
    }

    @Override
    public void validateWrite(StructType schema, WriteSettings settings) {
        extension(settings);
        new JsonValueWriter(schema, JsonWriterSettings.of(settings));
    }

    @Override
    public FileWriter create(OutputStream out, StructType schema, WriteSettings settings) throws IOException {
        return new Writer(out, schema, settings);
    }

    @Override
    public String extension(WriteSettings settings) {
        return ".json" + FileBytes.extension(settings.options());
    }

    /** Writes one object per line. */
    private static final class Writer extends TextFileWriter {
        private final StructType schema;
        private final JsonValueWriter values;

        Writer(OutputStream out, StructType schema, WriteSettings settings) throws IOException {
            super(out, settings.options());
            this.schema = schema;
            this.values = new JsonValueWriter(schema, JsonWriterSettings.of(settings));
        }

        @Override
        protected void writeRows(ColumnBatch batch) throws IOException {
            List<ValueVector> columns = new ArrayList<>(batch.columnCount());
            batch.columns().forEach(column -> columns.add(Vectors.flatten(column, batch.selection(), null)));
            StructVector rows = new StructVector(schema, columns);
            for (int i = 0; i < batch.rowCount(); i++) {
                values.write(rows, batch.selection().position(i), buffer());
                endLine();
            }
        }
    }
}
