package io.millrace.tests.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs in processes of their own. */
public final class ChildJvm {
    /** The file of a program's directory that takes its standard error. */
    static final String ERRORS = "stderr";

    private ChildJvm() {}

    /** What a person would do while a program runs. */
    public interface Person {
        /** A person who does nothing. */
        Person ABSENT = (program, printed) -> {};

        /**
         * Called once when the program has started; its standard input ends when this returns.
         *
         * @param program as it runs
         * @param printed the file in which its standard output grows
         */
        void act(Process program, Path printed) throws IOException, InterruptedException;
    }

    /**
     * Runs the main method of a class to its end.
     *
     * @param options of the JVM, the class path among them
     * @param directory where it runs; what it prints stays there in {@code stdout} and {@code stderr}
     * @return what it printed on standard output
     * @throws AssertionError if it fails or does not end in time
     */
    public static String run(
            List<String> options,
            String mainClass,
            List<String> arguments,
            Path directory,
            Duration limit,
            Person person)
            throws IOException, InterruptedException {
        return run(command(options, mainClass, arguments), directory, limit, person);
    }

    /**
     * Starts the main method of a class, to be talked to by its standard input and output.
     *
     * @param directory where it runs; {@code stderr} in it takes what it says of errors
     */
    static Process start(List<String> options, String mainClass, List<String> arguments, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        return new ProcessBuilder(command(options, mainClass, arguments))
                .directory(directory.toFile())
                .redirectError(directory.resolve(ERRORS).toFile())
                .start();
    }

    private static List<String> command(List<String> options, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** Like the other, for any command. */
    static String run(List<String> command, Path directory, Duration limit, Person person)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path output = directory.resolve("stdout");
        Path errors = directory.resolve(ERRORS);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            try (OutputStream typed = process.getOutputStream()) {
                person.act(process, output);
                typed.flush();
            } catch (IOException e) {
                // A program that has ended reads nothing more; why it ended is said below.
                if (process.isAlive()) {
                    throw e;
                }
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not done after " + limit + ": " + summary(command, output, errors));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + ": " + summary(command, output, errors));
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static String summary(List<String> command, Path output, Path errors) throws IOException {
        return String.join(" ", command.subList(Math.max(0, command.size() - 6), command.size()))
                + "\n"
                + tail(output)
                + "\n"
                + tail(errors);
    }

    private static String tail(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - 6_000));
    }

    /** Deletes a directory and all in it, if it exists. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> found = Files.walk(directory)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
