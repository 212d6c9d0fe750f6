package io.millrace.tests.floors;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls that no class may make, or only the one place that owns the matter. */
class ForbiddenCallsTest {
    private static final Map<String, Set<String>> CLOCK_AND_ZONE = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("currentTimeMillis")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.LocalDate", Set.of("now")),
            Map.entry("java.time.LocalTime", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.time.OffsetDateTime", Set.of("now")),
            Map.entry("java.time.Year", Set.of("now")),
            Map.entry("java.time.ZoneId", Set.of("systemDefault")),
            Map.entry("java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis")),
            Map.entry("java.util.TimeZone", Set.of("getDefault")));

    /** java.sql.Timestamp itself means the machine's zone; a row without a session has no other. */
    private static final Set<String> VALUES_WITHOUT_SESSION = Set.of("io.millrace.JavaValues", "io.millrace.RowJson");

    /**
     * Manifests of batches that were deleted age by the machine's clock, and a text that is a time of day without a date
     * means today; neither changes what a batch that runs again gives.
     */
    private static final Set<String> FILES_AND_TIMES = Set.of(
            "io.millrace.engine.connector.file.FileConnector",
            "io.millrace.engine.connector.file.FileDirectory",
            "io.millrace.engine.format.TemporalReader");

    private static final Set<String> SESSION_CLOCK = Set.of("io.millrace.engine.session.EmbeddedEngine");

    /** {@code SET TIME ZONE LOCAL} asks for the machine's zone by its name. */
    private static final Set<String> SESSION_ZONE =
            Set.of("io.millrace.engine.session.SessionConfiguration", "io.millrace.sql.SettingParser");

    /** Error Prone, which is a part of the compiler, needs it; no JVM that runs Millrace does. */
    private static final String FOR_THE_COMPILER = "<arg>-J--add-opens=jdk.compiler/";

    /** Spark itself needs them, in the tests of the engine that runs on it. */
    private static final Path FOR_SPARK = Path.of("spark", "pom.xml");

    @Test
    void onlyTheSessionAsksForTheTimeAndTheZone() {
        Set<String> calls = calls(List.of("spi", "api", "core"), CLOCK_AND_ZONE);
        calls.removeIf(call -> isIn(FILES_AND_TIMES, call));
        calls.removeIf(call -> isIn(SESSION_CLOCK, call) && call.endsWith(" java.time.Clock.systemUTC"));
        calls.removeIf(call -> isIn(VALUES_WITHOUT_SESSION, call) && call.endsWith(" java.time.ZoneId.systemDefault"));
        calls.removeIf(call -> isIn(SESSION_ZONE, call) && call.endsWith(" java.time.ZoneId.systemDefault"));
        assertThat(calls).isEmpty();
    }

    @Test
    void onlyMainEndsTheProcess() {
        Set<String> calls = calls(
                Modules.ALL.keySet(),
                Map.of("java.lang.System", Set.of("exit"), "java.lang.Runtime", Set.of("exit", "halt")));
        calls.removeIf(call -> isIn(Set.of("io.millrace.cli.Main"), call));
        assertThat(calls).isEmpty();
    }

    @Test
    void aLibraryLeavesNothingForTheEndOfTheProcess() {
        assertThat(calls(
                        List.of("spi", "api", "core", "connectors/kafka", "spark"),
                        Map.of(
                                "java.lang.Runtime", Set.of("addShutdownHook"),
                                "java.io.File", Set.of("deleteOnExit"))))
                .isEmpty();
    }

    @Test
    void nobodySleeps() {
        assertThat(calls(
                        Modules.ALL.keySet(),
                        Map.of(
                                "java.lang.Thread", Set.of("sleep", "onSpinWait"),
                                "java.util.concurrent.TimeUnit", Set.of("sleep"))))
                .isEmpty();
    }

    /** The form with one argument takes the loader of the caller, which does not know the user's classes. */
    @Test
    void classesAreLoadedByANamedLoader() {
        Set<String> calls = new TreeSet<>();
        for (String module : List.of("spi", "api", "core", "spark")) {
            for (JavaClass type : Modules.ALL.get(module)) {
                type.getMethodCallsFromSelf().stream()
                        .filter(call ->
                                call.getTarget().getFullName().equals("java.lang.Class.forName(java.lang.String)"))
                        .forEach(call -> calls.add(type.getName()));
            }
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void noJvmNeedsAnOpenedModule() throws IOException {
        Path root = Modules.repository();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> asking = files.filter(file -> isBuildFile(root, file))
                    .filter(ForbiddenCallsTest::opensModules)
                    .toList();
            assertThat(asking).isEmpty();
        }
    }

    private static boolean isBuildFile(Path root, Path file) {
        Path relative = root.relativize(file);
        boolean built = relative.toString().matches("(.*/)?(target|\\.git)(/.*)?");
        return !built
                && !relative.equals(FOR_SPARK)
                && (file.endsWith("pom.xml") || relative.equals(Path.of("millrace")));
    }

    private static boolean opensModules(Path file) {
        try {
            return Files.readString(file).replace(FOR_THE_COMPILER, "").contains("--add-opens");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The calls of methods from these modules, as "class calls method". */
    private static Set<String> calls(Collection<String> modules, Map<String, Set<String>> methods) {
        Set<String> found = new TreeSet<>();
        for (String module : modules) {
            for (JavaClass type : Modules.ALL.get(module)) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    String owner = access.getTargetOwner().getName();
                    if (methods.getOrDefault(owner, Set.of())
                            .contains(access.getTarget().getName())) {
                        found.add(type.getName().replaceFirst("\\$.*", "") + " calls " + owner + "."
                                + access.getTarget().getName());
                    }
                }
            }
        }
        return found;
    }

    private static boolean isIn(Set<String> classes, String call) {
        return classes.contains(call.substring(0, call.indexOf(' ')));
    }
}
