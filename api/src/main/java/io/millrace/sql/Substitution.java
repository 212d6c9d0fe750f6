package io.millrace.sql;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of settings in the place of {@code ${key}} in a text; a key that has no value stays as it is. */
public final class Substitution {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:(\\w+?):)?(\\S+?)}");

    private final Function<String, Optional<String>> settings;

    /** @param settings the values of the session's settings by key */
    public Substitution(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /** The text with all values in it; they may refer to others, but not to themselves. */
    public String apply(String text) {
        return isOff() ? text : apply(text, Set.of());
    }

    private String apply(String text, Set<String> around) {
        if (!text.contains("${")) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(reference -> {
            String whole = reference.group();
            Set<String> inside = new HashSet<>(around);
            String result = inside.add(whole)
                    ? value(reference.group(1), reference.group(2))
                            .map(value -> apply(value, inside))
                            .orElse(whole)
                    : whole;
            return Matcher.quoteReplacement(result);
        });
    }

    private boolean isOff() {
        return settings.apply("spark.sql.variable.substitute")
                .filter(value -> value.trim().equalsIgnoreCase("false"))
                .isPresent();
    }

    private Optional<String> value(String kind, String key) {
        return switch (kind) {
            case null -> settings.apply(key);
            case "spark", "sparkconf", "hivevar", "hiveconf" -> settings.apply(key);
            case "env" -> Optional.ofNullable(System.getenv(key));
            case "system" -> Optional.ofNullable(System.getProperty(key));
            default -> Optional.empty();
        };
    }
}
