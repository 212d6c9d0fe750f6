package io.millrace.tests.spark;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program written for Millrace, run on Spark: its sources are ported by {@link Port}, compiled against Spark's jars,
 * and run in a JVM of their own, one at a time on this machine because each takes two gigabytes and all processors.
 */
public final class SparkProgram {
    private static final Path WORK = Path.of("target", "spark").toAbsolutePath();
    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "millrace-spark.lock");
    private static final Duration LIMIT = Duration.ofMinutes(8);

    /** What Spark's own scripts open to it. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private final String libraries;
    private final Path classes;
    private final Path directory;
    private final String mainClass;

    private SparkProgram(String libraries, Path classes, Path directory, String mainClass) {
        this.libraries = libraries;
        this.classes = classes;
        this.directory = directory;
        this.mainClass = mainClass;
    }

    /** Whether Spark's jars can be had here. */
    public static boolean isAvailable() throws IOException, InterruptedException {
        return SparkLibraries.classPath().isPresent();
    }

    /**
     * Ports and compiles a program.
     *
     * @param sources the root of its packages
     * @param mainClass its main class, by the name that it has for Millrace
     * @param others further classes it consists of
     */
    public static SparkProgram compile(Path sources, String mainClass, String... others)
            throws IOException, InterruptedException {
        String libraries = SparkLibraries.classPath().orElseThrow();
        Path directory = WORK.resolve(mainClass.substring(mainClass.lastIndexOf('.') + 1));
        ChildJvm.delete(directory);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<Path> ported = new ArrayList<>();
        for (String name :
                Stream.concat(Stream.of(mainClass), Stream.of(others)).toList()) {
            String source = Files.readString(sources.resolve(name.replace('.', '/') + ".java"));
            Path target = directory.resolve("source").resolve(Port.toSpark(name).replace('.', '/') + ".java");
            Files.createDirectories(target.getParent());
            ported.add(Files.writeString(target, Port.toSpark(source)));
        }
        compile(ported, libraries, classes);
        return new SparkProgram(libraries, classes, directory, Port.toSpark(mainClass));
    }

    private static void compile(List<Path> sources, String libraries, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-cp", libraries, "-proc:none", "-nowarn");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new AssertionError("the ported program does not compile for Spark:\n" + messages);
            }
        }
    }

    /** Runs it to its end and returns what it printed on standard output. */
    public String run(List<String> arguments, ChildJvm.Person person) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            assert alone.isValid();
            return ChildJvm.run(options(), mainClass, arguments, directory, LIMIT, person);
        }
    }

    /** Starts it, to be asked until it is closed; no other program runs on Spark meanwhile. */
    public SparkConversation start(List<String> arguments) throws IOException {
        FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        List<String> options = new ArrayList<>(options());
        // Many small plans: what the second compiler gains does not pay for its time.
        options.addFirst("-XX:TieredStopAtLevel=1");
        Process process = ChildJvm.start(options, mainClass, arguments, directory);
        return new SparkConversation(process, directory.resolve(ChildJvm.ERRORS), channel);
    }

    private List<String> options() throws IOException {
        Path warehouse = Files.createDirectories(directory.resolve("warehouse"));
        Path temporary = Files.createDirectories(directory.resolve("temporary"));
        List<String> options = new ArrayList<>(List.of(
                "-Xmx2g",
                "-XX:+UseParallelGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules=jdk.incubator.vector",
                "-Djdk.reflect.useDirectMethodHandle=false",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-Dlog4j2.configurationFile=" + SparkProgram.class.getResource("/spark-log4j2.properties"),
                "-Dspark.ui.enabled=false",
                // A task that runs out of memory fails, and does not end the program, which is an executor too.
                "-Dspark.executor.killOnFatalError.depth=0",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.sql.warehouse.dir=" + warehouse.toUri(),
                "-Dspark.sql.shuffle.partitions=2",
                "-Dspark.sql.session.timeZone=UTC",
                // Rows of VALUES go the way of rows from files, and not through the optimizer's own interpreter.
                "-Dspark.sql.optimizer.excludedRules="
                        + "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation"));
        for (String name : OPENED) {
            options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
        }
        options.add("-cp");
        options.add(classes + java.io.File.pathSeparator + libraries);
        return options;
    }
}
