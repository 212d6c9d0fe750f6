package io.millrace.catalog;

/** A table or view. */
@SuppressWarnings("ArrayRecordComponent") // as in Spark
public record Table(
        String name, String catalog, String[] namespace, String description, String tableType, boolean isTemporary) {
    /** The only part of the namespace, or null. */
    public String database() {
        return namespace != null && namespace.length == 1 ? namespace[0] : null;
    }

    @Override
    public String toString() {
        return "Table[name='" + name + "', " + (database() == null ? "" : "database='" + database() + "', ")
                + "tableType='" + tableType + "', isTemporary='" + isTemporary + "']";
    }
}
