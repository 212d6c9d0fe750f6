package io.millrace.tests.generated;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Questions about one table, as they go from one process to the other. Part of the program that is ported to Spark.
 *
 * @param settings of the session
 * @param table the SQL of the table: a column {@code id}, from 1 on, a column {@code g}, and others
 * @param size how many rows the table has
 * @param questions at least one
 */
record Batch(Map<String, String> settings, String table, int size, List<Question> questions) {
    private static final String END = "go";

    /** The lines that {@link #read} reads. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add("set " + key + "=" + value));
        lines.add("size " + size);
        lines.add("table " + table);
        questions.forEach(question -> lines.add(question.kind() + " " + question.expression()));
        lines.add(END);
        return lines;
    }

    /** The next batch, or null at the end. */
    static Batch read(BufferedReader in) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        List<Question> questions = new ArrayList<>();
        String table = null;
        int size = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(END)) {
                return new Batch(settings, table, size, questions);
            }
            int blank = line.indexOf(' ');
            String rest = line.substring(blank + 1);
            switch (line.substring(0, blank)) {
                case "set" -> {
                    int equal = rest.indexOf('=');
                    settings.put(rest.substring(0, equal), rest.substring(equal + 1));
                }
                case "size" -> size = Integer.parseInt(rest);
                case "table" -> table = rest;
                default -> questions.add(new Question(Kind.valueOf(line.substring(0, blank)), rest));
            }
        }
        return null;
    }
}
