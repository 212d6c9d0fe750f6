package io.millrace.engine.expression;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The families of types that a function takes: some that must be there, some that may be left out, and one that may repeat. */
public final class Parameters {
    private final List<TypeFamily> required = new ArrayList<>();
    private final List<TypeFamily> optional = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private TypeFamily repeated;
    private boolean even;
    private String expectedCount;

    Parameters() {}

    void addRequired(TypeFamily... families) {
        required.addAll(List.of(families));
    }

    void addOptional(TypeFamily... families) {
        optional.addAll(List.of(families));
    }

    void repeat(TypeFamily family) {
        repeated = family;
    }

    /** Only even numbers of arguments will do. */
    void even() {
        even = true;
    }

    void name(String... parameterNames) {
        names.addAll(List.of(parameterNames));
    }

    /** What they are called, where arguments may be given by name; else none. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Those that must be there. */
    public List<TypeFamily> required() {
        return List.copyOf(required);
    }

    /** Those after them that may be left out. */
    public List<TypeFamily> optional() {
        return List.copyOf(optional);
    }

    /** The one that may come any number of times; empty if none may. */
    public Optional<TypeFamily> repeated() {
        return Optional.ofNullable(repeated);
    }

    /** The one at a position; null after the last. */
    TypeFamily at(int index) {
        if (index < required.size()) {
            return required.get(index);
        }
        int further = index - required.size();
        return further < optional.size() ? optional.get(further) : repeated;
    }

    /** Whether so many arguments will do. */
    boolean take(int count) {
        boolean enough = count >= required.size();
        boolean tooMany = repeated == null && count > required.size() + optional.size();
        return enough && !tooMany && !(even && count % 2 != 0);
    }

    /** What messages say of the number of arguments, where it is not what is declared here. */
    void expect(String count) {
        expectedCount = count;
    }

    /**
     * The error of a call with a number of arguments that will not do.
     *
     * @param forms those of other forms of the function, which messages name as well
     */
    MillraceException wrongCount(List<Parameters> forms, CallErrors errors) {
        int given = errors.call().arguments().size();
        if (given < names.size() && given < required.size()) {
            return errors.error(
                    ErrorCondition.REQUIRED_PARAMETER_NOT_FOUND,
                    "routineName",
                    "`" + errors.call().name() + "`",
                    "parameterName",
                    "`" + names.get(given) + "`",
                    "index",
                    String.valueOf(given));
        }
        return errors.wrongCount(expectedCount == null ? countText(forms) : expectedCount);
    }

    private String countText(List<Parameters> forms) {
        if (repeated != null) {
            return "> " + (required.size() - 1);
        }
        SortedSet<Integer> counts = counts();
        forms.forEach(form -> counts.addAll(form.counts()));
        return counts.size() == 1 ? counts.first().toString() : counts.toString();
    }

    /** How many arguments will do, for functions where the number has an end. */
    private SortedSet<Integer> counts() {
        SortedSet<Integer> counts = new TreeSet<>();
        for (int i = 0; i <= optional.size(); i++) {
            counts.add(required.size() + i);
        }
        return counts;
    }

    /** For the documentation, such as {@code STRING, INT[, INT]}. */
    String text() {
        StringBuilder text = new StringBuilder();
        String separator = "";
        for (TypeFamily family : required) {
            text.append(separator).append(label(family));
            separator = ", ";
        }
        for (TypeFamily family : optional) {
            text.append('[').append(separator).append(label(family));
            separator = ", ";
        }
        text.append("]".repeat(optional.size()));
        if (repeated != null) {
            text.append(separator).append(label(repeated)).append(" …");
        }
        return text.toString();
    }

    private static String label(TypeFamily family) {
        return family.label().replace("\"", "");
    }
}
