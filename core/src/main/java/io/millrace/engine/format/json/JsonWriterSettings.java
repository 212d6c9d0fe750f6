package io.millrace.engine.format.json;

import io.millrace.spi.option.Options;
import java.time.ZoneId;

/** What a writer of JSON is told. */
public record JsonWriterSettings(
        Options source, ZoneId zone, boolean ignoreNullFields, boolean pretty, boolean sortKeys, boolean ascii) {
    public static JsonWriterSettings of(Options options, ZoneId sessionZone) {
        return new JsonWriterSettings(
                options,
                options.get("timeZone").map(ZoneId::of).orElse(sessionZone),
                options.getBoolean("ignoreNullFields", true),
                options.getBoolean("pretty", false),
                options.getBoolean("sortKeys", false),
                options.getBoolean("writeNonAsciiCharacterAsCodePoint", false));
    }
}
