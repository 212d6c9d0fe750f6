package io.millrace.types;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/** One field of a struct or one column of a schema. */
public final class StructField implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final DataType dataType;
    private final boolean nullable;
    private final Metadata metadata;

    public StructField(String name, DataType dataType, boolean nullable, Metadata metadata) {
        this.name = Objects.requireNonNull(name, "name");
        this.dataType = Objects.requireNonNull(dataType, "dataType");
        this.nullable = nullable;
        this.metadata = Objects.requireNonNull(metadata, "metadata");
    }

    public StructField(String name, DataType dataType, boolean nullable) {
        this(name, dataType, nullable, Metadata.empty());
    }

    public String name() {
        return name;
    }

    public DataType dataType() {
        return dataType;
    }

    public boolean nullable() {
        return nullable;
    }

    public Metadata metadata() {
        return metadata;
    }

    /** A copy of this field with a comment. */
    public StructField withComment(String comment) {
        Metadata commented = new MetadataBuilder()
                .withMetadata(metadata)
                .putString("comment", comment)
                .build();
        return new StructField(name, dataType, nullable, commented);
    }

    /** The field's comment, if it has one. */
    public Optional<String> getComment() {
        return metadata.contains("comment") ? Optional.of(metadata.getString("comment")) : Optional.empty();
    }

    /** The field as DDL, for example {@code i INT NOT NULL}. */
    public String toDDL() {
        String comment = getComment()
                .map(text -> " COMMENT '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .orElse("");
        return DdlParser.quoteIfNeeded(name) + " " + dataType.sql() + (nullable ? "" : " NOT NULL") + comment;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StructField that
                && that.name.equals(name)
                && that.dataType.equals(dataType)
                && that.nullable == nullable
                && that.metadata.equals(metadata);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, dataType, nullable, metadata);
    }

    @Override
    public String toString() {
        return "StructField(" + name + "," + dataType + "," + nullable + ")";
    }
}
