package io.millrace.engine.analysis;

import io.millrace.engine.connector.Connectors;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import java.time.ZoneId;
import java.util.ArrayList;
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
    private final Place place;
    private final Map<List<Object>, Expression.Subquery> subqueries = new HashMap<>();

    /**
     * Where in a query analysis is.
     *
     * @param commonTables the tables of WITH clauses, by name in lower case
     * @param outer the columns around the sub-query that is being analysed
     * @param routines the functions written in SQL whose bodies are around, the outermost first
     * @param creation what is being created from the query, if it is to be kept
     */
    private record Place(
            Map<String, CommonTables.Definition> commonTables,
            Optional<OuterColumns> outer,
            List<SqlFunction> routines,
            Optional<Creation> creation) {
        static final Place TOP = new Place(Map.of(), Optional.empty(), List.of(), Optional.empty());

        Place {
            commonTables = Map.copyOf(commonTables);
            routines = List.copyOf(routines);
        }
    }

    public AnalysisContext(
            FunctionRegistry functions,
            Catalog catalog,
            Connectors connectors,
            OpenedReads opened,
            Map<String, String> configuration,
            ResolutionContext resolution) {
        this(functions, catalog, connectors, opened, Map.copyOf(configuration), resolution, Place.TOP);
    }

    private AnalysisContext(
            FunctionRegistry functions,
            Catalog catalog,
            Connectors connectors,
            OpenedReads opened,
            Map<String, String> configuration,
            ResolutionContext resolution,
            Place place) {
        this.functions = functions;
        this.catalog = catalog;
        this.connectors = connectors;
        this.opened = opened;
        this.configuration = configuration;
        this.resolution = resolution;
        this.place = place;
    }

    private AnalysisContext at(Place other) {
        return new AnalysisContext(functions, catalog, connectors, opened, configuration, resolution, other);
    }

    /** The same with other tables of WITH clauses, by name in lower case. */
    AnalysisContext withCommonTables(Map<String, CommonTables.Definition> tables) {
        return at(new Place(tables, place.outer(), place.routines(), place.creation()));
    }

    /** The same inside a sub-query that sees these columns of the query around it. */
    AnalysisContext inside(OuterColumns columns) {
        return at(new Place(place.commonTables(), Optional.of(columns), place.routines(), place.creation()));
    }

    /** The same for a view, which sees nothing of the query that names it, and means what it meant when it was made. */
    AnalysisContext insideView(CreationSettings settings) {
        return under(settings, new Place(Map.of(), Optional.empty(), place.routines(), place.creation()));
    }

    /** The same for the body of a function, which means what it meant when it was made. */
    AnalysisContext insideRoutine(SqlFunction function) {
        List<SqlFunction> routines = new ArrayList<>(place.routines());
        routines.add(function);
        return under(function.settings(), new Place(Map.of(), Optional.empty(), routines, place.creation()));
    }

    private AnalysisContext under(CreationSettings settings, Place other) {
        ResolutionContext then = new ResolutionContext(
                settings.zone(),
                settings.ansi(),
                key -> Optional.ofNullable(settings.configuration().get(key))
                        .or(() -> resolution.configuration().apply(key)),
                Origin.NONE,
                resolution.clock(),
                resolution.ordinals(),
                resolution.anySeed());
        return new AnalysisContext(functions, catalog, connectors, opened, settings.configuration(), then, other);
    }

    /** The same where functions of chance are refused for what they are, whatever their seeds. */
    AnalysisContext withAnySeed() {
        return new AnalysisContext(
                functions, catalog, connectors, opened, configuration, resolution.withAnySeed(), place);
    }

    /** The settings of this session, for what is made now. */
    public CreationSettings settings() {
        return new CreationSettings(configuration, resolution.zone(), resolution.ansi());
    }

    /** The same for the query of something that is to be kept. */
    public AnalysisContext creating(Creation creation) {
        return at(new Place(place.commonTables(), place.outer(), place.routines(), Optional.of(creation)));
    }

    /** The functions whose bodies are around, the outermost first. */
    List<SqlFunction> routines() {
        return place.routines();
    }

    Optional<Creation> creation() {
        return place.creation();
    }

    Map<String, CommonTables.Definition> commonTables() {
        return place.commonTables();
    }

    /** Whether a column is one of the query around, as the sub-query that is being analysed sees it. */
    boolean isOuter(Attribute column) {
        return outer().filter(around -> around.isParameter(column.id())).isPresent();
    }

    /** The columns around the sub-query that is being analysed, if it is one. */
    Optional<OuterColumns> outer() {
        return place.outer();
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
