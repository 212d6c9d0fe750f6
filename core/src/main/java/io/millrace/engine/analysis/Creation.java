package io.millrace.engine.analysis;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;

/**
 * Something that is made from a query, and what analysis finds the query to use. What is kept must not use what is
 * temporary.
 */
public final class Creation {
    private final String kind;
    private final List<String> name;
    private final boolean temporary;
    private boolean readsData;

    /** @param kind what it is, as messages call it */
    public Creation(String kind, List<String> name, boolean temporary) {
        this.kind = kind;
        this.name = List.copyOf(name);
        this.temporary = temporary;
    }

    /** The query uses something that ends with the session. */
    void usesTemporary(String otherKind, List<String> otherName) {
        if (!temporary) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_TEMP_OBJ_REFERENCE,
                    "obj",
                    kind,
                    "objName",
                    NameResolver.quoted(name),
                    "tempObj",
                    otherKind,
                    "tempObjName",
                    NameResolver.quoted(otherName)));
        }
    }

    /** The query reads a table or view, or calls a function that does. */
    void usesData() {
        readsData = true;
    }

    /** Whether anything read was found. */
    boolean readsData() {
        return readsData;
    }
}
