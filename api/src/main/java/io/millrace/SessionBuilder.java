package io.millrace;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects settings of a session; used as {@link Session.Builder}. */
public abstract class SessionBuilder {
    private final Map<String, String> options = new LinkedHashMap<>();

    SessionBuilder() {}

    abstract Session.Builder self();

    /** A name for people. */
    public Session.Builder appName(String name) {
        return config("spark.app.name", name);
    }

    /** Which engine runs the session: {@code local[*]} is the embedded one. */
    public Session.Builder master(String master) {
        return config(Engines.MASTER, master);
    }

    public synchronized Session.Builder config(String key, String value) {
        options.put(key, value);
        return self();
    }

    public Session.Builder config(String key, long value) {
        return config(key, String.valueOf(value));
    }

    public Session.Builder config(String key, double value) {
        return config(key, String.valueOf(value));
    }

    public Session.Builder config(String key, boolean value) {
        return config(key, String.valueOf(value));
    }

    public synchronized Session.Builder config(Map<String, Object> map) {
        map.forEach((key, value) -> options.put(key, String.valueOf(value)));
        return self();
    }

    /** The active or default session, changed by those of these settings that may change; else a new one. */
    public synchronized Session getOrCreate() {
        Session existing =
                Session.getActiveSession().or(Session::getDefaultSession).orElse(null);
        if (existing == null) {
            return create();
        }
        options.forEach((key, value) -> {
            if (existing.engine().isModifiable(key)) {
                existing.engine().setConfiguration(key, value);
            }
        });
        return existing;
    }

    /** A new session, which becomes the active one, and the default one if there is none. */
    public synchronized Session create() {
        Map<String, String> settings = new LinkedHashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("spark."))
                .sorted()
                .forEach(key -> settings.put(key, System.getProperty(key)));
        settings.putAll(options);
        Session session = new Session(settings);
        if (Session.getDefaultSession().isEmpty()) {
            Session.setDefaultSession(session);
        }
        Session.setActiveSession(session);
        return session;
    }
}
