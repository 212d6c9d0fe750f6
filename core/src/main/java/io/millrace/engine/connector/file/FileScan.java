package io.millrace.engine.connector.file;

import io.millrace.engine.expression.Values;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads files of one format: cuts them into splits, and adds to the columns of a file those that its path tells. A scan
 * may also ask for {@link #METADATA}, a column that no schema shows.
 */
final class FileScan {
    /** The column {@code _metadata} with everything that it can hold. */
    static final StructField METADATA = new StructField(
            "_metadata",
            new StructType()
                    .add("file_path", DataTypes.StringType, false)
                    .add("file_name", DataTypes.StringType, false)
                    .add("file_size", DataTypes.LongType, false)
                    .add("file_block_start", DataTypes.LongType, false)
                    .add("file_block_length", DataTypes.LongType, false)
                    .add("file_modification_time", DataTypes.TimestampType, false),
            false);

    /** Large files are cut into stretches of this length. */
    private static final long STRETCH = 16 << 20;

    private final FileFormat format;
    private final FileLayout layout;
    private final ReadSettings settings;

    FileScan(FileFormat format, FileLayout layout, ReadSettings settings) {
        this.format = format;
        this.layout = layout;
        this.settings = settings;
    }

    /** The splits of one file. */
    void addSplits(FileStatus file, Path base, List<Split> splits) {
        if (!format.splittable(settings) || isPacked(file) || file.size() <= STRETCH * 3 / 2) {
            splits.add(new FileSplit(file, base, 0, file.size()));
            return;
        }
        for (long start = 0; start < file.size(); start += STRETCH) {
            splits.add(new FileSplit(file, base, start, Math.min(STRETCH, file.size() - start)));
        }
    }

    private static boolean isPacked(FileStatus file) {
        String name = file.path().getFileName().toString();
        return name.matches("(?i).*\\.(gz|deflate|bz2|lz4|snappy|zst|xz)");
    }

    SplitReader open(Split split, ScanSpecification scan) {
        FileSplit file = (FileSplit) split;
        StructType inFile = new StructType();
        List<ConstantVector> constants = new ArrayList<>();
        Map<String, String> raw = PartitionPaths.values(file.base(), file.file().path());
        PartitionTypes types = new PartitionTypes(settings.zone());
        for (StructField column : scan.columns()) {
            ConstantVector constant = constant(column, file, raw, types);
            constants.add(constant);
            inFile = constant == null ? inFile.add(column) : inFile;
        }
        try {
            return new Reader(format.open(file.range(), inFile, layout.data(), settings), constants, file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** The value of a column that the path tells, or null for a column of the file. */
    private ConstantVector constant(StructField column, FileSplit file, Map<String, String> raw, PartitionTypes types) {
        if (column.name().equals(METADATA.name()) && column.dataType() instanceof StructType wanted) {
            return Values.constant(metadata(wanted, file), wanted);
        }
        if (!List.of(layout.partitions().fieldNames()).contains(column.name())) {
            return null;
        }
        Object value = types.value(column.name(), raw.get(column.name()), column.dataType());
        return Values.constant(value, column.dataType());
    }

    private static Object[] metadata(StructType wanted, FileSplit split) {
        Object[] values = new Object[wanted.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (wanted.field(i).name()) {
                case "file_path" -> split.file().uri();
                case "file_name" -> split.file().path().getFileName().toString();
                case "file_size" -> split.file().size();
                case "file_block_start" -> split.start();
                case "file_block_length" -> split.length();
                case "file_modification_time" -> split.file().modified() * 1000;
                default -> null;
            };
        }
        return values;
    }

    private static MillraceException failure(FileSplit split, IOException e) {
        return e instanceof NoSuchFileException
                ? new MillraceException(
                        ErrorDetail.of(
                                ErrorCondition.FAILED_READ_FILE__FILE_NOT_EXIST,
                                "path",
                                split.file().uri()),
                        e)
                : unreadable(split, e);
    }

    /** Says which file it was. */
    private static MillraceException unreadable(FileSplit split, Exception cause) {
        return new MillraceException(
                ErrorDetail.of(
                        ErrorCondition.FAILED_READ_FILE__NO_HINT,
                        "path",
                        split.file().uri()),
                cause);
    }

    /** Puts the constants between the columns of the file. */
    private static final class Reader implements SplitReader {
        private final SplitReader file;
        private final List<ConstantVector> constants;
        private final FileSplit split;
        private ColumnBatch batch;

        Reader(SplitReader file, List<ConstantVector> constants, FileSplit split) {
            this.file = file;
            this.constants = constants;
            this.split = split;
        }

        @Override
        public Status advance() {
            try {
                Status status = file.advance();
                batch = status == Status.BATCH ? complete(file.batch()) : null;
                return status;
            } catch (IOException e) {
                throw failure(split, e);
            } catch (MillraceException e) {
                boolean malformed = e.getCondition().startsWith("MALFORMED_RECORD_IN_PARSING");
                throw malformed ? unreadable(split, e) : e;
            }
        }

        private ColumnBatch complete(ColumnBatch rows) {
            List<ColumnVector> columns = new ArrayList<>(constants.size());
            int next = 0;
            for (ConstantVector constant : constants) {
                columns.add(constant == null ? rows.column(next++) : constant);
            }
            return rows.withColumns(columns);
        }

        @Override
        public ColumnBatch batch() {
            return batch;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
