package io.millrace.cli.run;

import io.millrace.cli.command.Directories;
import io.millrace.cli.command.Version;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiled programs, each in a directory named by a hash of what its classes depend on: the source, its name, the JDK,
 * and the jars on the class path. A directory appears whole or not at all, so several processes may share the cache.
 */
final class ProgramCache {
    /** The class to run, in a file beside the classes. */
    private static final String MAIN_CLASS = "main-class";

    private final Path directory;
    private int compilations;

    ProgramCache(Path directory) {
        this.directory = directory;
    }

    /** {@code millrace/programs} below the user's directory for caches. */
    static Path defaultDirectory() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return base.resolve("millrace").resolve("programs");
    }

    /** How many programs this object has compiled, and not found compiled. */
    int compilations() {
        return compilations;
    }

    Compiled compiled(Path file) throws IOException, CompilationFailure {
        byte[] source = Files.readAllBytes(file);
        Path program = directory.resolve(key(file, source));
        if (!Files.exists(program.resolve(MAIN_CLASS))) {
            compile(file, program);
        }
        return new Compiled(program, Files.readString(program.resolve(MAIN_CLASS)));
    }

    private static String key(Path file, byte[] source) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        String environment = file.getFileName() + "\n" + Runtime.version() + "\n" + Version.current() + "\n";
        digest.update(environment.getBytes(StandardCharsets.UTF_8));
        for (String entry : classPath().split(File.pathSeparator)) {
            digest.update(entry.getBytes(StandardCharsets.UTF_8));
            Path path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                long changed = Files.getLastModifiedTime(path).toMillis();
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(changed).array());
            }
        }
        return HexFormat.of().formatHex(digest.digest(source), 0, 16);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private void compile(Path file, Path program) throws IOException, CompilationFailure {
        compilations++;
        Files.createDirectories(directory);
        Path part = Files.createTempDirectory(directory, "part-");
        try {
            callCompiler(file, part);
            Files.writeString(part.resolve(MAIN_CLASS), mainClass(file, part));
            moveInPlace(part, program);
        } finally {
            Directories.delete(part);
        }
    }

    private static void callCompiler(Path file, Path into) throws IOException, CompilationFailure {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException(
                    "The Java at " + System.getProperty("java.home") + " has no compiler; a JDK is needed");
        }
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", into.toString(), "-cp", classPath(), "-proc:none", "-nowarn", "-g", "-parameters");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            if (!compiled) {
                throw new CompilationFailure(messages.toString());
            }
        }
    }

    /** The class named like the file if there is one; otherwise the only one with a main method. */
    private static String mainClass(Path file, Path classes) throws IOException, CompilationFailure {
        List<String> names;
        try (Stream<Path> found = Files.walk(classes)) {
            names = found.map(classes::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .toList();
        }
        List<String> runnable;
        try (URLClassLoader loader = loader(classes)) {
            runnable = names.stream().filter(name -> hasMain(loader, name)).toList();
        }
        String fileName = file.getFileName().toString();
        String wanted = fileName.substring(0, fileName.length() - ".java".length());
        Optional<String> named = runnable.stream()
                .filter(name -> name.equals(wanted) || name.endsWith("." + wanted))
                .findFirst();
        if (named.isEmpty() && runnable.size() != 1) {
            throw new CompilationFailure(file + ": "
                    + (runnable.isEmpty()
                            ? "no class has a main method"
                            : "several classes have a main method: " + runnable)
                    + System.lineSeparator());
        }
        return named.orElseGet(() -> runnable.get(0));
    }

    private static boolean hasMain(ClassLoader loader, String name) {
        try {
            return MainMethod.of(Class.forName(name, false, loader)).isPresent();
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException("A class that was just compiled cannot be loaded: " + name, e);
        }
    }

    private static URLClassLoader loader(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, ProgramCache.class.getClassLoader());
    }

    private static void moveInPlace(Path part, Path program) throws IOException {
        try {
            Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            // Another process was faster: its classes are as good.
            if (!Files.exists(program.resolve(MAIN_CLASS))) {
                throw e;
            }
        }
    }

    /**
     * A program that can be run.
     *
     * @param classes where its classes are
     * @param mainClass the class to run
     */
    record Compiled(Path classes, String mainClass) {
        /** Runs its main method on this thread; its class loader stays, because threads may go on with its classes. */
        void run(String... arguments) throws IOException, ReflectiveOperationException {
            ClassLoader loader = loader(classes);
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = Class.forName(mainClass, true, loader);
            Method main = MainMethod.of(type).orElseThrow();
            try {
                MainMethod.call(type, main, Arrays.copyOf(arguments, arguments.length));
            } catch (InvocationTargetException e) {
                throw new ProgramFailure(e.getCause());
            }
        }
    }
}
