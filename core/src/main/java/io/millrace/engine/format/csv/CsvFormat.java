package io.millrace.engine.format.csv;

import io.millrace.engine.format.CorruptRecords;
import io.millrace.engine.format.FileBytes;
import io.millrace.engine.format.LineBlocks;
import io.millrace.engine.format.Sampling;
import io.millrace.engine.format.TemporalReader;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.source.SplitReader;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of comma-separated values. */
public final class CsvFormat implements FileFormat {
    @Override
    public String name() {
        return "csv";
    }

    private static CsvOptions options(ReadSettings settings) {
        return CsvOptions.of(settings);
    }

    @Override
    public Optional<StructType> inferSchema(List<Path> files, ReadSettings settings) throws IOException {
        CsvOptions options = options(settings);
        CsvInference inference = new CsvInference(options, settings.localTimestamps());
        Sampling sampling = new Sampling(settings.options());
        for (Path file : files) {
            if (options.multiLine()) {
                inferWhole(file, options, inference, sampling);
            } else {
                inferLines(file, options, inference, sampling);
            }
            if (inference.isComplete()) {
                break;
            }
        }
        return inference.hasNames() ? Optional.of(inference.schema()) : Optional.empty();
    }

    private static void inferLines(Path file, CsvOptions options, CsvInference inference, Sampling sampling)
            throws IOException {
        CsvTokens tokens = new CsvTokens(options);
        boolean first = true;
        try (LineBlocks lines = new LineBlocks(new FileRange(file, 0, Files.size(file)), options.source())) {
            while (!inference.isComplete() && lines.next()) {
                int at = lines.start();
                while (at < lines.end() && !inference.isComplete()) {
                    int lineEnd = lines.lineEnd(at);
                    if (!CsvReaders.isSkipped(lines.block(), at, lineEnd, options)) {
                        tokens.read(lines.block(), at, lineEnd, false);
                        infer(tokens, first, options, inference, sampling);
                        first = false;
                    }
                    at = lines.afterLine(lineEnd);
                }
            }
        }
    }

    private static void inferWhole(Path file, CsvOptions options, CsvInference inference, Sampling sampling)
            throws IOException {
        CsvTokens tokens = new CsvTokens(options);
        boolean first = true;
        byte[] bytes = CsvReaders.readAll(file, options);
        int at = 0;
        while (at < bytes.length && !inference.isComplete()) {
            int lineEnd = CsvReaders.lineEnd(bytes, at);
            if (CsvReaders.isSkipped(bytes, at, lineEnd, options)) {
                at = Math.min(lineEnd + 1, bytes.length);
                continue;
            }
            at = tokens.read(bytes, at, bytes.length, true);
            infer(tokens, first, options, inference, sampling);
            first = false;
        }
    }

    private static void infer(
            CsvTokens tokens, boolean first, CsvOptions options, CsvInference inference, Sampling sampling) {
        if (!inference.hasNames()) {
            inference.first(tokens);
        }
        if (!(first && options.header()) && sampling.takesNext()) {
            inference.add(tokens);
        }
    }

    @Override
    public void validateRead(StructType schema, ReadSettings settings) {
        CsvOptions options = options(settings);
        CorruptRecords.validate(schema, options.corruptColumn());
        TemporalReader temporal = new TemporalReader(options.source(), options.zone(), options.timeParserPolicy());
        schema.forEach(field -> new CsvValueReader(field.name(), field.dataType(), options, temporal));
        LineBlocks.separator(settings.options());
        FileBytes.charset(settings.options());
    }

    @Override
    public SplitReader open(FileRange range, StructType columns, StructType schema, ReadSettings settings)
            throws IOException {
        CsvOptions options = options(settings);
        CorruptRecords.validateColumns(columns, options.corruptColumn());
        return options.multiLine()
                ? new CsvReaders.Whole(range.file(), columns, schema, options)
                : new CsvReaders.Lines(range, columns, schema, options);
    }

    @Override
    public boolean splittable(ReadSettings settings) {
        return !options(settings).multiLine() && FileBytes.isUtf8(settings.options());
    }

    @Override
    public void validateWrite(StructType schema, WriteSettings settings) {
        extension(settings);
        try {
            create(OutputStream.nullOutputStream(), schema, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FileWriter create(OutputStream out, StructType schema, WriteSettings settings) throws IOException {
        return new CsvFileWriter(out, schema, CsvOptions.of(settings));
    }

    @Override
    public String extension(WriteSettings settings) {
        return settings.options().get("extension").map(own -> "." + own).orElse(".csv")
                + FileBytes.extension(settings.options());
    }
}
