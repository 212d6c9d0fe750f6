package io.millrace.spi.format;

import io.millrace.spi.option.Options;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A format of files, found by {@code ServiceLoader}. Listing files, partition directories, source logs, manifests and
 * naming are the file connector's; a format only knows bytes and rows.
 */
public interface FileFormat {
    /** The name, for example {@code json}. */
    String name();

    /** Other names that mean the same, without regard to case. */
    default List<String> aliases() {
        return List.of();
    }

    /** The schema that a reader has if the user gives none and nothing is looked at; only {@code text} has one. */
    default Optional<StructType> defaultSchema() {
        return Optional.empty();
    }

    /** The schema of some files together; empty when there is nothing to tell it from. */
    Optional<StructType> inferSchema(List<Path> files, ReadSettings settings) throws IOException;

    /** Refuses options or a schema that cannot be read, when the plan is analysed. */
    void validateRead(StructType schema, ReadSettings settings);

    /**
     * Reads a stretch of a file. Formats that cannot start in the middle are only given whole files.
     *
     * @param columns what to give, a part of {@code schema}
     * @param schema the whole schema of the file: what a malformed record is judged by
     */
    SplitReader open(FileRange range, StructType columns, StructType schema, ReadSettings settings) throws IOException;

    /** Whether a file may be read in stretches by several tasks, given the options. */
    boolean splittable(ReadSettings settings);

    /** Refuses a schema or options that cannot be written, when the query is planned. */
    void validateWrite(StructType schema, WriteSettings settings);

    /** Starts a file. */
    FileWriter create(OutputStream out, StructType schema, WriteSettings settings) throws IOException;

    /** The end of file names, for example {@code .json} or {@code .json.gz}. */
    String extension(WriteSettings settings);

    /**
     * A stretch of a file.
     *
     * @param start the first byte
     * @param length how many bytes; a record belongs to the stretch in which it starts
     */
    record FileRange(Path file, long start, long length) {}

    /**
     * How files are read.
     *
     * @param zone the session time zone, unless an option overrides it
     * @param localTimestamps whether texts are taken for timestamps without a zone, where types are told from data
     * @param timeParserPolicy which letters patterns of dates and times have
     */
    record ReadSettings(Options options, ZoneId zone, boolean localTimestamps, TimeParserPolicy timeParserPolicy) {
        public ReadSettings(Options options, ZoneId zone) {
            this(options, zone, false, TimeParserPolicy.CORRECTED);
        }
    }

    /**
     * How files are written.
     *
     * @param zone the session time zone, unless an option overrides it
     * @param timeParserPolicy which letters patterns of dates and times have
     */
    record WriteSettings(Options options, ZoneId zone, TimeParserPolicy timeParserPolicy) {
        public WriteSettings(Options options, ZoneId zone) {
            this(options, zone, TimeParserPolicy.CORRECTED);
        }
    }

    /** Writes one file. */
    interface FileWriter {
        void write(ColumnBatch batch) throws IOException;

        /** Writes what is left; does not close the stream. */
        void finish() throws IOException;
    }
}
