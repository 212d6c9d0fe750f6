package io.millrace.engine.format.json;

import io.millrace.spi.format.FileFormat.WriteSettings;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import java.time.ZoneId;

/** What a writer of JSON is told. */
public record JsonWriterSettings(
        Options source,
        ZoneId zone,
        TimeParserPolicy timeParserPolicy,
        boolean ignoreNullFields,
        boolean pretty,
        boolean sortKeys,
        boolean ascii) {
    public static JsonWriterSettings of(WriteSettings settings) {
        Options options = settings.options();
        return new JsonWriterSettings(
                options,
                options.get("timeZone").map(ZoneId::of).orElse(settings.zone()),
                settings.timeParserPolicy(),
                options.getBoolean("ignoreNullFields", true),
                options.getBoolean("pretty", false),
                options.getBoolean("sortKeys", false),
                options.getBoolean("writeNonAsciiCharacterAsCodePoint", false));
    }
}
