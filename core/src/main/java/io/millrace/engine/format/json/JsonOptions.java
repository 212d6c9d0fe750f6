package io.millrace.engine.format.json;

import io.millrace.engine.format.ParseMode;
import io.millrace.engine.format.UnsupportedOptions;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import java.time.ZoneId;

/**
 * What a reader of JSON is told about the text.
 *
 * @param source the options as given, for those that are read elsewhere
 * @param zone the zone of timestamps that name none
 * @param timeParserPolicy which letters patterns of dates and times have
 */
public record JsonOptions(
        Options source,
        ZoneId zone,
        TimeParserPolicy timeParserPolicy,
        ParseMode mode,
        String corruptColumn,
        boolean comments,
        boolean unquotedNames,
        boolean singleQuotes,
        boolean leadingZeros,
        boolean anyEscape,
        boolean controlCharacters,
        boolean nonNumericNumbers) {

    static JsonOptions of(Options options, ZoneId sessionZone) {
        return of(new ReadSettings(options, sessionZone));
    }

    static JsonOptions of(ReadSettings settings) {
        Options options = settings.options();
        UnsupportedOptions.refuseVariants(options);
        return new JsonOptions(
                options,
                options.get("timeZone").map(ZoneId::of).orElse(settings.zone()),
                settings.timeParserPolicy(),
                ParseMode.of(options),
                options.get("columnNameOfCorruptRecord", "_corrupt_record"),
                options.getBoolean("allowComments", false),
                options.getBoolean("allowUnquotedFieldNames", false),
                options.getBoolean("allowSingleQuotes", true),
                options.getBoolean("allowNumericLeadingZeros", false),
                options.getBoolean("allowBackslashEscapingAnyCharacter", false),
                options.getBoolean("allowUnquotedControlChars", false),
                options.getBoolean("allowNonNumericNumbers", true));
    }
}
