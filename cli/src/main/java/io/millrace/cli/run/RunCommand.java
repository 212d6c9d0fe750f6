package io.millrace.cli.run;

import io.millrace.cli.command.Command;
import io.millrace.cli.command.Console;
import io.millrace.cli.command.FailureReport;
import io.millrace.cli.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code millrace run File.java [arguments]}: in this JVM, on Millrace's own class path. */
public final class RunCommand implements Command {
    @Override
    public CommandSpec specification() {
        return Command.named(
                        "run",
                        "Compiles a program of one Java file, unless it was compiled before, and runs its main method "
                                + "with Millrace on the class path.",
                        "  millrace run WordCount.java localhost 9999")
                .addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel("File.java")
                        .type(Path.class)
                        .required(true)
                        .description("The program.")
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .index("1..*")
                        .paramLabel("ARGUMENT")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("Arguments of the program.")
                        .build());
    }

    @Override
    public int run(ParseResult arguments, Console console) throws Exception {
        Path file = arguments.matchedPositionalValue(0, (Path) null);
        if (!Files.isRegularFile(file) || !file.toString().endsWith(".java")) {
            throw new UsageException("there is no Java file " + file);
        }
        List<String> programArguments = arguments.matchedPositionalValue(1, List.of());
        return run(new ProgramCache(ProgramCache.defaultDirectory()), file, programArguments, console, arguments);
    }

    private int run(ProgramCache cache, Path file, List<String> programArguments, Console console, ParseResult options)
            throws IOException, ReflectiveOperationException {
        ProgramCache.Compiled program;
        try {
            program = cache.compiled(file);
        } catch (CompilationFailure e) {
            console.err().print(e.getMessage());
            return FAILURE;
        }
        try {
            program.run(programArguments.toArray(String[]::new));
            return SUCCESS;
        } catch (ProgramFailure e) {
            boolean verbose = options.hasMatchedOption("--verbose");
            FailureReport.print(e.getCause(), verbose, console.err());
            e.line(file.getFileName().toString())
                    .ifPresent(line -> console.err().println("  at " + file + ":" + line));
            return FAILURE;
        }
    }

    /** A program may start queries and threads that outlive its main method. */
    @Override
    public boolean leavesThreads() {
        return true;
    }
}
