package io.millrace.engine.format.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path of {@code get_json_object}: {@code $}, then fields {@code .a}, {@code ['a']} and elements {@code [0]}, {@code [*]}. */
final class JsonPath {
    /** One step. */
    sealed interface Step {}

    /** Into the field of a name. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Field(byte[] name) implements Step {}

    /** Into one element of an array. */
    record Element(long index) implements Step {}

    /** Into all elements of an array. */
    record AllElements() implements Step {}

    /** Into all fields of an object: Spark reads such a path and finds nothing. */
    record AllFields() implements Step {}

    private static final Pattern STEP = Pattern.compile(
            "(?<every>\\.\\*|\\['\\*'])|\\.(?<name>[^.\\[]+)|\\['(?<quoted>[^']+)']|\\[(?<all>\\*)]|\\[(?<index>\\d+)]");

    private JsonPath() {}

    /** The steps of a path; empty if it is none. */
    static Optional<List<Step>> parse(String path) {
        if (!path.startsWith("$")) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path).region(1, path.length());
        while (matcher.lookingAt()) {
            steps.add(step(matcher));
            matcher.region(matcher.end(), path.length());
        }
        return matcher.regionStart() == path.length() ? Optional.of(List.copyOf(steps)) : Optional.empty();
    }

    private static Step step(Matcher matcher) {
        if (matcher.group("every") != null) {
            return new AllFields();
        }
        if (matcher.group("all") != null) {
            return new AllElements();
        }
        if (matcher.group("index") != null) {
            return new Element(Long.parseLong(matcher.group("index")));
        }
        String name = matcher.group("name") == null ? matcher.group("quoted") : matcher.group("name");
        return new Field(name.getBytes(StandardCharsets.UTF_8));
    }
}
