package io.millrace.engine.analysis;

import io.millrace.plan.Engine.ViewDescription;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UserFunction;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What names stand for: the temporary views of a session, the global ones, the user's functions, and the tables and views
 * that namespaces keep until the session ends. A temporary view hides a table of its name. Names count without regard to
 * case. Thread-safe.
 */
public final class Catalog {
    /** The database in which global temporary views live. */
    public static final String GLOBAL_DATABASE = "global_temp";

    /** The namespace that is always there. */
    public static final String DEFAULT_NAMESPACE = "default";

    /** The name of the catalog itself, which may stand before a namespace. */
    public static final String NAME = "spark_catalog";

    private final Map<String, Relation> temporary = new ConcurrentSkipListMap<>();
    private final Map<String, Relation> global;
    private final ConcurrentMap<String, Map<String, Relation>> namespaces = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, String>> namespaceProperties = new ConcurrentSkipListMap<>();
    private final Variables variables = new Variables();
    private final Routines routines = new Routines();
    private final CachedViews cachedViews = new CachedViews(this);
    private volatile String current = DEFAULT_NAMESPACE;
    private final Map<String, UserFunction> functions = new ConcurrentSkipListMap<>();

    /** What a name stands for. */
    public sealed interface Relation {
        /** A view: its plan takes the place of the name. */
        record View(UnresolvedPlan plan, CreationSettings settings) implements Relation {}

        /** Data of the engine's own, such as a memory sink's rows. */
        record Data(Table table) implements Relation {}

        /** A table made by CREATE TABLE. */
        record Stored(StoredTable table) implements Relation {}

        /** A view that a namespace keeps. */
        record Kept(StoredView view) implements Relation {}
    }

    /**
     * A relation and the whole of its name.
     *
     * @param name as it may stand before a column
     */
    public record Found(List<String> name, Relation relation) {}

    /** The name of a table or view in a namespace. */
    public record QualifiedName(String namespace, String name) {
        /** All parts, that of the catalog first. */
        public List<String> parts() {
            return List.of(NAME, namespace, name);
        }
    }

    /** @param global the views that all sessions of the engine share */
    public Catalog(Map<String, Relation> global) {
        this.global = global;
        namespaces.put(DEFAULT_NAMESPACE, new ConcurrentSkipListMap<>());
    }

    /** The variables of the session. */
    public Variables variables() {
        return variables;
    }

    /** The views whose rows are kept. */
    public CachedViews cachedViews() {
        return cachedViews;
    }

    /** The functions written in SQL. */
    public Routines routines() {
        return routines;
    }

    /** A function written in SQL; a name without qualifiers means a temporary one first. */
    public Optional<SqlFunction> routine(List<String> name) {
        if (Routines.isBuiltin(name)) {
            return Optional.empty();
        }
        boolean session = Routines.isSession(name);
        Optional<SqlFunction> found =
                name.size() == 1 || session ? routines.temporary(name.getLast()) : Optional.empty();
        return found.isPresent() || session ? found : routines.kept(qualify(name));
    }

    public Optional<Found> find(List<String> name) {
        Relation view = null;
        if (name.size() == 2 && name.getFirst().equalsIgnoreCase(GLOBAL_DATABASE)) {
            view = global.get(key(name.getLast()));
        } else if (name.size() == 1) {
            view = temporary.get(key(name.getFirst()));
        }
        return view != null ? Optional.of(new Found(List.of(key(name.getLast())), view)) : findStored(name);
    }

    // Temporary views

