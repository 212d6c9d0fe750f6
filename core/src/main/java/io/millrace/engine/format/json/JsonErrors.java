package io.millrace.engine.format.json;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;

/** Errors about records, as causes of what the user sees. */
final class JsonErrors {
    private JsonErrors() {}

    /** The top of the text is neither an object nor an array of objects. Thrown per record, so without a stack. */
    static final class RootMismatch extends MillraceException {
        private static final long serialVersionUID = 1L;

        RootMismatch() {
            super(ErrorDetail.of(ErrorCondition.INVALID_JSON_ROOT_FIELD));
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    static RootMismatch rootMismatch() {
        return new RootMismatch();
    }

    /** A field's value does not fit its type. */
    static MillraceException misfit(String field, String value, JsonCursor.Kind kind, DataType type) {
        String token = switch (kind) {
            case OBJECT -> "START_OBJECT";
            case ARRAY -> "START_ARRAY";
            case STRING -> "VALUE_STRING";
            case NUMBER -> value.matches("-?\\d+") ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
            case TRUE -> "VALUE_TRUE";
            case FALSE -> "VALUE_FALSE";
            case NULL -> "VALUE_NULL";
            case END -> "NOT_AVAILABLE";
        };
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.CANNOT_PARSE_JSON_FIELD,
                "fieldName",
                "`" + field + "`",
                "fieldValue",
                value,
                "jsonType",
                token,
                "dataType",
                "\"" + type.sql() + "\""));
    }
}
