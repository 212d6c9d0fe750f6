package io.millrace.tests.generated;

import java.util.List;

/**
 * What may stand at a place of a {@link Template}. As text:
 *
 * <pre>
 * int|string         a value of one of some types, each a type of DDL or a word of {@link Types}
 * T:numeric          a value of a type of that kind, which {@code T} stands for from here on
 * T                  a value of the type that {@code T} stands for; of any if it is the first
 * array&lt;T&gt;           variables may be parts of types; so may words
 * =int               a constant
 * {@literal @}pattern           a constant from the list of that name in lexicon.txt
 * x T; y U => T      the body of a lambda whose parameters have these types, and what it gives
 * </pre>
 *
 * @param constant whether it must be a constant
 * @param lexicon the name of a list; null if values are drawn by type
 * @param parameters names and types of a lambda's parameters; empty if it is none
 * @param types the choice of types
 */
record Hole(boolean constant, String lexicon, List<Parameter> parameters, List<String> types) {
    /** A parameter of a lambda. */
    record Parameter(String name, String type) {}

    static Hole parse(String text) {
        if (text.startsWith("@")) {
            return new Hole(true, text.substring(1), List.of(), List.of());
        }
        int arrow = text.indexOf("=>");
        if (arrow >= 0) {
            List<Parameter> parameters = List.of(
                            text.substring(0, arrow).strip().split("; *"))
                    .stream()
                    .map(parameter -> {
                        int blank = parameter.indexOf(' ');
                        return new Parameter(parameter.substring(0, blank), parameter.substring(blank + 1));
                    })
                    .toList();
            return new Hole(
                    false, null, parameters, List.of(text.substring(arrow + 2).strip()));
        }
        boolean constant = text.startsWith("=");
        return new Hole(
                constant,
                null,
                List.of(),
                List.of(text.substring(constant ? 1 : 0).split("\\|")));
    }
}
