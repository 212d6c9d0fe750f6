package io.millrace.engine.session;

import io.millrace.plan.Engine;
import io.millrace.plan.ExplainMode;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs SQL on an engine of its own, and shows plans as text. */
public final class QueryTester implements AutoCloseable {
    private final Engine engine = new EmbeddedEngineProvider()
            .open("local[2]", Map.of("spark.sql.session.timeZone", "UTC"), QueryTester.class.getClassLoader());

    /** The rows as texts such as {@code [1, a, null]}, in their order. */
    public List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Engine.Rows result = engine.execute(SqlParser.parseStatement(sql))) {
            result.forEachRemaining(row -> rows.add(Arrays.deepToString(row)));
        }
        return rows;
    }

    /** The rows in the order of their texts. */
    public List<String> sorted(String sql) {
        return rows(sql).stream().sorted().toList();
    }

    /** Bytes of the memory budget that are held between queries; none should be. */
    public long reservedBytes() {
        return ((EmbeddedEngine) engine).memory().used();
    }

    /** The optimized plan. */
    public String optimized(String sql) {
        String text = engine.explain(SqlParser.parseStatement(sql), ExplainMode.EXTENDED);
        int start = text.indexOf("== Optimized Logical Plan ==\n") + "== Optimized Logical Plan ==\n".length();
        return text.substring(start, text.indexOf("\n== Physical Plan =="));
    }

    @Override
    public void close() {
        engine.close();
    }
}
