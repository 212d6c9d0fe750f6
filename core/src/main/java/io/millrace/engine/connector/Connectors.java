package io.millrace.engine.connector;

import io.millrace.engine.connector.file.FileConnector;
import io.millrace.spi.Connector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * All connectors by name and alias, without regard to case. They are found by {@code ServiceLoader}; each file format
 * becomes a connector. Nothing is loaded before the first look-up.
 */
public final class Connectors {
    /** Formats whose modules are not on every class path; their absence has conditions of its own in Spark. */
    private static final Map<String, ErrorCondition> SEPARATE_MODULES =
            Map.of("kafka", ErrorCondition.LEGACY_1140, "avro", ErrorCondition.LEGACY_1139);

    /** What only {@code writeStream} knows: to everybody else there is no such format. */
    private static final Set<String> STREAM_SINKS_ONLY = Set.of("memory");

    private final ClassLoader loader;
    private Map<String, Connector> byName;

    /** @param loader where to look for connectors: the user's class loader */
    public Connectors(ClassLoader loader) {
        this.loader = loader;
    }

    private synchronized Map<String, Connector> byName() {
        if (byName == null) {
            byName = new LinkedHashMap<>();
            ServiceLoader.load(Connector.class, loader).forEach(this::add);
            ServiceLoader.load(FileFormat.class, loader).forEach(format -> add(new FileConnector(format)));
        }
        return byName;
    }

    private void add(Connector connector) {
        byName.putIfAbsent(key(connector.name()), connector);
        List<String> aliases = connector.aliases();
        aliases.forEach(alias -> byName.putIfAbsent(key(alias), connector));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public boolean isKnown(String name) {
        return byName().containsKey(key(name));
    }

    /** Whether it is a format whose module is not here. */
    public boolean isForeign(String name) {
        return !isKnown(name) && SEPARATE_MODULES.containsKey(key(name));
    }

    /** The connector of a name to read from or to write a batch to; {@code memory} is a sink of streams and no more. */
    public Connector findDataSource(String name) {
        Connector connector = find(name);
        if (STREAM_SINKS_ONLY.contains(connector.name())) {
            throw unknown(name);
        }
        return connector;
    }

    /** The connector of a name; an unknown one is an error. */
    public Connector find(String name) {
        Connector connector = byName().get(key(name));
        if (connector == null) {
            throw unknown(name);
        }
        return connector;
    }

    private MillraceException unknown(String name) {
        ErrorCondition separate = SEPARATE_MODULES.get(key(name));
        return new MillraceException(
                separate != null
                        ? ErrorDetail.of(separate, "provider", name)
                        : ErrorDetail.of(ErrorCondition.DATA_SOURCE_NOT_FOUND, "provider", name));
    }
}
