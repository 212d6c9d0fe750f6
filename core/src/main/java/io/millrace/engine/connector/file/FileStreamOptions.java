package io.millrace.engine.connector.file;

import io.millrace.spi.option.Options;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of a streaming file source.
 *
 * @param discardRatio files left over by a limit are listed anew when they are fewer than this part of it
 */
record FileStreamOptions(
        Optional<Long> maxFiles,
        Optional<Long> maxBytes,
        boolean latestFirst,
        long maxAgeMillis,
        boolean fileNameOnly,
        long maxCachedFiles,
        double discardRatio,
        CleanMode cleanMode,
        Optional<String> archiveDirectory) {

    /** What happens to files that have been processed. */
    enum CleanMode {
        OFF,
        ARCHIVE,
        DELETE
    }

    static FileStreamOptions of(Options options) {
        Optional<Long> maxFiles = options.getLong("maxFilesPerTrigger", 1);
        Optional<Long> maxBytes = options.getLong("maxBytesPerTrigger", 1);
        if (maxFiles.isPresent() && maxBytes.isPresent()) {
            throw options.invalid("maxBytesPerTrigger", "nothing where maxFilesPerTrigger is given");
        }
        boolean latestFirst = options.getBoolean("latestFirst", false);
        boolean ageless = latestFirst && (maxFiles.isPresent() || maxBytes.isPresent());
        CleanMode cleanMode = cleanMode(options);
        Optional<String> archive = options.get("sourceArchiveDir");
        if (cleanMode == CleanMode.ARCHIVE && archive.isEmpty()) {
            throw options.invalid("sourceArchiveDir", "a directory where cleanSource is archive");
        }
        return new FileStreamOptions(
                maxFiles,
                maxBytes,
                latestFirst,
                ageless ? Long.MAX_VALUE : FileSettings.millis(options, "maxFileAge", "7d"),
                options.getBoolean("fileNameOnly", false),
                options.getLong("maxCachedFiles", 0).orElse(10_000L),
                ratio(options),
                cleanMode,
                archive);
    }

    private static double ratio(Options options) {
        String text = options.get("discardCachedInputRatio", "0.2");
        try {
            double ratio = Double.parseDouble(text);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            throw options.invalid("discardCachedInputRatio", "a number between 0 and 1");
        }
        throw options.invalid("discardCachedInputRatio", "a number between 0 and 1");
    }

    private static CleanMode cleanMode(Options options) {
        return switch (options.get("cleanSource", "off").toLowerCase(Locale.ROOT)) {
            case "off" -> CleanMode.OFF;
            case "archive" -> CleanMode.ARCHIVE;
            case "delete" -> CleanMode.DELETE;
            default -> throw options.invalid("cleanSource", "off, archive or delete");
        };
    }
}
