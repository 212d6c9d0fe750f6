package io.millrace.tests.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The committed score: a line for each file with its name, how many statements it has, how many agree, and how many of
 * these meet the recorded position of an error too, separated by tabs.
 */
record Score(Map<String, Line> lines) {
    /** The figures of one file. */
    record Line(int statements, int agree, int positions) {
        String figures() {
            return agree + " (" + positions + ")";
        }
    }

    static Score read(Path file) throws IOException {
        Map<String, Line> lines = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.split("\t");
            lines.put(
                    columns[0],
                    new Line(Integer.parseInt(columns[1]), Integer.parseInt(columns[2]), Integer.parseInt(columns[3])));
        }
        return new Score(lines);
    }

    void write(Path file) throws IOException {
        List<String> text = new ArrayList<>();
        lines.forEach((name, line) ->
                text.add(name + "\t" + line.statements() + "\t" + line.agree() + "\t" + line.positions()));
        Files.createDirectories(file.getParent());
        Files.write(file, text);
    }

    static Score of(Map<String, List<Verdict>> verdicts) {
        Map<String, Line> lines = new TreeMap<>();
        verdicts.forEach((file, all) -> lines.put(
                file,
                new Line(all.size(), (int) all.stream().filter(Verdict::agrees).count(), (int) all.stream()
                        .filter(verdict -> verdict.agrees() && verdict.position())
                        .count())));
        return new Score(lines);
    }

    Line total() {
        return lines.values().stream()
                .reduce(
                        new Line(0, 0, 0),
                        (a, b) -> new Line(
                                a.statements() + b.statements(), a.agree() + b.agree(), a.positions() + b.positions()));
    }

    /** The files in which another score is higher, with both figures; files with other statements do not compare. */
    List<String> filesBelow(Score other) {
        List<String> below = new ArrayList<>();
        lines.forEach((name, line) -> {
            Line higher = other.lines.get(name);
            if (higher != null
                    && line.statements() == higher.statements()
                    && (line.agree() < higher.agree() || line.positions() < higher.positions())) {
                below.add(name + ": " + line.figures() + " instead of " + higher.figures());
            }
        });
        return below;
    }
}
