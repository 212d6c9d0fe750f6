package io.millrace.engine.analysis;

import io.millrace.engine.connector.Connectors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.plan.UnresolvedExpression;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What analysis may look at: functions, views, connectors and the session's settings. */
public final class AnalysisContext {
    private final FunctionRegistry functions;
    private final Catalog catalog;
    private final Connectors connectors;
    private final OpenedReads opened;
    private final Map<String, String> configuration;
    private final ResolutionContext resolution;
    private final Map<String, CommonTables.Definition> commonTables;
    private final Optional<OuterColumns> outer;
    private final Map<List<Object>, Expression.Subquery> subqueries;

    public AnalysisContext(
            FunctionRegistry functions,
            Catalog catalog,
            Connectors connectors,
            OpenedReads opened,
            Map<String, String> configuration,
            ResolutionContext resolution) {
        this(
                functions,
                catalog,
                connectors,
                opened,
                Map.copyOf(configuration),
                resolution,
                Map.of(),
                Optional.empty(),
                new HashMap<>());
    }

    private AnalysisContext(
            FunctionRegistry functions,
            Catalog catalog,
            Connectors connectors,
            OpenedReads opened,
            Map<String, String> configuration,
            ResolutionContext resolution,
            Map<String, CommonTables.Definition> commonTables,
            Optional<OuterColumns> outer,
            Map<List<Object>, Expression.Subquery> subqueries) {
        this.functions = functions;
        this.catalog = catalog;
        this.connectors = connectors;
        this.opened = opened;
        this.configuration = configuration;
        this.resolution = resolution;
        this.commonTables = commonTables;
        this.outer = outer;
        this.subqueries = subqueries;
    }

    /** The same with other tables of WITH clauses, by name in lower case. */
    AnalysisContext withCommonTables(Map<String, CommonTables.Definition> tables) {
        return new AnalysisContext(
                functions,
                catalog,
                connectors,
                opened,
                configuration,
                resolution,
                Map.copyOf(tables),
                outer,
                new HashMap<>());
    }

    /** The same inside a sub-query that sees these columns of the query around it. */
    AnalysisContext inside(OuterColumns columns) {
        return new AnalysisContext(
                functions,
                catalog,
                connectors,
                opened,
                configuration,
                resolution,
                commonTables,
                Optional.of(columns),
                new HashMap<>());
    }

    /** The same for a view, which sees nothing of the query that names it. */
    AnalysisContext standingAlone() {
        return new AnalysisContext(
                functions,
                catalog,
                connectors,
                opened,
                configuration,
                resolution,
                Map.of(),
                Optional.empty(),
                new HashMap<>());
    }

    Map<String, CommonTables.Definition> commonTables() {
        return commonTables;
    }

    /** The columns around the sub-query that is being analysed, if it is one. */
    Optional<OuterColumns> outer() {
        return outer;
    }

    /** A sub-query that is written twice over the same columns is one, so that it can be grouped by. */
    Expression.Subquery unified(UnresolvedExpression written, Expression.Subquery typed) {
        return subqueries.computeIfAbsent(List.of(written, typed.children()), ignored -> typed);
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
