package io.millrace.engine.expression;

import java.util.List;

/** A function that only means something over a window, for example {@code row_number}. Immutable; shared by all queries. */
public interface RankFunction {
    String name();

    /** The call as SQL, for generated column names and messages, given its arguments as SQL. */
    String sql(List<String> arguments, boolean ignoreNulls);

    /** What it computes. */
    Kind kind();

    /** The functions. */
    enum Kind {
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        PERCENT_RANK,
        CUME_DIST,
        NTILE,
        LAG,
        LEAD,
        NTH_VALUE;

        /** Whether it is about places in an order, so that there must be one. */
        public boolean needsOrder() {
            return this != NTH_VALUE;
        }

        /** Whether it sees the rows of the frame that the query asks for; the others have a frame of their own. */
        public boolean hasFrame() {
            return this == NTH_VALUE;
        }

        /** Whether it takes {@code IGNORE NULLS}. */
        boolean mayIgnoreNulls() {
            return this == LAG || this == LEAD || this == NTH_VALUE;
        }
    }
}
