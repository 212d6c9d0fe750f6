package io.millrace.spi.sink;

import io.millrace.spi.option.Options;
import io.millrace.types.StructType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What a user asked a sink for.
 *
 * @param format the name used in {@code format(…)}
 * @param schema the columns of the rows
 * @param partitionColumns the columns of {@code partitionBy}
 * @param options the options, {@code path} among them
 * @param zone the session time zone
 * @param configuration the session's settings
 */
public record WriteRequest(
        String format,
        StructType schema,
        List<String> partitionColumns,
        Options options,
        ZoneId zone,
        Map<String, String> configuration) {
    public WriteRequest {
        partitionColumns = List.copyOf(partitionColumns);
        configuration = Map.copyOf(configuration);
    }
}
