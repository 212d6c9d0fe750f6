package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailureReportTest {
    private static String report(Throwable failure, boolean verbose) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FailureReport.print(failure, verbose, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsConditionPositionAndHint() {
        ErrorDetail detail = ErrorDetail.of(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "relationName", "`clicks`")
                .at(new ErrorPosition("SELECT *\nFROM clicks", 14, 19));
        assertThat(report(new MillraceException(detail), false))
                .startsWith("error: [TABLE_OR_VIEW_NOT_FOUND] ")
                .contains("== SQL (line 2, position 6) ==", "FROM clicks\n     ^^^^^^", "hint: ")
                .doesNotContain("\tat ");
    }

    @Test
    void theHintIsThatOfTheInnermostCondition() {
        MillraceException inner = new MillraceException(ErrorDetail.of(
                ErrorCondition.KAFKA_UNREACHABLE, "servers", "b:1", "timeout", "1 s", "reason", "refused"));
        MillraceException outer = new MillraceException(
                ErrorDetail.of(ErrorCondition.STREAM_FAILED, "id", "i", "runId", "r", "message", inner.getMessage()),
                inner);
        assertThat(report(outer, false)).contains("[STREAM_FAILED]", "b:1", "hint: 'millrace kafka'");
    }

    @Test
    void showsTheStackTraceOnlyWhenAsked() {
        assertThat(report(new IllegalStateException("odd"), false))
                .isEqualToNormalizingNewlines("error: IllegalStateException: odd\n");
        assertThat(report(new IllegalStateException("odd"), true))
                .contains("\tat " + FailureReportTest.class.getName());
        assertThat(report(new NullPointerException(), false)).contains("NullPointerException", "--verbose");
    }
}
