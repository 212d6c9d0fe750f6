package io.millrace.catalyst.parser;

import io.millrace.AnalysisException;
import io.millrace.spi.error.ErrorDetail;

/** SQL text that does not follow the grammar. */
public class ParseException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    public ParseException(ErrorDetail detail) {
        super(detail);
    }

    public ParseException(ErrorDetail detail, Throwable cause) {
        super(detail, cause);
    }
}
