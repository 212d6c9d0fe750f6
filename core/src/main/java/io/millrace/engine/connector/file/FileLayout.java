package io.millrace.engine.connector.file;

import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a directory of files: those in the files, then those in the names of partition directories.
 *
 * @param data the columns in the files
 * @param partitions the columns in the names of directories
 */
record FileLayout(StructType data, StructType partitions) {
    StructType schema() {
        StructType schema = data;
        for (StructField field : partitions) {
            schema = schema.add(field);
        }
        return schema;
    }

    /**
     * A user's schema with partition columns moved to its end: those that it names keep its types, others are added.
     *
     * @param found the partition columns that directories name
     */
    static FileLayout of(StructType declared, StructType found) {
        Set<String> names = Set.of(found.fieldNames());
        StructType data = new StructType();
        for (StructField field : declared) {
            data = names.contains(field.name()) ? data : data.add(field);
        }
        List<String> declaredNames = List.of(declared.fieldNames());
        StructType partitions = new StructType();
        for (StructField field : found) {
            int index = declaredNames.indexOf(field.name());
            partitions = partitions.add(index < 0 ? field : declared.field(index));
        }
        return new FileLayout(data, partitions);
    }

    /** The partition columns that the directories of files name, below the base directory of each. */
    static StructType partitions(Map<Path, List<FileStatus>> filesByBase, PartitionTypes types, boolean infer) {
        Map<String, DataType> found = new LinkedHashMap<>();
        filesByBase.forEach((base, files) -> {
            Path last = null;
            for (FileStatus file : files) {
                if (!file.path().getParent().equals(last)) {
                    last = file.path().getParent();
                    PartitionPaths.values(base, file.path())
                            .forEach((column, raw) -> found.merge(
                                    column, infer ? types.infer(raw) : DataTypes.StringType, PartitionTypes::merge));
                }
            }
        });
        StructType partitions = new StructType();
        for (Map.Entry<String, DataType> column : found.entrySet()) {
            DataType type = column.getValue().equals(DataTypes.NullType) ? DataTypes.StringType : column.getValue();
            partitions = partitions.add(column.getKey(), type);
        }
        return partitions;
    }
}
