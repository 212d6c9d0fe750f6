package io.millrace.tests.programs;

import io.millrace.tests.spark.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An example and how a test runs it.
 *
 * @param name of its class
 * @param runs prepared in this order, and run one after the other with the same directory
 */
record Program(String name, List<Run> runs) {
    static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();
    static final Path DATA = EXAMPLES.resolve("data");

    /** What stands for one run: files are made ready, then the arguments are known. */
    interface Run {
        /**
         * @param directory empty before the first run
         * @param kafka the bootstrap servers
         */
        Start prepare(Path directory, String kafka) throws IOException;
    }

    /**
     * @param arguments of the program
     * @param person who uses it
     */
    record Start(List<String> arguments, ChildJvm.Person person) {
        static Start with(Object... arguments) {
            return new Start(List.of(arguments).stream().map(Object::toString).toList(), ChildJvm.Person.ABSENT);
        }
    }

    String className() {
        return "io.millrace.examples." + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
