package io.millrace.kafka;

import io.millrace.spi.option.Options;
import java.util.Locale;
import java.util.Optional;

/** Reads the options that say where reading begins and ends. */
final class StartingOffsets {
    private StartingOffsets() {}

    static OffsetBound starting(Options options, OffsetBound otherwise) {
        return bound(options, "startingTimestamp", "startingOffsetsByTimestamp", "startingOffsets", otherwise);
    }

    static OffsetBound ending(Options options) {
        return bound(options, "endingTimestamp", "endingOffsetsByTimestamp", "endingOffsets", new OffsetBound.Latest());
    }

    /** One time for all goes before times per partition, and both before offsets. */
    private static OffsetBound bound(
            Options options, String timestamp, String timestamps, String offsets, OffsetBound otherwise) {
        Optional<Long> single = options.getLong(timestamp, 0);
        if (single.isPresent()) {
            return new OffsetBound.AtTimestamp(single.get());
        }
        if (options.contains(timestamps)) {
            return new OffsetBound.AtTimestamps(
                    KafkaOptions.partitionNumbers(options, timestamps).offsets());
        }
        Optional<String> text = options.get(offsets);
        if (text.isEmpty()) {
            return otherwise;
        }
        return switch (text.get().trim().toLowerCase(Locale.ROOT)) {
            case "earliest" -> new OffsetBound.Earliest();
            case "latest" -> new OffsetBound.Latest();
            default -> explicit(options, offsets);
        };
    }

    private static OffsetBound explicit(Options options, String name) {
        String text = options.get(name).orElseThrow().trim();
        if (!text.startsWith("{")) {
            throw options.invalid(name, "earliest, latest or JSON such as {\"topic\":{\"0\":23,\"1\":-2}}");
        }
        PartitionOffsets offsets = KafkaOptions.partitionNumbers(options, name);
        if (offsets.offsets().values().stream().anyMatch(offset -> offset < OffsetBound.EARLIEST)) {
            throw options.invalid(name, "offsets of at least 0, -1 for latest, -2 for earliest");
        }
        return new OffsetBound.Explicit(offsets);
    }

    /** Refuses the meaning {@code forbidden} (latest or earliest), for all partitions or for one. */
    static void refuse(Options options, String name, OffsetBound bound, long forbidden, String message) {
        boolean refused = switch (bound) {
            case OffsetBound.Earliest ignored -> forbidden == OffsetBound.EARLIEST;
            case OffsetBound.Latest ignored -> forbidden == OffsetBound.LATEST;
            case OffsetBound.Explicit explicit -> explicit.offsets().offsets().containsValue(forbidden);
            case OffsetBound.AtTimestamp ignored -> false;
            case OffsetBound.AtTimestamps ignored -> false;
        };
        if (refused) {
            throw options.invalid(name, "any position in a batch query, but " + message);
        }
    }
}
