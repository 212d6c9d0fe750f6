package io.millrace.spark.usercode;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** The class loaders of this process that programs came from, by names that no other process gives. */
final class UserClassLoaders {
    private static final Map<ClassLoader, String> IDS = new WeakHashMap<>();
    private static final Map<String, WeakReference<ClassLoader>> LOADERS = new ConcurrentHashMap<>();

    private UserClassLoaders() {}

    /** The name of a class's loader, for this process. */
    static String idOf(Class<?> type) {
        ClassLoader loader = Optional.ofNullable(type.getClassLoader()).orElseGet(UserClassLoaders::context);
        synchronized (IDS) {
            return IDS.computeIfAbsent(loader, unknown -> {
                LOADERS.values().removeIf(known -> known.get() == null);
                String id = UUID.randomUUID().toString();
                LOADERS.put(id, new WeakReference<>(loader));
                return id;
            });
        }
    }

    /** The loader of that name; in another process, the one that Spark gave to the running task. */
    static ClassLoader find(String id) {
        return Optional.ofNullable(LOADERS.get(id)).map(WeakReference::get).orElseGet(UserClassLoaders::context);
    }

    private static ClassLoader context() {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElse(UserClassLoaders.class.getClassLoader());
    }
}
