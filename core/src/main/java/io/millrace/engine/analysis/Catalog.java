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
import java.util.concurrent.ConcurrentSkipListMap;

/** The temporary views and the user's functions of a session, and the global views. Names count without regard to case. Thread-safe. */
public final class Catalog {
    /** The database in which global temporary views live. */
    public static final String GLOBAL_DATABASE = "global_temp";

    private final Map<String, Relation> temporary = new ConcurrentSkipListMap<>();
    private final Map<String, Relation> global;
    private final Map<String, UserFunction> functions = new ConcurrentSkipListMap<>();

    /** What a name stands for. */
    public sealed interface Relation {
        /** A view: its plan takes the place of the name. */
        record View(UnresolvedPlan plan) implements Relation {}

        /** Data of the engine's own, such as a memory sink's rows. */
        record Data(Table table) implements Relation {}
    }

    /** @param global the views that all sessions of the engine share */
    public Catalog(Map<String, Relation> global) {
        this.global = global;
    }

    public Optional<Relation> find(List<String> name) {
        if (name.size() == 2 && name.getFirst().equalsIgnoreCase(GLOBAL_DATABASE)) {
            return Optional.ofNullable(global.get(key(name.getLast())));
        }
        return name.size() == 1 ? Optional.ofNullable(temporary.get(key(name.getFirst()))) : Optional.empty();
    }

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

    /** Registers a user's function, in the place of an older one of that name. */
    public void register(String name, UserFunction function) {
        functions.put(key(name), function);
    }

    /** A user's function; it hides a built-in one of the same name. */
    public Optional<UserFunction> function(String name) {
        return Optional.ofNullable(functions.get(key(name)));
    }

    public Set<String> functionNames() {
        return functions.keySet();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
