package io.millrace.engine.analysis;

import io.millrace.engine.connector.Connectors;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import java.time.ZoneId;
import java.util.Map;

/** What analysis may look at: functions, views, connectors and the session's settings. */
public final class AnalysisContext {
    private final FunctionRegistry functions;
    private final Catalog catalog;
    private final Connectors connectors;
    private final OpenedReads opened;
    private final Map<String, String> configuration;
    private final ResolutionContext resolution;

    public AnalysisContext(
            FunctionRegistry functions,
            Catalog catalog,
            Connectors connectors,
            OpenedReads opened,
            Map<String, String> configuration,
            ResolutionContext resolution) {
        this.functions = functions;
        this.catalog = catalog;
        this.connectors = connectors;
        this.opened = opened;
        this.configuration = Map.copyOf(configuration);
        this.resolution = resolution;
    }

    public FunctionRegistry functions() {
        return functions;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Connectors connectors() {
        return connectors;
    }

    public OpenedReads opened() {
        return opened;
    }

    public Map<String, String> configuration() {
        return configuration;
    }

    public ResolutionContext resolution() {
        return resolution;
    }

    public ZoneId zone() {
        return resolution.zone();
    }

    /** Whether users see dates and timestamps as java.time. */
    public boolean javaTime() {
        return "true".equalsIgnoreCase(configuration.get("spark.sql.datetime.java8API.enabled"));
    }

    public boolean caseSensitive() {
        return "true".equalsIgnoreCase(configuration.get("spark.sql.caseSensitive"));
    }
}
