package io.millrace.engine.connector.file;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of one task to files: one file, or one for each combination of partition values. Of very many
 * partitions only some files are open at a time; a partition that comes again gets a second file.
 */
final class FileRowWriter implements RowWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FileRowWriter.class);
    private static final int MAX_OPEN = 256;
    private static final int LENGTH_BYTES = 4;

    /** The rows of one batch that belong to one partition. */
    private static final class Rows {
        private int[] positions = new int[64];
        private int count;

        void add(int position) {
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, count * 2);
            }
            positions[count++] = position;
        }
    }

    private final FileTarget target;
    private final int task;
    private final UUID id = UUID.randomUUID();
    private final Consumer<List<FileStatus>> done;
    private final List<PartitionText> texts;
    /** By directory, the one used longest ago first; several keys may mean one directory, as null and empty text do. */
    private final Map<String, OutputFile> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<ByteBuffer, Rows> rowsByKey = new HashMap<>();
    private final List<FileStatus> written = new ArrayList<>();
    private final BytesWriter key = new BytesWriter();
    private int reopened;

    /** @param done takes the files once all of them are finished */
    FileRowWriter(FileTarget target, int task, Consumer<List<FileStatus>> done) {
        this.target = target;
        this.task = task;
        this.done = done;
        this.texts = target.partitionTexts();
    }

    @Override
    public void write(ColumnBatch batch) throws IOException {
        if (batch.rowCount() == 0) {
            return;
        }
        List<ColumnVector> data = new ArrayList<>(target.dataColumns().size());
        target.dataColumns().forEach(column -> data.add(batch.column(column)));
        ColumnBatch columns = batch.withColumns(data);
        if (texts.isEmpty()) {
            file("").write(columns);
            return;
        }
        rowsByKey.values().forEach(rows -> rows.count = 0);
        for (int i = 0; i < batch.rowCount(); i++) {
            rowsOf(batch, batch.selection().position(i)).add(batch.selection().position(i));
        }
        for (Iterator<Map.Entry<ByteBuffer, Rows>> entries =
                        rowsByKey.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<ByteBuffer, Rows> entry = entries.next();
            Rows rows = entry.getValue();
            if (rows.count == 0) {
                entries.remove();
            } else {
                file(directory(entry.getKey())).write(columns.select(new Selection(rows.positions, rows.count)));
            }
        }
    }

    /** The key of a row: for each partition column the length of its text in four bytes, -1 for null, and the text. */
    private Rows rowsOf(ColumnBatch batch, int position) {
        key.clear();
        for (int i = 0; i < texts.size(); i++) {
            int start = key.length();
            key.reserve(LENGTH_BYTES);
            key.advance(LENGTH_BYTES);
            ColumnVector column = batch.column(target.partitionColumns().get(i));
            boolean present = texts.get(i).write(column, position, key);
            int length = present ? key.length() - start - LENGTH_BYTES : -1;
            ByteBuffer.wrap(key.data()).putInt(start, length);
        }
        Rows known = rowsByKey.get(ByteBuffer.wrap(key.data(), 0, key.length()));
        if (known == null) {
            known = new Rows();
            rowsByKey.put(ByteBuffer.wrap(Arrays.copyOf(key.data(), key.length())), known);
        }
        return known;
    }

    private OutputFile file(String partition) throws IOException {
        OutputFile known = open.get(partition);
        if (known != null) {
            return known;
        }
        if (open.size() == MAX_OPEN) {
            Iterator<OutputFile> oldest = open.values().iterator();
            written.add(oldest.next().finish());
            oldest.remove();
        }
        // Files of one partition must differ in their names; elsewhere the directories do.
        int counter = written.isEmpty() ? 0 : ++reopened;
        String separator = texts.isEmpty() ? "-" : ".";
        String name = String.format(Locale.ROOT, "part-%05d-%s%sc%03d", task, id, separator, counter)
                + target.format().extension(target.settings());
        OutputFile file =
                new OutputFile(target, target.directory().resolve(partition).resolve(name));
        open.put(partition, file);
        return file;
    }

    /** {@code a=1/b=2} for a key. */
    private String directory(ByteBuffer partition) {
        List<String> names = new ArrayList<>();
        ByteBuffer rest = partition.duplicate();
        for (String column : target.partitions().fieldNames()) {
            int length = rest.getInt();
            byte[] text = new byte[Math.max(0, length)];
            rest.get(text);
            names.add(PartitionPaths.directory(column, length < 0 ? null : new String(text, StandardCharsets.UTF_8)));
        }
        return String.join("/", names);
    }

    @Override
    public void finish() throws IOException {
        for (OutputFile file : open.values()) {
            written.add(file.finish());
        }
        open.clear();
        done.accept(written);
    }

    @Override
    public void abort() {
        try {
            for (OutputFile file : open.values()) {
                file.abort();
            }
            for (FileStatus file : written) {
                Files.deleteIfExists(file.path());
            }
        } catch (IOException e) {
            LOG.warn("Files of a failed task remain in {}; no reader takes them for data", target.directory(), e);
        }
        open.clear();
        written.clear();
    }
}
