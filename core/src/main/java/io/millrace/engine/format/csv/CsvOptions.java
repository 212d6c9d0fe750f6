package io.millrace.engine.format.csv;

import io.millrace.engine.format.ParseMode;
import io.millrace.engine.format.UnsupportedOptions;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.format.FileFormat.WriteSettings;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What readers and writers of CSV are told.
 *
 * @param separator one or more characters
 * @param quote the quote, or -1 for none
 * @param escape what makes a quote in quotes an ordinary character
 * @param escapeOfEscape what makes the escape an ordinary character, or -1
 * @param comment what lines begin with that are left out, or -1
 * @param maxCharacters how many characters a value may have
 */
record CsvOptions(
        Options source,
        ZoneId zone,
        TimeParserPolicy timeParserPolicy,
        String separator,
        int quote,
        int escape,
        int escapeOfEscape,
        int comment,
        boolean header,
        boolean multiLine,
        String nullValue,
        String nanValue,
        String positiveInfinity,
        String negativeInfinity,
        long maxColumns,
        long maxCharacters,
        boolean columnPruning,
        ParseMode mode,
        String corruptColumn) {

    static CsvOptions of(ReadSettings settings) {
        return of(settings.options(), settings.zone(), settings.timeParserPolicy());
    }

    static CsvOptions of(WriteSettings settings) {
        return of(settings.options(), settings.zone(), settings.timeParserPolicy());
    }

    private static CsvOptions of(Options options, ZoneId sessionZone, TimeParserPolicy timeParserPolicy) {
        String separator = options.get("sep").or(() -> options.get("delimiter")).orElse(",");
        if (separator.isEmpty()) {
            throw options.invalid(options.contains("sep") ? "sep" : "delimiter", "at least one character");
        }
        int quote = character(options, "quote", "\"");
        int escape = character(options, "escape", "\\");
        refuseUnsupported(options);
        return new CsvOptions(
                options,
                options.get("timeZone").map(ZoneId::of).orElse(sessionZone),
                timeParserPolicy,
                unescape(separator),
                quote,
                escape,
                options.contains("charToEscapeQuoteEscaping")
                        ? character(options, "charToEscapeQuoteEscaping", "")
                        : escape == quote ? -1 : escape,
                character(options, "comment", ""),
                options.getBoolean("header", false),
                options.getBoolean("multiLine", false),
                options.get("nullValue", ""),
                options.get("nanValue", "NaN"),
                options.get("positiveInf", "Inf"),
                options.get("negativeInf", "-Inf"),
                options.getLong("maxColumns", 1).orElse(20_480L),
                maxCharacters(options),
                options.getBoolean("columnPruning", true),
                ParseMode.of(options),
                options.get("columnNameOfCorruptRecord", "_corrupt_record"));
    }

    /** How many characters a value may have; -1 is as many as there are. */
    private static long maxCharacters(Options options) {
        long most = options.getLong("maxCharsPerColumn", -1).orElse(-1L);
        if (most == 0) {
            throw options.invalid("maxCharsPerColumn", "a whole number of at least 1, or -1 for no limit");
        }
        return most < 0 ? Long.MAX_VALUE : most;
    }

    /** Options whose other values would change what is read; better refused than ignored. */
    private static void refuseUnsupported(Options options) {
        if (!options.getBoolean("enforceSchema", true)) {
            throw options.invalid("enforceSchema", "true");
        }
        UnsupportedOptions.refuseVariants(options);
        String handling = options.get("unescapedQuoteHandling", "STOP_AT_DELIMITER");
        if (!handling.toUpperCase(Locale.ROOT).equals("STOP_AT_DELIMITER")) {
            throw options.invalid("unescapedQuoteHandling", "STOP_AT_DELIMITER");
        }
    }

    /** One character of ASCII, or -1 for an empty text. */
    private static int character(Options options, String option, String otherwise) {
        String text = options.get(option, otherwise);
        String plain = text.length() == 1 ? text : unescape(text);
        if (plain.isEmpty() || plain.equals("\u0000")) {
            return -1;
        }
        if (plain.length() > 1 || plain.charAt(0) > 127) {
            throw options.invalid(option, "one character of ASCII");
        }
        return plain.charAt(0);
    }

    private static String unescape(String text) {
        return text.replace("\\t", "\t").replace("\\0", "\u0000").replace("\\\\", "\\");
    }

    byte[] separatorBytes() {
        return separator.getBytes(StandardCharsets.UTF_8);
    }

    boolean ignoresLeading(boolean otherwise) {
        return source.getBoolean("ignoreLeadingWhiteSpace", otherwise);
    }

    boolean ignoresTrailing(boolean otherwise) {
        return source.getBoolean("ignoreTrailingWhiteSpace", otherwise);
    }
}
