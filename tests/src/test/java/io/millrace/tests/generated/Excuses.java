package io.millrace.tests.generated;

import java.util.List;
import java.util.regex.Pattern;

/** Answers of Spark that no engine should repeat: accidents of how it reads, keeps or compares values. */
final class Excuses {
    /** The type of intervals of months, days and microseconds, inside another type. */
    private static final Pattern INNER_CALENDAR_INTERVAL = Pattern.compile("[< ]interval(?: not null)?[,>]");

    private static final Pattern BARE = Pattern.compile("(?:^|\\) )error \\w*Exception$");

    /** Such an aggregate of something that is computed, and so may fail: not of a column or a constant. */
    private static final Pattern LAZY_AGGREGATE = Pattern.compile(
            "\\b(?:first|first_value|any_value|min_by|max_by)\\((?!DISTINCT \\w+[,)]|\\w+[,)]|'[^']*'[,)])");

    private Excuses() {}

    /** Whether a difference is Spark's own affair. */
    static boolean cover(Question question, List<String> ours, List<String> theirs) {
        return isTornShift(theirs)
                || isNullOfNeverNull(theirs)
                || isInternal(theirs)
                || isBare(theirs)
                || isSharedRow(question)
                || isStrewnInterval(question, ours)
                || isUntidyMap(question, ours)
                || isUnneeded(question, ours, theirs);
    }

    /** Behind the words ARRAY, MAP and STRUCT, and behind a lambda, it takes {@code >>} for the ends of two types. */
    private static boolean isTornShift(List<String> theirs) {
        return !theirs.isEmpty()
                && theirs.getFirst().startsWith("error PARSE_SYNTAX_ERROR")
                && theirs.stream().anyMatch(line -> line.trim().matches("error = \"'>>?'\""));
    }

    /** A value that is null though its type says that it never is, so that Spark's own rows cannot be read. */
    private static boolean isNullOfNeverNull(List<String> theirs) {
        return theirs.stream().anyMatch(line -> line.contains("error EXPRESSION_DECODING_FAILED"));
    }

    /** What Spark itself takes for a defect of its own. */
    private static boolean isInternal(List<String> theirs) {
        return theirs.stream().anyMatch(line -> line.contains("error INTERNAL_ERROR"));
    }

    /** An exception of Java's that nobody gave a condition. */
    private static boolean isBare(List<String> theirs) {
        return theirs.stream().anyMatch(line -> BARE.matcher(line).find());
    }

    /** All calls of from_csv give the same object, so that a sort compares each row with itself. */
    private static boolean isSharedRow(Question question) {
        return question.kind().isOrdered() && question.expression().contains("from_csv(");
    }

    /** A null among such intervals leaves behind what was in its place, and so is another key each time. */
    private static boolean isStrewnInterval(Question question, List<String> ours) {
        return isKey(question)
                && ours.stream()
                        .anyMatch(line -> line.startsWith("type ")
                                && INNER_CALENDAR_INTERVAL.matcher(line).find());
    }

    /** In a map that is a key nulls among the values become zeros, and zeros inside its keys keep their signs. */
    private static boolean isUntidyMap(Question question, List<String> ours) {
        return isKey(question)
                && ours.stream().anyMatch(line -> line.startsWith("type ") && line.contains("map<"))
                && ours.stream()
                        .anyMatch(line -> line.contains("=null") || line.contains("float") || line.contains("double"));
    }

    /** It computes what such an aggregate is called with until it has a value, or a better one: in which rows, depends on their order. */
    private static boolean isUnneeded(Question question, List<String> ours, List<String> theirs) {
        return LAZY_AGGREGATE.matcher(question.expression()).find()
                && ours.stream().anyMatch(Excuses::isFailure)
                && theirs.stream().noneMatch(Excuses::isFailure);
    }

    private static boolean isFailure(String row) {
        return row.contains(") error ");
    }

    private static boolean isKey(Question question) {
        return question.kind() == Kind.KEY || question.expression().contains("GROUP BY");
    }
}
