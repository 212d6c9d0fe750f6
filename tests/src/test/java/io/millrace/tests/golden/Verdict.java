package io.millrace.tests.golden;

/**
 * What came of one statement.
 *
 * @param detail what to count together: a feature, the name of a routine, a pair of conditions
 * @param position whether the recorded position of an error was met too; true if there is none
 * @param expected the recorded answer, for people
 * @param actual ours
 */
record Verdict(Cause cause, String detail, boolean position, String expected, String actual) {
    /** Why an answer is not the recorded one, in the order in which it is found out. */
    enum Cause {
        AGREES("agrees"),
        TIME_OUT("time-out"),
        INTERNAL_ERROR("internal error"),
        UNSUPPORTED("unsupported statement"),
        REFUSED_BY_PARSER("refused by the parser"),
        UNRESOLVED_ROUTINE("unresolved routine"),
        MISSING_RELATION("relation that an earlier statement should have made"),
        FAILS("fails where rows are expected"),
        NO_ERROR("gives rows where an error is expected"),
        OTHER_CONDITION("other condition"),
        OTHER_PARAMETERS("other parameters"),
        WRONG_SCHEMA("wrong schema"),
        WRONG_ROWS("wrong rows");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    boolean agrees() {
        return cause == Cause.AGREES;
    }
}
