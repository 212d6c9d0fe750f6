package io.millrace.engine.format.json;

import io.millrace.engine.format.ParseMode;
import io.millrace.engine.format.UnsupportedOptions;
import io.millrace.spi.option.Options;
import java.time.ZoneId;

/**
 * What a reader of JSON is told about the text.
 *
 * @param source the options as given, for those that are read elsewhere
 * @param zone the zone of timestamps that name none
 */
public record JsonOptions(
        Options source,
        ZoneId zone,
        ParseMode mode,
        String corruptColumn,
        boolean comments,
        boolean unquotedNames,
        boolean singleQuotes,
        boolean leadingZeros,
        boolean anyEscape,
        boolean controlCharacters,
        boolean nonNumericNumbers) {

    public static JsonOptions of(Options options, ZoneId sessionZone) {
        UnsupportedOptions.refuseVariants(options);
        return new JsonOptions(
                options,
                options.get("timeZone").map(ZoneId::of).orElse(sessionZone),
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
