package io.millrace.tests.floors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.millrace.Session;
import io.millrace.cli.kafka.EmbeddedKafka;
import io.millrace.kafka.KafkaConnector;
import io.millrace.spark.SparkEngineProvider;
import io.millrace.types.DataType;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The shipped modules as classes, each taken from where the class loader found it, be it a directory or a jar. */
final class Modules {
    static final JavaClasses SPI = of(DataType.class);
    static final JavaClasses API = of(Session.class);
    static final JavaClasses CORE = of(classOf("io.millrace.engine.session.EmbeddedEngineProvider"));
    static final JavaClasses KAFKA = of(KafkaConnector.class);
    static final JavaClasses SPARK = of(SparkEngineProvider.class);
    static final JavaClasses CLI = of(EmbeddedKafka.class);

    static final Map<String, JavaClasses> ALL =
            Map.of("spi", SPI, "api", API, "core", CORE, "connectors/kafka", KAFKA, "spark", SPARK, "cli", CLI);

    private Modules() {}

    private static JavaClasses of(Class<?> member) {
        URL location = member.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter().importUrl(location);
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The module that a class of ours comes from. */
    static Optional<String> moduleOf(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        return ALL.entrySet().stream()
                .filter(module -> module.getValue().contain(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The root of the repository, found upwards from where the tests run. */
    static Path repository() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("millrace"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
