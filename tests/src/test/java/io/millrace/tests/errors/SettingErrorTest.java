package io.millrace.tests.errors;

import static io.millrace.tests.errors.Expected.error;
import static io.millrace.tests.errors.Refusal.analysis;
import static io.millrace.tests.errors.Refusal.illegal;

import io.millrace.streaming.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Triggers, settings and calls of a session that must be refused, and how. */
class SettingErrorTest {
    static List<Refusal> settings() {
        return List.of(
                illegal("trigger in the past", scene -> Trigger.ProcessingTime(-1)),
                illegal("trigger in the past, in words", scene -> Trigger.ProcessingTime("-1 second")),
                new Refusal(
                        "trigger without a unit",
                        scene -> Trigger.ProcessingTime("5 fortnights"),
                        error(
                                IllegalArgumentException.class,
                                "INVALID_INTERVAL_FORMAT.INVALID_UNIT",
                                "22006",
                                "unit",
                                "fortnights")),
                new Refusal(
                        "trigger in months",
                        scene -> Trigger.ProcessingTime("1 month"),
                        error(IllegalArgumentException.class, "_LEGACY_ERROR_TEMP_3262", null)),
                new Refusal(
                        "unknown setting",
                        scene -> scene.session().conf().get("spark.no.such.setting"),
                        error(
                                NoSuchElementException.class,
                                "SQL_CONF_NOT_FOUND",
                                "42K0I",
                                "sqlConf",
                                "\"spark.no.such.setting\"")),
                new Refusal(
                        "setting of another type",
                        scene -> scene.session().conf().set("spark.sql.streaming.minBatchesToRetain", "many"),
                        error(
                                IllegalArgumentException.class,
                                "INVALID_CONF_VALUE.TYPE_MISMATCH",
                                "22022",
                                "confName",
                                "spark.sql.streaming.minBatchesToRetain",
                                "confValue",
                                "many")),
                new Refusal(
                        "closed session",
                        scene -> {
                            scene.session().stop();
                            scene.session().range(1).count();
                        },
                        error(RuntimeException.class, "SESSION_CLOSED", "08003")),
                new Refusal(
                        "unknown field of a row",
                        scene -> scene.session().range(1).toDF().first().getAs("nope"),
                        error(IllegalArgumentException.class, "FIELD_NOT_FOUND", "42704", "fieldName", "`nope`")),
                new Refusal(
                        "null as a number",
                        scene -> scene.session()
                                .sql("select cast(null as int)")
                                .first()
                                .getInt(0),
                        error(RuntimeException.class, "ROW_VALUE_IS_NULL", "22023", "index", "0")),
                analysis(
                        "batch write to what is there",
                        scene -> {
                            String path = scene.directory().resolve("table").toString();
                            scene.session().range(1).write().json(path);
                            scene.session().range(1).write().json(path);
                        },
                        "PATH_ALREADY_EXISTS",
                        "42K04"),
                analysis(
                        "unknown save mode",
                        scene -> scene.session().range(1).write().mode("zz"),
                        "INVALID_SAVE_MODE",
                        "42000",
                        "mode",
                        "\"zz\""));
    }

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void isRefused(Refusal refusal) {
        refusal.verify(directory);
    }
}
