package io.millrace.spi.source;

import java.util.Objects;

/** A position of a stream, as the JSON text that the offset log keeps. Equal texts are equal positions. */
public record Offset(String json) {
    public Offset {
        Objects.requireNonNull(json, "json");
    }

    @Override
    public String toString() {
        return json;
    }
}
