package io.millrace.types;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Builds {@link Metadata}; a later value replaces an earlier one of the same name. */
public class MetadataBuilder {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Takes over all values of other metadata. */
    public MetadataBuilder withMetadata(Metadata metadata) {
        values.putAll(metadata.values());
        return this;
    }

    public MetadataBuilder putNull(String key) {
        return put(key, null);
    }

    public MetadataBuilder putLong(String key, long value) {
        return put(key, value);
    }

    public MetadataBuilder putDouble(String key, double value) {
        return put(key, value);
    }

    public MetadataBuilder putBoolean(String key, boolean value) {
        return put(key, value);
    }

    public MetadataBuilder putString(String key, String value) {
        return put(key, value);
    }

    public MetadataBuilder putMetadata(String key, Metadata value) {
        return put(key, value);
    }

    public MetadataBuilder putLongArray(String key, long[] value) {
        return put(key, Arrays.stream(value).boxed().toList());
    }

    public MetadataBuilder putDoubleArray(String key, double[] value) {
        return put(key, Arrays.stream(value).boxed().toList());
    }

    public MetadataBuilder putBooleanArray(String key, boolean[] value) {
        return put(key, IntStream.range(0, value.length).mapToObj(i -> value[i]).toList());
    }

    public MetadataBuilder putStringArray(String key, String[] value) {
        return put(key, List.of(value));
    }

    public MetadataBuilder putMetadataArray(String key, Metadata[] value) {
        return put(key, List.of(value));
    }

    public MetadataBuilder remove(String key) {
        values.remove(key);
        return this;
    }

    public Metadata build() {
        return new Metadata(values);
    }

    private MetadataBuilder put(String key, Object value) {
        values.put(key, value);
        return this;
    }
}
