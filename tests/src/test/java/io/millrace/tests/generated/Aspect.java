package io.millrace.tests.generated;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** In what two answers to a question may differ, the worst first. */
enum Aspect {
    /** Another value, other rows, or an error instead of one. */
    ROWS,
    /** One engine refuses what the other takes. */
    ANALYSIS,
    /** Another condition or SQLSTATE. */
    ERROR,
    /** Other parameters of the same condition. */
    PARAMETERS,
    TYPE,
    NULLABILITY,
    NAME;

    private static final String ERROR_MARK = "error ";

    /** As the list of known disagreements writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Compares the answers of an {@link Interview}.
     *
     * @param ulps how far floating-point numbers may be apart
     */
    static Set<Aspect> differences(List<String> ours, List<String> theirs, int ulps) {
        Set<Aspect> found = EnumSet.noneOf(Aspect.class);
        boolean refused = isRefused(ours);
        if (refused != isRefused(theirs)) {
            found.add(ANALYSIS);
        } else if (refused) {
            compareErrors(String.join(";", ours), String.join(";", theirs), found);
        } else {
            compareColumns(column(ours, "name "), column(theirs, "name "), found, NAME);
            compareTypes(column(ours, "type "), column(theirs, "type "), found);
            compareRows(rows(ours), rows(theirs), ulps, found);
        }
        return found;
    }

    /** A condition that no row fulfils gives an empty answer. */
    private static boolean isRefused(List<String> answer) {
        return !answer.isEmpty() && answer.getFirst().startsWith(ERROR_MARK);
    }

    private static List<String> column(List<String> answer, String mark) {
        return answer.stream().filter(line -> line.startsWith(mark)).toList();
    }

    private static List<String> rows(List<String> answer) {
        return answer.stream()
                .filter(line -> !line.startsWith("name ") && !line.startsWith("type "))
                .toList();
    }

    private static void compareColumns(List<String> ours, List<String> theirs, Set<Aspect> found, Aspect aspect) {
        if (!ours.equals(theirs)) {
            found.add(aspect);
        }
    }

    private static void compareTypes(List<String> ours, List<String> theirs, Set<Aspect> found) {
        List<String> ourTypes =
                ours.stream().map(type -> type.replace(" not null", "")).toList();
        List<String> theirTypes =
                theirs.stream().map(type -> type.replace(" not null", "")).toList();
        if (!ourTypes.equals(theirTypes)) {
            found.add(TYPE);
        } else {
            compareColumns(ours, theirs, found, NULLABILITY);
        }
    }

    private static void compareErrors(String ours, String theirs, Set<Aspect> found) {
        int ourEnd = ours.indexOf(';');
        int theirEnd = theirs.indexOf(';');
        String ourCondition = ourEnd < 0 ? ours : ours.substring(0, ourEnd);
        String theirCondition = theirEnd < 0 ? theirs : theirs.substring(0, theirEnd);
        // Where Spark gives a bare exception of Java, any condition is better.
        if (isBare(ourCondition) || !isBare(theirCondition) && !ourCondition.equals(theirCondition)) {
            found.add(ERROR);
        } else if (!isBare(theirCondition) && !ours.equals(theirs)) {
            found.add(PARAMETERS);
        }
    }

    /** Whether an error is an exception of Java without a condition. */
    private static boolean isBare(String error) {
        String condition = error.substring(error.indexOf(ERROR_MARK) + ERROR_MARK.length());
        return condition.indexOf(' ') < 0 && !condition.startsWith("_LEGACY");
    }

    private static void compareRows(List<String> ours, List<String> theirs, int ulps, Set<Aspect> found) {
        if (ours.size() != theirs.size()) {
            found.add(ROWS);
            return;
        }
        for (int i = 0; i < ours.size(); i++) {
            String left = withoutIdentity(ours.get(i));
            String right = withoutIdentity(theirs.get(i));
            int leftError = left.indexOf(") " + ERROR_MARK);
            int rightError = right.indexOf(") " + ERROR_MARK);
            if (leftError >= 0 && leftError == rightError) {
                compareErrors(left, right, found);
            } else if (!left.equals(right) && !isClose(left, right, ulps)) {
                found.add(ROWS);
            }
        }
    }

    /** An array of bytes that Java shows by its address, as format_string does, is another in every run. */
    private static String withoutIdentity(String row) {
        return row.replaceAll("\\[B@[0-9a-f]+", "[B@");
    }

    /** Whether two rows are alike but for the last digits of their numbers. */
    private static boolean isClose(String left, String right, int ulps) {
        List<String> ours = List.of(left.split("[ :,|\\[\\]()]+"));
        List<String> theirs = List.of(right.split("[ :,|\\[\\]()]+"));
        if (ulps == 0 || ours.size() != theirs.size()) {
            return false;
        }
        List<Integer> other = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).equals(theirs.get(i)) && !isClose(ours.get(i), theirs.get(i), (double) ulps)) {
                other.add(i);
            }
        }
        return other.isEmpty();
    }

    private static boolean isClose(String left, String right, double ulps) {
        try {
            double ours = Double.parseDouble(left);
            double theirs = Double.parseDouble(right);
            return Math.abs(ours - theirs) <= ulps * Math.ulp(theirs);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
