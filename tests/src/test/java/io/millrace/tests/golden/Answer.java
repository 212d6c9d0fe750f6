package io.millrace.tests.golden;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What Millrace gives for one statement. */
sealed interface Answer {
    /** What the files leave out of descriptions, since it differs from run to run. */
    Set<String> VARYING = Set.of("Created Time", "Last Access", "Created By");

    /**
     * Rows as lines of text.
     *
     * @param ordered whether the statement says in which order
     */
    record Rows(String schema, List<String> lines, boolean ordered) implements Answer {
        boolean isRecorded(String output) {
            String compared = withoutLocations(output);
            return text(lines).equals(compared)
                    || (!ordered && text(lines.stream().sorted().toList()).equals(compared));
        }

        /** Where a table lies is not to be compared, the files say; one in memory lies nowhere. */
        private static String withoutLocations(String output) {
            return Arrays.stream(output.split("\n", -1))
                    .filter(line -> !line.startsWith("Location [not included in comparison]"))
                    .collect(Collectors.joining("\n"))
                    .stripTrailing();
        }

        private static String text(List<String> lines) {
            return String.join("\n", lines).stripTrailing();
        }

        @Override
        public String toString() {
            return schema + "\n"
                    + text(ordered ? lines : lines.stream().sorted().toList());
        }
    }

    /** An error. */
    record Failure(Throwable error) implements Answer {
        @Override
        public String toString() {
            return error.toString();
        }
    }

    /** None in time. */
    record None() implements Answer {}

    /** Runs a statement; errors of any kind are answers. */
    static Answer of(Session session, String sql, HiveText text) {
        try {
            Dataset<Row> result = session.sql(sql);
            StructType schema = result.schema();
            List<String> lines = new ArrayList<>();
            boolean description = isDescription(sql, schema);
            for (Row row : result.collectAsList()) {
                lines.add(
                        description ? description(row) : isListing(schema) ? row.getString(1) : text.line(row, schema));
            }
            return new Rows(schema.catalogString(), lines, description || sorts(result.plan()));
        } catch (Throwable error) { // an error of the machine is an answer, too: a wrong one
            return new Failure(error);
        }
    }

    private static boolean isDescription(String sql, StructType schema) {
        return sql.strip().toUpperCase(Locale.ROOT).startsWith("DESC")
                && List.of(schema.fieldNames()).equals(List.of("col_name", "data_type", "comment"));
    }

    /** Of the lists of tables and views, Hive shows the names only. */
    private static boolean isListing(StructType schema) {
        return schema.length() == 3 && schema.fieldNames()[0].equals("namespace");
    }

    /** Columns as Hive describes them: in fields of twenty characters. */
    private static String description(Row row) {
        Optional<String> varying =
                VARYING.stream().filter(row.getString(0)::equals).findFirst();
        if (varying.isPresent()) {
            return varying.get() + " [not included in comparison]";
        }
        return IntStream.range(0, row.length())
                .mapToObj(i -> String.format(Locale.ROOT, "%-20s", row.isNullAt(i) ? "" : row.getString(i)))
                .collect(Collectors.joining("\t"));
    }

    private static boolean sorts(UnresolvedPlan plan) {
        return switch (plan) {
            case UnresolvedPlan.Sort sort -> sort.global() || sorts(sort.input());
            case UnresolvedPlan.SortAll ignored -> true;
            case UnresolvedPlan.Limit limit -> sorts(limit.input());
            case UnresolvedPlan.Offset offset -> sorts(offset.input());
            case UnresolvedPlan.Project project -> sorts(project.input());
            case UnresolvedPlan.Filter filter -> sorts(filter.input());
            case UnresolvedPlan.SubqueryAlias alias -> sorts(alias.input());
            case UnresolvedPlan.SetOperation operation -> sorts(operation.left()) || sorts(operation.right());
            case UnresolvedPlan.With with ->
                sorts(with.body()) || with.tables().stream().anyMatch(table -> sorts(table.plan()));
            default -> false;
        };
    }
}
