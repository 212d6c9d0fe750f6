package io.millrace.catalog;

/** A function. */
@SuppressWarnings("ArrayRecordComponent") // as in Spark
public record Function(
        String name, String catalog, String[] namespace, String description, String className, boolean isTemporary) {
    /** The only part of the namespace, or null. */
    public String database() {
        return namespace != null && namespace.length == 1 ? namespace[0] : null;
    }

    @Override
    public String toString() {
        return "Function[name='" + name + "', className='" + className + "', isTemporary='" + isTemporary + "']";
    }
}
