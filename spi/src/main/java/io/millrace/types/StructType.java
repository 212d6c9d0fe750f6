package io.millrace.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** A struct of named fields; also the schema of a table or stream. */
public final class StructType extends DataType implements Iterable<StructField> {
    private static final long serialVersionUID = 1L;

    private static final int MAX_FIELDS_SHOWN = 25;

    private final StructField[] fields;

    public StructType() {
        this(new StructField[0]);
    }

    public StructType(StructField[] fields) {
        this.fields = fields.clone();
    }

    /** Parses a schema such as {@code "id INT, name STRING NOT NULL"}. */
    public static StructType fromDDL(String ddl) {
        return DdlParser.parseSchema(ddl);
    }

    public StructField[] fields() {
        return fields.clone();
    }

    public String[] fieldNames() {
        return Arrays.stream(fields).map(StructField::name).toArray(String[]::new);
    }

    public String[] names() {
        return fieldNames();
    }

    public int length() {
        return fields.length;
    }

    public int size() {
        return fields.length;
    }

    public boolean isEmpty() {
        return fields.length == 0;
    }

    /** The field at a position, counted from 0. */
    public StructField field(int index) {
        return fields[index];
    }

    public StructField apply(int index) {
        return fields[index];
    }

    /** The field of exactly this name. */
    public StructField apply(String name) {
        return fields[fieldIndex(name)];
    }

    /** The position of the field of exactly this name; refuses an unknown one. */
    public int fieldIndex(String name) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "Field \"" + name + "\" does not exist. Available fields: " + String.join(", ", fieldNames()));
    }

    public StructType add(StructField field) {
        StructField[] extended = Arrays.copyOf(fields, fields.length + 1);
        extended[fields.length] = field;
        return new StructType(extended);
    }

    public StructType add(String name, DataType dataType) {
        return add(new StructField(name, dataType, true));
    }

    public StructType add(String name, DataType dataType, boolean nullable) {
        return add(new StructField(name, dataType, nullable));
    }

    public StructType add(String name, DataType dataType, boolean nullable, Metadata metadata) {
        return add(new StructField(name, dataType, nullable, metadata));
    }

    public StructType add(String name, DataType dataType, boolean nullable, String comment) {
        return add(new StructField(name, dataType, nullable).withComment(comment));
    }

    public StructType add(String name, String dataType) {
        return add(name, DdlParser.parseType(dataType));
    }

    public StructType add(String name, String dataType, boolean nullable) {
        return add(name, DdlParser.parseType(dataType), nullable);
    }

    public StructType add(String name, String dataType, boolean nullable, Metadata metadata) {
        return add(name, DdlParser.parseType(dataType), nullable, metadata);
    }

    public StructType add(String name, String dataType, boolean nullable, String comment) {
        return add(name, DdlParser.parseType(dataType), nullable, comment);
    }

    /** The same schema with every level nullable. */
    public StructType asNullable() {
        return (StructType) nullable(this);
    }

    private static DataType nullable(DataType type) {
        if (type instanceof StructType struct) {
            StructField[] relaxed = Arrays.stream(struct.fields)
                    .map(f -> new StructField(f.name(), nullable(f.dataType()), true, f.metadata()))
                    .toArray(StructField[]::new);
            return new StructType(relaxed);
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(nullable(array.elementType()), true);
        }
        if (type instanceof MapType map) {
            return new MapType(nullable(map.keyType()), nullable(map.valueType()), true);
        }
        return type;
    }

    /** The schema as DDL. */
    public String toDDL() {
        return Arrays.stream(fields).map(StructField::toDDL).collect(Collectors.joining(","));
    }

    /** The schema as the indented tree that {@code printSchema} prints. */
    public String treeString() {
        return treeString(Integer.MAX_VALUE);
    }

    /** The tree down to a level, counted from 1. */
    public String treeString(int maxDepth) {
        return SchemaTree.render(this, maxDepth);
    }

    public void printTreeString() {
        System.out.println(treeString());
    }

    @Override
    public Iterator<StructField> iterator() {
        return List.of(fields).iterator();
    }

    @Override
    public String typeName() {
        return "struct";
    }

    @Override
    public String simpleString() {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(fields.length, MAX_FIELDS_SHOWN); i++) {
            shown.add(fields[i].name() + ":" + fields[i].dataType().simpleString());
        }
        if (fields.length > MAX_FIELDS_SHOWN) {
            shown.add("... " + (fields.length - MAX_FIELDS_SHOWN) + " more fields");
        }
        return "struct<" + String.join(",", shown) + ">";
    }

    @Override
    public String catalogString() {
        return Arrays.stream(fields)
                .map(field -> field.name() + ":" + field.dataType().catalogString())
                .collect(Collectors.joining(",", "struct<", ">"));
    }

    @Override
    public String sql() {
        return Arrays.stream(fields)
                .map(field -> DdlParser.quoteIfNeeded(field.name()) + ": "
                        + field.dataType().sql() + (field.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }

    @Override
    public int defaultSize() {
        return Arrays.stream(fields)
                .mapToInt(field -> field.dataType().defaultSize())
                .sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StructType that && Arrays.equals(that.fields, fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    @Override
    public String toString() {
        return Arrays.stream(fields).map(StructField::toString).collect(Collectors.joining(",", "StructType(", ")"));
    }
}
