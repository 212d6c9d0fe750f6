package io.millrace.plan;

import java.util.List;

/**
 * {@code CLUSTERED BY columns [SORTED BY columns] INTO count BUCKETS}: how the files of a table would be laid out. It says
 * nothing about its rows.
 */
public record Bucketing(List<String> columns, List<String> sortColumns, int count) {
    public Bucketing {
        columns = List.copyOf(columns);
        sortColumns = List.copyOf(sortColumns);
    }
}
