package io.millrace.catalog;

/** A database. */
public record Database(String name, String catalog, String description, String locationUri) {
    @Override
    public String toString() {
        return "Database[name='" + name + "']";
    }
}
