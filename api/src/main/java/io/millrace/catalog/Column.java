package io.millrace.catalog;

/** A column of a table or view. */
public record Column(
        String name,
        String description,
        String dataType,
        boolean nullable,
        boolean isPartition,
        boolean isBucket,
        boolean isCluster) {
    @Override
    public String toString() {
        return "Column[name='" + name + "', dataType='" + dataType + "', nullable='" + nullable + "']";
    }
}
