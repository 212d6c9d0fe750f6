package io.millrace.engine.logical;

import io.millrace.engine.expression.Attribute;
import io.millrace.types.Metadata;
import io.millrace.types.MetadataBuilder;

/** How a column says that it is event time: metadata with the delay of its watermark, as in Spark. */
public final class EventTime {
    private static final String DELAY_KEY = "spark.watermarkDelayMs";

    private EventTime() {}

    public static boolean isTagged(Attribute attribute) {
        return attribute.metadata().contains(DELAY_KEY);
    }

    /** The delay of a tagged column in milliseconds. */
    public static long delayMillis(Attribute attribute) {
        return attribute.metadata().getLong(DELAY_KEY);
    }

    public static Metadata tag(Metadata metadata, long delayMillis) {
        return new MetadataBuilder()
                .withMetadata(metadata)
                .putLong(DELAY_KEY, delayMillis)
                .build();
    }

    public static Metadata untag(Metadata metadata) {
        return metadata.contains(DELAY_KEY)
                ? new MetadataBuilder().withMetadata(metadata).remove(DELAY_KEY).build()
                : metadata;
    }
}
