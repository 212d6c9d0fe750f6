package io.millrace.tests.generated;

/**
 * A disagreement.
 *
 * @param function who is to blame
 * @param aspect in what
 * @param question that shows it
 * @param drawn the question's expression
 * @param answers what both say
 */
record Finding(String function, Aspect aspect, Batch batch, Question question, Drawn drawn, Engines.Pair answers) {
    /** As the list of known disagreements calls it. */
    String key() {
        return Known.key(function, aspect);
    }
}
