package io.millrace.tests.generated;

/** Where an expression stands in the statement that asks for it. Part of the program that is ported to Spark. */
enum Kind {
    /** As a column. */
    SELECT("SELECT id, %s FROM %s"),
    /** As a condition. */
    WHERE("SELECT id FROM %2$s WHERE %1$s"),
    /** As a key of groups. */
    KEY("SELECT min(id) AS id, %1$s, count(*) FROM %2$s GROUP BY %1$s"),
    /** As what rows are sorted by. */
    ORDER("SELECT id, %1$s FROM %2$s ORDER BY %1$s, id"),
    /** As an aggregate of all rows. */
    TOTAL("SELECT 0 AS id, %s FROM %s"),
    /** As an aggregate of the rows of each group. */
    GROUP("SELECT g, %1$s FROM %2$s GROUP BY g"),
    /** As a function that gives several rows and columns. */
    ROWS("SELECT id, %s FROM %s"),
    /** As a whole statement; answered as a case is. */
    STATEMENT("%s"),
    /** As a whole statement whose rows have an order. */
    ORDERED_STATEMENT("%s");

    private final String form;

    Kind(String form) {
        this.form = form;
    }

    /** Whether the order of the rows is part of the answer. */
    boolean isOrdered() {
        return this == ORDER || this == ROWS || this == ORDERED_STATEMENT;
    }

    /** The statement; its first column tells rows apart, its second is the expression if it is a column. */
    String statement(String expression, String relation) {
        return String.format(form, expression, relation);
    }
}
