package io.millrace.tests.errors;

import static io.millrace.tests.errors.Expected.error;
import static io.millrace.tests.errors.Expected.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.AnalysisException;
import io.millrace.Session;
import io.millrace.tests.errors.Scene.Attempt;
import java.nio.file.Path;

/** An attempt to do something wrong, and how it must be refused. */
record Refusal(String name, Attempt attempt, Expected expected) {
    static Refusal analysis(String name, Attempt attempt, String condition, String state, String... parameters) {
        return new Refusal(name, attempt, error(AnalysisException.class, condition, state, parameters));
    }

    /** An argument of the program's, without a condition. */
    static Refusal illegal(String name, Attempt attempt) {
        return new Refusal(name, attempt, plain(IllegalArgumentException.class));
    }

    /** Something that no stream can do. */
    static Refusal unsupported(String name, Attempt attempt) {
        return analysis(name, attempt, "_LEGACY_ERROR_TEMP_3102", null);
    }

    /** Makes the attempt in a session of its own. */
    void verify(Path directory) {
        Session session = Session.builder()
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .create();
        try {
            Throwable thrown = catchThrowable(() -> attempt.run(new Scene(session, directory)));
            assertThat(thrown).as("an error").isNotNull();
            expected.verify(thrown);
        } finally {
            session.stop();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
