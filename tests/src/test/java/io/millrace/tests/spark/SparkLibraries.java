package io.millrace.tests.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The jars of Spark, where Maven's local repository has them. Maven resolves {@code tests/spark/pom.xml} when the first
 * test of a build asks: a build that asks Spark nothing neither loads nor waits for 288 MB.
 */
final class SparkLibraries {
    private static final Path DESCRIPTION = Path.of("spark", "pom.xml").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target", "spark").toAbsolutePath();

    private static Optional<String> found;

    private SparkLibraries() {}

    /** The class path; empty, with the reason on standard output, if the registry does not deliver them. */
    static synchronized Optional<String> classPath() throws IOException, InterruptedException {
        if (found == null) {
            found = resolve();
        }
        return found;
    }

    private static Optional<String> resolve() throws IOException, InterruptedException {
        Path list = DIRECTORY.resolve("classpath");
        if (isComplete(list)) {
            return Optional.of(Files.readString(list));
        }
        try {
            ChildJvm.run(
                    List.of(
                            maven(),
                            "-B",
                            "-ntp",
                            "-q",
                            "-Dmillrace.fast",
                            "-f",
                            DESCRIPTION.toString(),
                            "dependency:build-classpath",
                            "-DincludeScope=runtime",
                            "-Dmdep.outputFile=" + list),
                    DIRECTORY.resolve("maven"),
                    Duration.ofMinutes(10),
                    ChildJvm.Person.ABSENT);
        } catch (AssertionError e) {
            System.out.println("Spark cannot be had: " + e.getMessage());
            return Optional.empty();
        }
        return Optional.of(Files.readString(list));
    }

    private static boolean isComplete(Path list) throws IOException {
        return Files.exists(list)
                && Files.getLastModifiedTime(list).compareTo(Files.getLastModifiedTime(DESCRIPTION)) > 0
                && Arrays.stream(Files.readString(list).split(File.pathSeparator)).allMatch(jar -> Files.exists(Path.of(jar)));
    }

    /** The Maven that runs this build, else the one on the path. */
    private static String maven() {
        String home = System.getProperty("maven.home");
        return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
    }
}
