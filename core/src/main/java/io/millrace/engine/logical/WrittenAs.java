package io.millrace.engine.logical;

/** What a query has in the place of a join; streams may undergo some and not others. */
public enum WrittenAs {
    JOIN,
    INTERSECT,
    EXCEPT,
    EXCEPT_ALL
}