    public void create(String name, Relation relation, boolean replace, boolean isGlobal) {
        Map<String, Relation> views = isGlobal ? global : temporary;
        if (replace) {
            views.put(key(name), relation);
        } else if (views.putIfAbsent(key(name), relation) != null) {
            List<String> shown = isGlobal ? List.of(GLOBAL_DATABASE, name) : List.of(name);
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.TEMP_TABLE_OR_VIEW_ALREADY_EXISTS, "relationName", NameResolver.quoted(shown)));
        }
    }

    public boolean drop(String name, boolean isGlobal) {
        return (isGlobal ? global : temporary).remove(key(name)) != null;
    }

    public List<ViewDescription> views() {
        List<ViewDescription> views = new ArrayList<>();
        global.keySet().forEach(name -> views.add(new ViewDescription(name, true, true)));
        temporary.keySet().forEach(name -> views.add(new ViewDescription(name, true, false)));
        return views;
    }

    // Tables and views of namespaces

    /** Where a name belongs, whether there is such a thing or not; refuses names of too many parts. */
    public QualifiedName qualify(List<String> name) {
        List<String> inside = withoutCatalog(name);
        if (inside.size() > 2) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.REQUIRES_SINGLE_PART_NAMESPACE,
                    "sessionCatalog",
                    NAME,
                    "identifier",
                    NameResolver.quoted(inside)));
        }
        String namespace = inside.size() == 1 ? current : key(inside.getFirst());
        return new QualifiedName(namespace, key(inside.getLast()));
    }

    private static List<String> withoutCatalog(List<String> name) {
        return name.size() > 2 && name.getFirst().equalsIgnoreCase(NAME) ? name.subList(1, name.size()) : name;
    }

    private Optional<Found> findStored(List<String> name) {
        return stored(qualify(name));
    }

    /** A table or view of a namespace. */
    public Optional<Found> stored(QualifiedName name) {
        return Optional.ofNullable(namespaces.get(name.namespace()))
                .map(relations -> relations.get(name.name()))
                .map(relation -> new Found(name.parts(), relation));
    }

    /** Keeps a table or view, in the place of another of its name if there is one. */
    public void store(QualifiedName name, Relation relation) {
        relationsOf(name.namespace()).put(name.name(), relation);
    }

    /** Whether there was such a thing. */
    public boolean remove(QualifiedName name) {
        Map<String, Relation> relations = namespaces.get(name.namespace());
        return relations != null && relations.remove(name.name()) != null;
    }

    /** What a namespace keeps, by name. */
    public Map<String, Relation> relationsOf(String namespace) {
        Map<String, Relation> relations = namespaces.get(key(namespace));
        if (relations == null) {
            throw noSchema(List.of(namespace));
        }
        return relations;
    }

    /** @param namespace inside the catalog */
    public static MillraceException noSchema(List<String> namespace) {
        List<String> name = new ArrayList<>(List.of(NAME));
        name.addAll(namespace);
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.SCHEMA_NOT_FOUND, "schemaName", NameResolver.quoted(name)));
    }

    // Namespaces

    public Set<String> namespaces() {
        return namespaces.keySet();
    }

    /** Whether it is new. */
    public boolean createNamespace(String name) {
        return namespaces.putIfAbsent(key(name), new ConcurrentSkipListMap<>()) == null;
    }

    /** What is known of a namespace, which must be there; its comment is the property {@code comment}. */
    public Map<String, String> propertiesOf(String name) {
        relationsOf(name);
        return namespaceProperties.getOrDefault(key(name), Map.of());
    }

    /** Adds properties to a namespace, which must be there, in the place of those of the same names. */
    public void addProperties(String name, Map<String, String> properties) {
        changeProperties(name, properties, List.of());
    }

    /** The same; other properties go, whether they are there or not. */
    public void changeProperties(String name, Map<String, String> properties, List<String> removed) {
        Map<String, String> all = new TreeMap<>(propertiesOf(name));
        all.putAll(properties);
        removed.forEach(all::remove);
        namespaceProperties.put(key(name), all);
    }

    /** Drops a namespace, which must be there, with all that is in it. */
    public void dropNamespace(String name) {
        namespaces.remove(key(name));
        namespaceProperties.remove(key(name));
        routines.removeAll(key(name));
    }

    /** The namespace of names that say none. */
    public String currentNamespace() {
        return current;
    }

    public void use(String namespace) {
        relationsOf(namespace);
        current = key(namespace);
    }

    /** A name in back-quotes, part by part. */
    public static String quoted(List<String> parts) {
        return NameResolver.quoted(parts);
    }

    // The user's functions

    /** Registers a user's function, in the place of an older one of that name. */
    public void register(String name, UserFunction function) {
        functions.put(key(name), function);
    }

    /** A user's function; it hides a built-in one of the same name. */
    public Optional<UserFunction> function(String name) {
        return Optional.ofNullable(functions.get(key(name)));
    }

    /** Whether there was such a function. */
    public boolean unregister(String name) {
        return functions.remove(key(name)) != null;
    }

    public Set<String> functionNames() {
        return functions.keySet();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
