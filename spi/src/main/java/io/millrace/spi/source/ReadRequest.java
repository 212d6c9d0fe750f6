package io.millrace.spi.source;

import io.millrace.spi.option.Options;
import io.millrace.types.StructType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user asked a source for.
 *
 * @param format the name used in {@code format(…)}
 * @param paths the paths given to {@code load}; empty for sources without
 * @param schema the user's schema, if one was given
 * @param options the options
 * @param zone the session time zone
 * @param configuration the session's settings, as they were when the plan was analysed
 */
public record ReadRequest(
        String format,
        List<String> paths,
        Optional<StructType> schema,
        Options options,
        ZoneId zone,
        Map<String, String> configuration) {
    public ReadRequest {
        paths = List.copyOf(paths);
        configuration = Map.copyOf(configuration);
    }
}
