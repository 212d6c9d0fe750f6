package io.millrace.types;

/** Draws a schema as the tree that {@code printSchema} prints. */
final class SchemaTree {
    private static final String INDENT = "    |";

    private final StringBuilder text = new StringBuilder("root\n");

    private SchemaTree() {}

    /** @param maxDepth how many levels to draw; all of them unless positive */
    static String render(StructType schema, int maxDepth) {
        SchemaTree tree = new SchemaTree();
        tree.appendFields(schema, " |", maxDepth > 0 ? maxDepth : Integer.MAX_VALUE);
        return tree.text.toString();
    }

    private void appendFields(StructType struct, String prefix, int depth) {
        for (StructField field : struct) {
            appendLine(prefix, escape(field.name()), field.dataType(), "nullable = " + field.nullable(), depth);
        }
    }

    private void appendLine(String prefix, String name, DataType type, String property, int depth) {
        if (depth <= 0) {
            return;
        }
        text.append(prefix).append("-- ").append(name).append(": ").append(type.typeName());
        if (!property.isEmpty()) {
            text.append(" (").append(property).append(')');
        }
        text.append('\n');
        appendParts(type, prefix + INDENT, depth - 1);
    }

    private void appendParts(DataType type, String prefix, int depth) {
        switch (type) {
            case StructType struct -> appendFields(struct, prefix, depth);
            case ArrayType array ->
                appendLine(prefix, "element", array.elementType(), "containsNull = " + array.containsNull(), depth);
            case MapType map -> {
                appendLine(prefix, "key", map.keyType(), "", depth);
                appendLine(prefix, "value", map.valueType(), "valueContainsNull = " + map.valueContainsNull(), depth);
            }
            case AtomicType ignored -> {}
            case NullType ignored -> {}
            case CalendarIntervalType ignored -> {}
            case VariantType ignored -> {}
        }
    }

    /** Control characters would break the lines of the tree. */
    private static String escape(String name) {
        return name.replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\f", "\\f")
                .replace("\b", "\\b")
                .replace("\u000B", "\\v")
                .replace("\u0007", "\\a");
    }
}
