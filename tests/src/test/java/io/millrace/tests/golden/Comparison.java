package io.millrace.tests.golden;

import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.tests.golden.GoldenFile.RecordedError;
import io.millrace.tests.golden.GoldenFile.Statement;
import io.millrace.tests.golden.Verdict.Cause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares answers with recorded ones. */
final class Comparison {
    private static final String SEARCH_PATH = "searchPath";
    private static final Set<String> MISSING = Set.of("TABLE_OR_VIEW_NOT_FOUND", "VIEW_NOT_FOUND");

    private Comparison() {}

    static Verdict of(Statement statement, Answer answer) {
        Optional<RecordedError> error = statement.error();
        String expected = error.map(Comparison::text).orElse(statement.schema() + "\n" + statement.output());
        return switch (answer) {
            case Answer.None ignored -> new Verdict(Cause.TIME_OUT, "", false, expected, "");
            case Answer.Failure failure -> failure(error, failure.error(), expected);
            case Answer.Rows rows
            when error.isPresent() ->
                new Verdict(Cause.NO_ERROR, error.get().condition(), false, expected, rows.toString());
            case Answer.Rows rows -> {
                Cause cause = !rows.schema().equals(statement.schema())
                        ? Cause.WRONG_SCHEMA
                        : rows.isRecorded(statement.output()) ? Cause.AGREES : Cause.WRONG_ROWS;
                yield new Verdict(cause, "", cause == Cause.AGREES, expected, rows.toString());
            }
        };
    }

    private static Verdict failure(Optional<RecordedError> recorded, Throwable error, String expected) {
        if (!(error instanceof MillraceThrowable actual)) {
            boolean same = recorded.isPresent()
                    && recorded.get().exception().equals(error.getClass().getName())
                    && recorded.get().condition().equals(error.getMessage());
            Cause cause = same ? Cause.AGREES : Cause.INTERNAL_ERROR;
            return new Verdict(cause, error.getClass().getSimpleName(), same, expected, text(error));
        }
        String condition = actual.getCondition();
        Cause cause = Cause.FAILS;
        String detail = condition;
        if (recorded.isPresent()) {
            RecordedError wanted = recorded.get();
            if (!condition.equals(wanted.condition()) || !Objects.equals(actual.getSqlState(), wanted.sqlState())) {
                cause = Cause.OTHER_CONDITION;
                detail = condition + " for " + wanted.condition();
            } else if (!parameters(actual, wanted).equals(wanted.parameters())) {
                cause = Cause.OTHER_PARAMETERS;
            } else {
                // The file tells no position of what could not be parsed.
                boolean position = positions(actual).equals(wanted.positions())
                        || (wanted.positions().isEmpty() && wanted.exception().endsWith("ParseException"));
                return new Verdict(Cause.AGREES, "", position, expected, text(error));
            }
        }
        if (cause != Cause.OTHER_PARAMETERS) {
            if (condition.startsWith("UNSUPPORTED_FEATURE")) {
                cause = Cause.UNSUPPORTED;
                detail = actual.getMessageParameters().getOrDefault("feature", condition);
            } else if (condition.equals("UNRESOLVED_ROUTINE")) {
                cause = Cause.UNRESOLVED_ROUTINE;
                detail = actual.getMessageParameters().get("routineName");
            } else if (MISSING.contains(condition)) {
                cause = Cause.MISSING_RELATION;
                detail = actual.getMessageParameters().get("relationName");
            } else if (condition.startsWith("PARSE_") && cause == Cause.FAILS) {
                cause = Cause.REFUSED_BY_PARSER;
            } else if (condition.startsWith("INTERNAL_ERROR")) {
                cause = Cause.INTERNAL_ERROR;
            }
        }
        return new Verdict(cause, detail, false, expected, text(error));
    }

    /** Without what Spark 4.2 says and the release that answered did not say yet. */
    private static Map<String, String> parameters(MillraceThrowable actual, RecordedError wanted) {
        Map<String, String> parameters = new HashMap<>(actual.getMessageParameters());
        if (!wanted.parameters().containsKey(SEARCH_PATH)) {
            parameters.remove(SEARCH_PATH);
        }
        return parameters;
    }

    private static List<List<Integer>> positions(MillraceThrowable error) {
        return error.position().map(Comparison::position).stream().toList();
    }

    private static List<Integer> position(ErrorPosition where) {
        return List.of(where.start() + 1, where.stop() + 1);
    }

    private static String text(RecordedError error) {
        return error.condition() + " " + error.sqlState() + " " + error.parameters() + " at " + error.positions();
    }

    private static String text(Throwable error) {
        if (error instanceof MillraceThrowable known) {
            return known.getCondition() + " " + known.getSqlState() + " " + known.getMessageParameters() + " at "
                    + positions(known);
        }
        StackTraceElement[] trace = error.getStackTrace();
        return error + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
