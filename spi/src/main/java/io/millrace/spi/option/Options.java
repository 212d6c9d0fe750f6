package io.millrace.spi.option;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Options of a reader or writer: names without regard to case, values as text. Immutable. */
public final class Options {
    public static final Options EMPTY = new Options(Map.of());

    private final Map<String, String> original;
    private final Map<String, String> byLowerName;

    private Options(Map<String, String> options) {
        this.original = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Map<String, String> lower = new LinkedHashMap<>();
        options.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        this.byLowerName = lower;
    }

    public static Options of(Map<String, String> options) {
        return options.isEmpty() ? EMPTY : new Options(options);
    }

    /** The options as they were written. */
    public Map<String, String> asMap() {
        return original;
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(byLowerName.get(name.toLowerCase(Locale.ROOT)));
    }

    public String get(String name, String defaultValue) {
        return get(name).orElse(defaultValue);
    }

    public boolean contains(String name) {
        return get(name).isPresent();
    }

    /** {@code true} or {@code false} in any case; anything else is refused. */
    public boolean getBoolean(String name, boolean defaultValue) {
        Optional<String> text = get(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "true or false");
        };
    }

    /** A whole number of at least {@code minimum}; anything else is refused. */
    public Optional<Long> getLong(String name, long minimum) {
        return get(name).map(text -> {
            try {
                long value = Long.parseLong(text.trim());
                if (value >= minimum) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw invalid(name, "a whole number of at least " + minimum);
            }
            throw invalid(name, "a whole number of at least " + minimum);
        });
    }

    /** The error for a value that the option does not accept. */
    public RuntimeException invalid(String name, String accepted) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE,
                "option",
                name,
                "value",
                "'" + get(name).orElse("") + "'",
                "accepted",
                accepted));
    }

    /** These options and, over them, others. */
    public Options with(Map<String, String> others) {
        Map<String, String> merged = new LinkedHashMap<>(original);
        others.forEach((name, value) -> {
            merged.keySet().removeIf(known -> known.equalsIgnoreCase(name));
            merged.put(name, value);
        });
        return of(merged);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options that && that.byLowerName.equals(byLowerName);
    }

    @Override
    public int hashCode() {
        return byLowerName.hashCode();
    }

    @Override
    public String toString() {
        return original.keySet().toString();
    }
}
