package io.millrace.engine.format;

import io.millrace.engine.expression.Values;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.format.FileFormat.FileRange;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads and writes files of a format as plain values, for tests. */
public final class FormatFiles {
    public static final ZoneId ZONE = ZoneId.of("UTC");

    private FormatFiles() {}

    public static ReadSettings settings(Map<String, String> options) {
        return new ReadSettings(Options.of(options), ZONE);
    }

    /** The rows of a whole file. */
    public static List<List<Object>> read(
            FileFormat format, Path file, StructType schema, Map<String, String> options) {
        try {
            return read(format, new FileRange(file, 0, Files.size(file)), schema, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a stretch of a file. */
    public static List<List<Object>> read(
            FileFormat format, FileRange range, StructType schema, Map<String, String> options) {
        List<List<Object>> rows = new ArrayList<>();
        try (SplitReader reader = format.open(range, schema, schema, settings(options))) {
            while (reader.advance() == SplitReader.Status.BATCH) {
                rows.addAll(rows(reader.batch()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** The rows of a batch. */
    public static List<List<Object>> rows(ColumnBatch batch) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < batch.rowCount(); i++) {
            List<Object> row = new ArrayList<>();
            for (ColumnVector column : batch.columns()) {
                row.add(Values.get(column, batch.selection().position(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    public static Path write(Path directory, String name, String text) {
        try {
            return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    /** The text of a file with these rows. */
    public static String written(
            FileFormat format, StructType schema, List<List<Object>> rows, Map<String, String> options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            FileFormat.FileWriter writer =
                    format.create(out, schema, new FileFormat.WriteSettings(Options.of(options), ZONE));
            writer.write(batch(schema, rows));
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A batch of rows. */
    public static ColumnBatch batch(StructType schema, List<List<Object>> rows) {
        List<ColumnVector> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int index = i;
            columns.add(Values.vector(
                    schema.field(i).dataType(),
                    rows.stream().map(row -> row.get(index)).toList()));
        }
        return ColumnBatch.of(columns, rows.size());
    }
}
