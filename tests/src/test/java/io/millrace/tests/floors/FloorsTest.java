package io.millrace.tests.floors;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages import downwards only, as docs/architecture.md draws it. */
class FloorsTest {
    private static final String ENGINE = "io.millrace.engine.";

    /** The floors of core from the top; packages of one floor do not know each other. */
    private static final List<Set<String>> CORE = List.of(
            Set.of("session"),
            Set.of("microbatch"),
            Set.of("analysis"),
            Set.of("optimizer"),
            Set.of("physical"),
            Set.of("connector"),
            Set.of("operator"),
            Set.of("format"),
            Set.of("state", "checkpoint"),
            Set.of("scheduler"),
            Set.of("logical"),
            Set.of("builtin", "user"),
            Set.of("expression"),
            Set.of("memory"));

    /** The floors of the API from the top. */
    private static final List<Set<String>> API = List.of(
            Set.of(
                    "io.millrace",
                    "io.millrace.streaming",
                    "io.millrace.catalog",
                    "io.millrace.expressions",
                    "io.millrace.catalyst.parser"),
            Set.of("io.millrace.sql"),
            Set.of("io.millrace.plan"),
            Set.of("io.millrace.function", "io.millrace.api.java"));

    /** Spark's names put this interface, which knows nothing itself, on a floor above the functions that take it. */
    private static final Set<String> NAMED_BY_SPARK = Set.of("io.millrace.streaming.GroupState");

    // Modules

    @Test
    void theSpiNeedsOnlyTheJdk() {
        mayDependOn(Modules.SPI, Set.of("spi"), "java..");
    }

    @Test
    void theApiNeedsOnlyTheSpi() {
        mayDependOn(Modules.API, Set.of("api", "spi"), "java..");
    }

    @Test
    void theEngineNeedsTheApiAndALogger() {
        // The JDK's ciphers and XPath are the functions of their names.
        mayDependOn(
                Modules.CORE,
                Set.of("core", "api", "spi"),
                "java..",
                "javax.crypto..",
                "javax.xml..",
                "org.w3c.dom..",
                "org.xml.sax..",
                "org.slf4j..");
    }

    @Test
    void aConnectorNeverSeesTheApi() {
        mayDependOn(Modules.KAFKA, Set.of("connectors/kafka", "spi"), "java..", "org.slf4j..", "org.apache.kafka..");
    }

    @Test
    void theEngineOnSparkNeedsTheApiAndSpark() {
        mayDependOn(Modules.SPARK, Set.of("spark", "api", "spi"), "java..", "org.apache.spark..", "scala..");
    }

    @Test
    void commandsUseTheEngineThroughTheApi() {
        noClasses()
                .that(describe("are commands", type -> true))
                .should()
                .dependOnClassesThat(describe("are in core", type -> Modules.CORE.contain(type.getName())))
                .check(Modules.CLI);
    }

    private static void mayDependOn(JavaClasses module, Set<String> modules, String... packages) {
        classes()
                .should()
                .onlyDependOnClassesThat(describe(
                                "are in " + modules,
                                (JavaClass type) -> type.isPrimitive()
                                        || type.isArray()
                                                && type.getBaseComponentType().isPrimitive()
                                        || Modules.moduleOf(type)
                                                .filter(modules::contains)
                                                .isPresent())
                        .or(JavaClass.Predicates.resideInAnyPackage(packages))
                        .or(describe(
                                "are arrays of them",
                                type -> type.isArray()
                                        && JavaClass.Predicates.resideInAnyPackage(packages)
                                                .test(type.getBaseComponentType()))))
                .check(module);
    }

    @Test
    void noTwoModulesShareAPackage() {
        Map<String, String> owners = new HashMap<>();
        List<String> shared = new ArrayList<>();
        Modules.ALL.forEach((module, classes) -> packages(classes).forEach(name -> {
            String other = owners.put(name, module);
            if (other != null) {
                shared.add(name + " is in " + other + " and " + module);
            }
        }));
        assertThat(shared).isEmpty();
    }

    private static Set<String> packages(JavaClasses classes) {
        Set<String> names = new TreeSet<>();
        classes.forEach(type -> names.add(type.getPackageName()));
        return names;
    }

    // Floors

    @Test
    void theEnginesPackagesImportDownwards() {
        assertThat(upwards(Modules.CORE, CORE, FloorsTest::enginePart)).isEmpty();
    }

    @Test
    void theApisPackagesImportDownwards() {
        assertThat(upwards(Modules.API, API, JavaClass::getPackageName)).isEmpty();
    }

    @Test
    void typesKnowNothingOfConnectors() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace.types..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.millrace.spi",
                        "io.millrace.spi.source..",
                        "io.millrace.spi.sink..",
                        "io.millrace.spi.format..",
                        "io.millrace.spi.storage..",
                        "io.millrace.spi.vector..")
                .check(Modules.SPI);
    }

    private static String enginePart(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ENGINE)) {
            return "";
        }
        String part = name.substring(ENGINE.length());
        int dot = part.indexOf('.');
        return dot < 0 ? part : part.substring(0, dot);
    }

    /** The imports that do not go to a lower floor, as "from class to class". */
    private static Set<String> upwards(
            JavaClasses classes, List<Set<String>> floors, java.util.function.Function<JavaClass, String> part) {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            int from = floor(floors, part.apply(type));
            assertThat(from).as("a floor for " + type.getName()).isNotNegative();
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (NAMED_BY_SPARK.contains(target.getName())) {
                    continue;
                }
                int to = classes.contain(target.getName()) ? floor(floors, part.apply(target)) : Integer.MAX_VALUE;
                boolean sameFloorOfOneName = to == from
                        && (part.apply(type).equals(part.apply(target))
                                || floors.get(from).contains("io.millrace"));
                if (to <= from && !sameFloorOfOneName) {
                    wrong.add(outer(type) + " -> " + outer(target));
                }
            }
        }
        return wrong;
    }

    private static int floor(List<Set<String>> floors, String part) {
        for (int i = 0; i < floors.size(); i++) {
            if (floors.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    private static String outer(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    @Test
    void onlyTheSessionKnowsTheSession() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.engine.session..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millrace.engine.session..")
                .check(Modules.CORE);
    }

    /** The public face of the API is one floor whose packages know each other, as Spark's do. */
    @ParameterizedTest
    @ValueSource(strings = {"spi", "core", "connectors/kafka", "spark", "cli"})
    void noPackagesFormACycle(String module) {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(Modules.ALL.get(module));
    }
}
