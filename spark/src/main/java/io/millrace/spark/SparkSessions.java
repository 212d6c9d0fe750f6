package io.millrace.spark;

import io.millrace.plan.EngineProvider;
import io.millrace.spark.value.SparkErrors;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.sql.classic.SparkSession;

/**
 * The Spark application of this process. Spark allows one, so the first session starts it and the last one stops it; an
 * application that the program had started by itself is used, too, and left running. Every session of Millrace is one of
 * Spark, with views, functions and settings of its own.
 */
final class SparkSessions {
    private static final String MASTER = "spark.master";
    private static final String JARS = "spark.jars";

    /** Other settings belong to the application: they count when it is started. */
    private static final String SQL_PREFIX = "spark.sql.";

    private static SparkContext context;
    private static boolean startedHere;
    private static int open;

    private SparkSessions() {}

    /**
     * Opens a session; starts the application for the first one.
     *
     * @param master as Spark writes it
     * @param userClasses loads the program's classes
     */
    static synchronized SparkSession open(String master, Map<String, String> settings, ClassLoader userClasses) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(userClasses); // Spark's executor in this process takes it from here
        try {
            return SparkErrors.translating(() -> {
                enter(master, settings);
                SparkSession session = session(settings);
                open++;
                return session;
            });
        } finally {
            leave();
            thread.setContextClassLoader(before);
        }
    }

    private static SparkSession session(Map<String, String> settings) {
        SparkSession session =
                SparkSession.builder().sparkContext(context).getOrCreate().newSession();
        settings.forEach((key, value) -> {
            if (key.startsWith(SQL_PREFIX) && session.conf().isModifiable(key)) {
                session.conf().set(key, value);
            }
        });
        return session;
    }

    private static void enter(String master, Map<String, String> settings) {
        if (open == 0) {
            startedHere = SparkContext$.MODULE$.getActive().isEmpty();
            context = startedHere
                    ? start(master, settings)
                    : SparkContext$.MODULE$.getActive().get();
        }
        if (!context.master().equals(master)) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTION_VALUE,
                    "option",
                    MASTER,
                    "accepted",
                    context.master() + " as long as this process uses it",
                    "value",
                    master));
        }
    }

    /** Stops the application if no session uses it. */
    private static void leave() {
        if (open == 0 && context != null) {
            if (startedHere) {
                context.stop();
            }
            context = null;
        }
    }

    /** Closes a session; stops the application after the last one. */
    static synchronized void close() {
        open--;
        leave();
    }

    private static SparkContext start(String master, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(MASTER, master);
        all.putIfAbsent("spark.app.name", "Millrace");
        if (!master.startsWith("local")) {
            Stream<String> given = Stream.of(all.getOrDefault(JARS, "").split(","));
            all.put(
                    JARS,
                    Stream.concat(given, ownJars().stream())
                            .filter(jar -> !jar.isBlank())
                            .collect(Collectors.joining(",")));
        }
        SparkConf conf = new SparkConf();
        all.forEach(conf::set);
        return new SparkContext(conf);
    }

    /** The jars of the API and of this engine, which executors need around the program's own code. */
    private static Set<String> ownJars() {
        Set<String> jars = new TreeSet<>();
        for (Class<?> member : List.of(SparkSessions.class, EngineProvider.class, ErrorCondition.class)) {
            try {
                Path location = Path.of(member.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                if (Files.isRegularFile(location)) {
                    jars.add(location.toUri().toString());
                }
            } catch (URISyntaxException e) {
                throw new IllegalStateException("No file holds " + member, e);
            }
        }
        return jars;
    }
}
