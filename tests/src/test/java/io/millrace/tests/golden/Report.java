package io.millrace.tests.golden;

import io.millrace.tests.golden.GoldenFile.Statement;
import io.millrace.tests.golden.Verdict.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What differs, for people: causes with their details, and every difference beside what was expected. */
final class Report {
    private static final long DETAILS = 600L;

    private final Map<String, List<Verdict>> verdicts;

    Report(Map<String, List<Verdict>> verdicts) {
        this.verdicts = verdicts;
    }

    /** Statements by cause, the most frequent first. */
    String causes() {
        Map<Cause, Long> causes = verdicts.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Verdict::cause, TreeMap::new, Collectors.counting()));
        return causes.entrySet().stream()
                .sorted(Map.Entry.<Cause, Long>comparingByValue().reversed())
                .map(entry -> String.format(Locale.ROOT, "%6d %s%n", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining());
    }

    private String details() {
        Map<String, Long> details = verdicts.values().stream()
                .flatMap(List::stream)
                .filter(verdict -> !verdict.agrees())
                .collect(Collectors.groupingBy(
                        verdict -> verdict.cause() + ": " + verdict.detail(), TreeMap::new, Collectors.counting()));
        return details.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(DETAILS)
                .map(entry -> String.format(Locale.ROOT, "%6d %s%n", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining());
    }

    private String files() {
        StringBuilder text = new StringBuilder();
        verdicts.forEach((file, all) -> {
            Map<Cause, Long> causes = all.stream()
                    .collect(Collectors.groupingBy(Verdict::cause, TreeMap::new, Collectors.counting()));
            text.append(String.format(Locale.ROOT, "%5d of %5d %s %s%n", causes.getOrDefault(Cause.AGREES, 0L), all.size(), file, causes));
        });
        return text.toString();
    }

    /** Writes {@code report.txt} and {@code differences.txt}. */
    void write(Path directory, List<GoldenFile> files) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.txt"), causes() + "\n" + details() + "\n" + files());
        List<String> differences = new ArrayList<>();
        for (GoldenFile file : files) {
            for (int i = 0; i < file.statements().size(); i++) {
                Statement statement = file.statements().get(i);
                Verdict verdict = verdicts.get(file.name()).get(i);
                if (!verdict.agrees() || !verdict.position()) {
                    differences.add("=== " + file.name() + " " + i + " | " + verdict.cause() + " | " + verdict.detail());
                    differences.add(statement.sql().strip());
                    differences.add("--- expected\n" + verdict.expected());
                    differences.add("--- got\n" + verdict.actual());
                }
            }
        }
        Files.write(directory.resolve("differences.txt"), differences);
    }
}
