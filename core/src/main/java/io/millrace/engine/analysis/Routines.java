package io.millrace.engine.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The functions written in SQL: temporary ones, and those that namespaces keep. Thread-safe. */
public final class Routines {
    private static final String SESSION = "session";
    private static final String BUILTIN = "builtin";
    private static final String SYSTEM = "system";

    private final Map<String, SqlFunction> temporary = new ConcurrentSkipListMap<>();
    private final Map<String, SqlFunction> kept = new ConcurrentSkipListMap<>();

    /** Whether the qualifiers of a name are those of temporary functions. */
    public static boolean isSession(List<String> name) {
        return name.size() == 2 && name.getFirst().equalsIgnoreCase(SESSION)
                || name.size() == 3
                        && name.get(0).equalsIgnoreCase(SYSTEM)
                        && name.get(1).equalsIgnoreCase(SESSION);
    }

    /** Whether a name says that it is one of a built-in function. */
    static boolean isBuiltin(List<String> name) {
        return name.size() == 2 && name.getFirst().equalsIgnoreCase(BUILTIN)
                || name.size() == 3
                        && name.get(0).equalsIgnoreCase(SYSTEM)
                        && name.get(1).equalsIgnoreCase(BUILTIN);
    }

    public Optional<SqlFunction> temporary(String name) {
        return Optional.ofNullable(temporary.get(key(name)));
    }

    public Optional<SqlFunction> kept(Catalog.QualifiedName name) {
        return Optional.ofNullable(kept.get(key(name)));
    }

    /** Puts a function in the place of another of its name, if there is one. */
    public void put(SqlFunction function) {
        if (function.temporary()) {
            temporary.put(key(function.name().getFirst()), function);
        } else {
            kept.put(key(String.join(".", function.name())), function);
        }
    }

    public boolean removeTemporary(String name) {
        return temporary.remove(key(name)) != null;
    }

    public boolean removeKept(Catalog.QualifiedName name) {
        return kept.remove(key(name)) != null;
    }

    /** The functions of a namespace that is no more. */
    void removeAll(String namespace) {
        kept.values().removeIf(function -> function.name().get(1).equals(namespace));
    }

    public boolean isEmpty() {
        return temporary.isEmpty() && kept.isEmpty();
    }

    public List<String> temporaryNames() {
        return List.copyOf(temporary.keySet());
    }

    /** The whole names of the functions that a namespace keeps. */
    public List<String> names(String namespace) {
        String beginning = key(String.join(".", List.of(Catalog.NAME, namespace, "")));
        return kept.keySet().stream().filter(name -> name.startsWith(beginning)).toList();
    }

    private static String key(Catalog.QualifiedName name) {
        return key(String.join(".", name.parts()));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
