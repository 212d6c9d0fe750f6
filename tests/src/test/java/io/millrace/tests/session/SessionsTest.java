package io.millrace.tests.session;

import static io.millrace.Functions.expr;
import static io.millrace.Functions.lit;
import static io.millrace.tests.Eventually.eventually;
import static io.millrace.tests.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.AnalysisException;
import io.millrace.Session;
import io.millrace.cli.kafka.EmbeddedKafka;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.streaming.StreamingQuery;
import io.millrace.tests.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions beside each other, and what is left of one that was closed. */
class SessionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private static Session open() {
        return Session.builder().master("local[2]").create();
    }

    /** Types and expressions in texts are read under the settings of the active session. */
    @Test
    void textsOfColumnsMeanWhatTheActiveSessionSays() throws Exception {
        try (Session session = open()) {
            Session before = Session.getActiveSession().orElse(null);
            Session.setActiveSession(session);
            try {
                session.conf().set("spark.sql.timestampType", "TIMESTAMP_NTZ");
                assertThat(session.range(1)
                                .select(
                                        lit("2026-01-01 12:00:00")
                                                .cast("timestamp")
                                                .as("a"),
                                        lit("2026-01-01 12:00:00")
                                                .cast("string")
                                                .as("b"),
                                        expr("timestamp '2026-01-01 12:00:00' AS c"))
                                .schema()
                                .simpleString())
                        .isEqualTo("struct<a:timestamp_ntz,b:string,c:timestamp_ntz>");
                session.conf().set("spark.sql.timestampType", "TIMESTAMP_LTZ");
                assertThat(session.range(1)
                                .selectExpr("cast('2026-01-01' AS timestamp) AS a")
                                .schema()
                                .simpleString())
                        .isEqualTo("struct<a:timestamp>");
            } finally {
                Session.setActiveSession(before);
            }
        }
    }

    @Test
    void anExplanationSaysWhatIsWrong() throws Exception {
        try (Session session = open()) {
            List<String> lines = session.sql("EXPLAIN SELECT nosuch").collectAsList().stream()
                    .map(row -> row.getString(0))
                    .toList();
            assertThat(lines.getFirst()).isEqualTo("Error occurred during query planning: ");
            assertThat(lines.get(1)).contains("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION");
            assertThat(session.sql("EXPLAIN DESCRIBE QUERY SELECT 1 AS a")
                            .first()
                            .getString(0))
                    .contains("Execute DescribeRelation", "Project [1 AS a]");
            assertThatThrownBy(() -> session.sql("EXPLAIN SELEC 1")).isInstanceOf(AnalysisException.class);
        }
    }

    @Test
    void sessionsHaveViewsAndSettingsOfTheirOwn() throws Exception {
        try (Session one = open();
                Session other = open()) {
            one.sql("create temporary view numbers as select 1 as n");
            other.sql("create temporary view numbers as select 2 as n");
            one.sql("create temporary view only_here as select 1 as n");
            assertThat(one.table("numbers").first().getInt(0)).isEqualTo(1);
            assertThat(other.table("numbers").first().getInt(0)).isEqualTo(2);
            assertThatThrownBy(() -> other.table("only_here").count()).isInstanceOf(AnalysisException.class);

            one.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
            other.conf().set("spark.sql.session.timeZone", "America/New_York");
            String hour = "select hour(timestamp'2026-01-01 12:00:00Z')";
            assertThat(one.sql(hour).first().getInt(0)).isEqualTo(21);
            assertThat(other.sql(hour).first().getInt(0)).isEqualTo(7);
            one.conf().set("spark.sql.ansi.enabled", "false");
            assertThat(one.sql("select 1 / 0").first().isNullAt(0)).isTrue();
            assertThatThrownBy(() -> other.sql("select 1 / 0").first()).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void queriesOfOneSessionOutliveTheOther() throws Exception {
        try (Session survivor = open()) {
            StreamingQuery query = count(survivor, "rate", "survives");
            try (Session other = open()) {
                StreamingQuery mortal = count(other, "rate", "survives");
                assertThat(survivor.streams().active()).containsExactly(query);
                assertThat(other.streams().active()).containsExactly(mortal);
            }
            long batch = query.lastProgress() == null ? 0 : query.lastProgress().batchId();
            eventually(
                    "the other goes on",
                    () -> query.lastProgress() != null && query.lastProgress().batchId() > batch);
            assertThat(query.isActive()).isTrue();
        }
    }

    private static StreamingQuery count(Session session, String format, String name) throws Exception {
        return session.readStream()
                .format(format)
                .load()
                .writeStream()
                .format("memory")
                .queryName(name)
                .start();
    }

    @Test
    void closingEndsEveryThread() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("broker"))) {
            broker.createTopic("input", 2);
            broker.createTopic("output", 2);
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            Session session = open();
            session.streams().addListener(new RecordingListener());
            StreamingQuery rate = count(session, "rate", "rates");
            StreamingQuery copy = session.readStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", broker.bootstrapServers())
                    .option("subscribe", "input")
                    .option("startingOffsets", "earliest")
                    .load()
                    .selectExpr("value")
                    .writeStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", broker.bootstrapServers())
                    .option("topic", "output")
                    .option(
                            "checkpointLocation",
                            directory.resolve("checkpoint").toString())
                    .start();
            eventually("both run", () -> rate.lastProgress() != null && copy.lastProgress() != null);
            assertThat(ours(before)).as("threads of the session").isNotEmpty();
            session.close();
            assertThat(rate.isActive()).isFalse();
            assertThat(copy.isActive()).isFalse();
            within(SOON, "threads end: " + ours(before), () -> ours(before).isEmpty());
        }
    }

    /** Threads that came since and are not the broker's. */
    private static Set<String> ours(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("millrace-")
                        || name.contains("kafka-admin-client-thread")
                        || name.contains("kafka-producer-network-thread")
                        || name.contains("kafka-coordinator-heartbeat-thread"))
                .collect(Collectors.toSet());
    }

    @Test
    void aClosedSessionSaysSo() throws Exception {
        Session session = open();
        session.close();
        session.close();
        assertThat(session.isUsable()).isFalse();
        List<Runnable> uses = List.of(
                () -> session.sql("select 1"),
                () -> session.range(3).count(),
                () -> session.conf().get("spark.sql.ansi.enabled"),
                session::streams,
                session::newSession,
                () -> session.readStream().format("rate").load());
        for (Runnable use : uses) {
            assertThatThrownBy(use::run)
                    .isInstanceOfSatisfying(
                            MillraceThrowable.class,
                            thrown -> assertThat(thrown.getCondition()).isEqualTo("SESSION_CLOSED"));
        }
    }

    @Test
    void aProcessEndsByItselfWhenItsSessionIsClosed() throws Exception {
        try (ChildJvm child = ChildJvm.start(
                directory, LeavingProgram.class, directory.resolve("work").toString())) {
            eventually(
                    "the session is closed", () -> child.output().contains(LeavingProgram.CLOSED) || !child.isAlive());
            assertThat(child.exitCode(Duration.ofSeconds(2))).as(child.output()).isZero();
            assertThat(child.output()).contains(LeavingProgram.CLOSED);
        }
    }

    @Test
    void aForgottenSessionKeepsNoProcessAlive() throws Exception {
        try (ChildJvm child = ChildJvm.start(
                directory, LeavingProgram.class, directory.resolve("work").toString(), "forget")) {
            assertThat(child.exitCode(Duration.ofSeconds(60)))
                    .as(child.output())
                    .isZero();
        }
    }
}
