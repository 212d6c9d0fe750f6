package io.millrace.engine.format;

import io.millrace.spi.option.Options;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a malformed record. */
public enum ParseMode {
    /** Its bad fields are null, and its text goes to the corrupt record column if there is one. */
    PERMISSIVE,
    /** It is left out. */
    DROPMALFORMED,
    /** It ends the query. */
    FAILFAST;

    private static final Logger LOG = LoggerFactory.getLogger(ParseMode.class);

    /** The option {@code mode}; an unknown value counts as {@link #PERMISSIVE}, with a warning, as in Spark. */
    public static ParseMode of(Options options) {
        String text = options.get("mode", PERMISSIVE.name());
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "PERMISSIVE" -> PERMISSIVE;
            case "DROPMALFORMED" -> DROPMALFORMED;
            case "FAILFAST" -> FAILFAST;
            default -> {
                LOG.warn("{} is not a parse mode; PERMISSIVE is used", text);
                yield PERMISSIVE;
            }
        };
    }
}
