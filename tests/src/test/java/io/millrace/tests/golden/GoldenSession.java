package io.millrace.tests.golden;

import io.millrace.Session;
import io.millrace.spi.error.MillraceThrowable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session with the settings and tables that one file expects. Statements run on a thread of its own, with a limit. */
final class GoldenSession implements AutoCloseable {
    private static final String ZONE = "America/Los_Angeles";
    private static final String BINARY_STYLE = "spark.sql.binaryOutputStyle";
    private static final long LIMIT_SECONDS = 30;
    private static final long PATIENCE_SECONDS = 5;
    private static final String TEST_COLUMNS = "unique1 INT, unique2 INT, two INT, four INT, ten INT, twenty INT,"
            + " hundred INT, thousand INT, twothousand INT, fivethous INT, tenthous INT, odd INT, even INT,"
            + " stringu1 STRING, stringu2 STRING, string4 STRING";

    private final Session session;
    private final HiveText text;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "golden");
        worker.setDaemon(true);
        return worker;
    });

    /** Whether a statement could not be stopped, so that none can follow. */
    private boolean stuck;

    GoldenSession(Path folder, String file) throws IOException {
        Map<String, String> settings = settings(folder, file);
        Session.Builder builder = Session.builder().master("local[1]").appName("golden");
        session = builder.create();
        settings.forEach(this::set);
        text = new HiveText(ZoneId.of(ZONE), settings.getOrDefault(BINARY_STYLE, "UTF-8"));
        createTables(folder.resolve("data"));
    }

    /** A setting that is refused stays out: statements that do not depend on it count all the same. */
    private void set(String key, String value) {
        try {
            session.conf().set(key, value);
        } catch (Exception e) {
            // an error of analysis is a checked exception that no method declares
            if (!(e instanceof MillraceThrowable refused
                    && refused.getCondition().equals("UNSUPPORTED_FEATURE.SETTING"))) {
                throw e;
            }
        }
    }

    private static Map<String, String> settings(Path folder, String file) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.sql.session.timeZone", ZONE);
        settings.put("spark.sql.datetime.java8API.enabled", "true");
        settings.put("spark.sql.timeType.enabled", "true");
        settings.put("spark.sql.ansi.enabled", String.valueOf(!file.startsWith("nonansi/")));
        if (file.startsWith("postgreSQL/")) {
            settings.put("spark.sql.legacy.interval.enabled", "true");
        }
        if (file.startsWith("timestampNTZ/")) {
            settings.put("spark.sql.timestampType", "TIMESTAMP_NTZ");
        }
        settings.putAll(ownSettings(folder).getOrDefault(file, Map.of()));
        return settings;
    }

    private static Map<String, Map<String, String>> ownSettings(Path folder) throws IOException {
        Map<String, Map<String, String>> byFile = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("settings.tsv"))) {
            String[] columns = line.split("\t");
            Map<String, String> own = byFile.computeIfAbsent(columns[0], ignored -> new LinkedHashMap<>());
            for (String assignment : columns[1].split(",")) {
                int equal = assignment.indexOf('=');
                own.putIfAbsent(
                        assignment.substring(0, equal).strip(),
                        assignment.substring(equal + 1).strip());
            }
        }
        return byFile;
    }

    private void createTables(Path data) {
        session.sql("CREATE TABLE testdata AS SELECT CAST(id AS INT) AS key, CAST(id AS STRING) AS value"
                + " FROM range(1, 101)");
        session.sql("CREATE TABLE arraydata AS SELECT * FROM VALUES (array(1, 2, 3), array(array(1, 2, 3))),"
                + " (array(2, 3, 4), array(array(2, 3, 4))) AS t(arraycol, nestedarraycol)");
        List<String> maps = new ArrayList<>();
        for (int row = 1; row <= 5; row++) {
            List<String> entries = new ArrayList<>();
            for (int key = 1; key <= 6 - row; key++) {
                entries.add(key + ", '" + (char) ('a' + key - 1) + row + "'");
            }
            maps.add("(map(" + String.join(", ", entries) + "))");
        }
        session.sql("CREATE TABLE mapdata AS SELECT * FROM VALUES " + String.join(", ", maps) + " AS t(mapcol)");
        table("aggtest", "a INT, b FLOAT", data.resolve("agg.data"));
        table("onek", TEST_COLUMNS, data.resolve("onek.data"));
        table("tenk1", TEST_COLUMNS, data.resolve("tenk.data"));
    }

    private void table(String name, String columns, Path file) {
        session.read().schema(columns).option("sep", "\t").csv(file.toString()).createOrReplaceTempView("rows");
        session.sql("CREATE TABLE " + name + " AS SELECT * FROM rows");
        session.catalog().dropTempView("rows");
    }

    /** The answer to a statement; none if it takes too long, and to all after one that cannot be stopped. */
    Answer run(String sql) throws InterruptedException {
        if (stuck) {
            return new Answer.None();
        }
        Future<Answer> answer = thread.submit(() -> Answer.of(session, sql, text));
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            stuck = !isIdle();
            return new Answer.None();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isIdle() throws InterruptedException {
        try {
            thread.submit(() -> {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException busy) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        if (!stuck) {
            session.stop();
        }
    }
}
