package io.millrace.cli;

import io.millrace.cli.command.Command;
import io.millrace.cli.demo.DemoCommand;
import io.millrace.cli.kafka.KafkaCommand;
import io.millrace.cli.run.RunCommand;
import io.millrace.cli.sql.SqlCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The commands by name. */
final class Commands {
    /** Names and what they do, in the order of the help. */
    static final Map<String, String> SUMMARIES = new LinkedHashMap<>();

    static {
        SUMMARIES.put("demo", "Runs a streaming job on made-up clicks, with a Kafka broker of its own.");
        SUMMARIES.put("run", "Compiles and runs a program of one Java file.");
        SUMMARIES.put("sql", "Runs SQL statements and prints their results.");
        SUMMARIES.put("kafka", "Starts a Kafka broker to try things with.");
        SUMMARIES.put("version", "Prints the version.");
        SUMMARIES.put("help", "Shows this help, or that of a command.");
    }

    private Commands() {}

    /** The name of a command that is written so, or null. */
    static String canonical(String written) {
        return switch (written) {
            case "-h", "--help" -> "help";
            case "-V", "--version" -> "version";
            default -> SUMMARIES.containsKey(written) ? written : null;
        };
    }

    /** Makes a command; classes of the others stay unloaded. */
    static Command create(String name) {
        return switch (name) {
            case "demo" -> new DemoCommand();
            case "run" -> new RunCommand();
            case "sql" -> new SqlCommand();
            case "kafka" -> new KafkaCommand();
            case "version" -> new VersionCommand();
            case "help" -> new HelpCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The command that somebody who wrote this may have meant. */
    static Optional<String> nearest(String written) {
        return SUMMARIES.keySet().stream()
                .filter(name -> distance(written, name) <= 2)
                .min((a, b) -> distance(written, a) - distance(written, b));
    }

    /** How many letters to change, add or leave out. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
