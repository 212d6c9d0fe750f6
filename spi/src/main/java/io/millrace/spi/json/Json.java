package io.millrace.spi.json;

/**
 * JSON as plain Java values.
 *
 * <p>Objects are {@code LinkedHashMap<String, Object>} in the order of the text, arrays are {@code List<Object>},
 * strings {@code String}, and the rest {@code Boolean} or null. Numbers without fraction and exponent are {@code Long},
 * or {@code BigInteger} beyond its range; others are {@code Double}, or {@code BigDecimal} where a double would lose
 * digits.
 */
public final class Json {
    private Json() {}

    /**
     * Reads a text that holds exactly one value.
     *
     * @throws JsonException if the text is not strict JSON, names a key twice or nests more than 500 levels deep
     */
    public static Object parse(String text) {
        return new JsonReader(text).readDocument();
    }

    /**
     * Writes a value in one line without blanks. Maps, iterables, strings, booleans, numbers and null are accepted.
     *
     * @throws JsonException if there is anything else in it, NaN and infinities included
     */
    public static String write(Object value) {
        return new JsonWriter(false).write(value);
    }

    /** Writes a value over several lines, indented by two blanks, with {@code " : "} between key and value. */
    public static String writePretty(Object value) {
        return new JsonWriter(true).write(value);
    }
}
