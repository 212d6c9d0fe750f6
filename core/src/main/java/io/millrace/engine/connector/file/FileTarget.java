package io.millrace.engine.connector.file;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat;
import io.millrace.spi.format.FileFormat.WriteSettings;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written where.
 *
 * @param directory the output directory
 * @param data the columns that files hold
 * @param dataColumns their positions in a batch
 * @param partitions the columns that directories name
 * @param partitionColumns their positions in a batch
 * @param forced whether what is written must survive loss of power
 */
record FileTarget(
        FileFormat format,
        WriteSettings settings,
        Path directory,
        StructType data,
        List<Integer> dataColumns,
        StructType partitions,
        List<Integer> partitionColumns,
        boolean forced) {

    static FileTarget of(FileFormat format, WriteRequest request) {
        String location = request.options().get("path").orElseThrow(Locations::missing);
        List<String> names = List.of(request.schema().fieldNames());
        List<Integer> partitionColumns = new ArrayList<>();
        StructType partitions = new StructType();
        for (String column : request.partitionColumns()) {
            int index = indexOf(names, column);
            partitionColumns.add(index);
            partitions = partitions.add(request.schema().field(index));
        }
        StructType data = new StructType();
        List<Integer> dataColumns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!partitionColumns.contains(i)) {
                data = data.add(request.schema().field(i));
                dataColumns.add(i);
            }
        }
        if (data.isEmpty()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE, "format", format.name()));
        }
        WriteSettings settings =
                new WriteSettings(request.options(), request.zone(), TimeParserPolicy.of(request.configuration()));
        format.validateWrite(data, settings);
        FileTarget target = new FileTarget(
                format,
                settings,
                Locations.local(location),
                data,
                dataColumns,
                partitions,
                partitionColumns,
                FileSettings.forcesFiles(request.configuration()));
        target.partitionTexts();
        return target;
    }

    private static int indexOf(List<String> names, String column) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        throw new MillraceException(
                ErrorDetail.of(ErrorCondition.LEGACY_1196, "column", column, "columns", String.join(", ", names)));
    }

    /** Writers of the partition values; refuses types that no directory can name. */
    List<PartitionText> partitionTexts() {
        ZoneId zone = settings.zone();
        List<PartitionText> texts = new ArrayList<>();
        for (StructField field : partitions) {
            texts.add(new PartitionText(field.name(), field.dataType(), zone));
        }
        return texts;
    }

    FileTarget in(Path other) {
        return new FileTarget(format, settings, other, data, dataColumns, partitions, partitionColumns, forced);
    }
}
