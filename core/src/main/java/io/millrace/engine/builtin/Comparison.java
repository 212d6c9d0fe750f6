package io.millrace.engine.builtin;

/** The comparisons that give null for null; the other two are {@code >} and {@code >=} with sides exchanged. */
enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL;

    /** Whether it holds for sides that compare as a negative number, zero or a positive one. */
    boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
        };
    }
}
