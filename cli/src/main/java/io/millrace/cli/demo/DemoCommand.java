package io.millrace.cli.demo;

import io.millrace.cli.command.Command;
import io.millrace.cli.command.Console;
import io.millrace.cli.command.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code millrace demo}. */
public final class DemoCommand implements Command {
    private static final int DEFAULT_RATE = 1_000;
    private static final Path DEFAULT_DIRECTORY = Path.of("millrace-demo");

    @Override
    public CommandSpec specification() {
        return Command.named(
                        "demo",
                        "Starts a Kafka broker, sends made-up clicks to it, and runs a streaming job on them: JSON is "
                                + "parsed, joined with a table of pages, and summed up by campaign and time. Results "
                                + "go to the console and, exactly once, to files. The next start goes on where this "
                                + "one ends.",
                        "  millrace demo --for 30s")
                .addOption(OptionSpec.builder("--for")
                        .paramLabel("TIME")
                        .type(String.class)
                        .description("Ends after a time such as 30s or 5m. Default: at Ctrl-C.")
                        .build())
                .addOption(OptionSpec.builder("--rate")
                        .paramLabel("CLICKS")
                        .type(int.class)
                        .description("How many clicks to send a second. Default: " + DEFAULT_RATE + ".")
                        .build())
                .addOption(OptionSpec.builder("--directory")
                        .paramLabel("DIRECTORY")
                        .type(Path.class)
                        .description("Where clicks, results and checkpoints are kept. Default: " + DEFAULT_DIRECTORY
                                + " in the current directory.")
                        .build());
    }

    @Override
    public int run(ParseResult arguments, Console console) throws Exception {
        Optional<Duration> time = Optional.ofNullable(arguments.<String>matchedOptionValue("--for", null))
                .map(DemoCommand::duration);
        int rate = arguments.matchedOptionValue("--rate", DEFAULT_RATE);
        if (rate < 1) {
            throw new UsageException("--rate accepts a number of at least 1");
        }
        Path root = arguments.matchedOptionValue("--directory", DEFAULT_DIRECTORY);
        boolean resumes = Files.isDirectory(root.resolve("checkpoints"));
        DemoDirectory directory = DemoDirectory.create(root);
        console.err().println((resumes ? "Going on in " : "Starting in ") + directory.root() + " ...");
        AtomicBoolean told = new AtomicBoolean();
        DemoRun run = DemoRun.start(directory, rate);
        try (run) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                run.closeInTime();
                                summary(run, directory, console, told);
                            },
                            "millrace-demo-end"));
            console.err()
                    .println("Kafka listens at " + run.servers() + "; " + rate + " clicks a second go to the topic "
                            + Clicks.TOPIC + "." + (time.isEmpty() ? " Ctrl-C ends the demo." : ""));
            run.await(time, console);
        }
        summary(run, directory, console, told);
        return SUCCESS;
    }

    /** What was done and what to do next, told once: at the end of the time, or at Ctrl-C. */
    private static void summary(DemoRun run, DemoDirectory directory, Console console, AtomicBoolean told) {
        if (told.getAndSet(true)) {
            return;
        }
        console.err().println();
        console.err()
                .println(run.sent() + " clicks sent; " + run.totals() + "; " + directory.countSales()
                        + " sums of complete windows are in " + directory.sales() + ".");
        console.err().println("What to look at next:");
        console.err().println("  millrace demo");
        console.err().println("      goes on from here");
        console.err()
                .println("  millrace sql -e \"SELECT campaign, sum(sales), sum(amount) FROM json.`" + directory.sales()
                        + "` GROUP BY campaign\"");
        console.err().println("      looks at what was written");
        console.err().println("  cli/src/main/java/io/millrace/cli/demo/ClickJob.java");
        console.err().println("      is the job; docs/ explains what it uses");
    }

    /** Seconds, minutes or hours. */
    static Duration duration(String text) {
        String number = text.replaceFirst("[smh]$", "");
        if (!number.matches("[1-9][0-9]{0,6}")) {
            throw new UsageException("--for accepts a time such as 30s, 5m or 1h, not '" + text + "'");
        }
        long count = Long.parseLong(number);
        return switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
