package io.millrace.kafka;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Picks the wanted columns out of blocks of one partition; nothing is copied. */
final class RecordProjection {
    private final StructType wanted;
    private final ConstantVector topic;
    private final ConstantVector partition;

    RecordProjection(StructType wanted, TopicPartition source) {
        this.wanted = wanted;
        BytesVector name = new BytesVector(DataTypes.StringType);
        name.reset(1);
        name.set(0, source.topic());
        this.topic = new ConstantVector(name);
        IntVector number = new IntVector(DataTypes.IntegerType);
        number.reset(1);
        number.set(0, source.partition());
        this.partition = new ConstantVector(number);
    }

    List<ColumnVector> columns(RecordBlock block) {
        List<ColumnVector> columns = new ArrayList<>(wanted.length());
        for (StructField field : wanted) {
            columns.add(
                    switch (field.name()) {
                        case KafkaColumns.KEY -> block.keys();
                        case KafkaColumns.VALUE -> block.values();
                        case KafkaColumns.TOPIC -> topic;
                        case KafkaColumns.PARTITION -> partition;
                        case KafkaColumns.OFFSET -> block.offsets();
                        case KafkaColumns.TIMESTAMP -> block.timestamps();
                        case KafkaColumns.TIMESTAMP_TYPE -> block.timestampTypes();
                        case KafkaColumns.HEADERS -> headers(block, (ArrayType) field.dataType());
                        default -> throw new IllegalArgumentException("Kafka records have no column " + field.name());
                    });
        }
        return columns;
    }

    /** The headers with all fields, or with those that the query left. */
    private static ColumnVector headers(RecordBlock block, ArrayType type) {
        ListVector headers = block.headers();
        if (type.equals(KafkaColumns.HEADER_LIST)) {
            return headers;
        }
        StructType fields = (StructType) type.elementType();
        StructVector all = (StructVector) headers.elements();
        List<ValueVector> left = new ArrayList<>(fields.length());
        for (StructField field : fields) {
            left.add(all.child(KafkaColumns.HEADER.fieldIndex(field.name())));
        }
        ListVector narrowed = new ListVector(type, ValueVector.create(fields));
        narrowed.reset(block.rows());
        narrowed.setChildren(new StructVector(fields, left), headers.childLength());
        for (int row = 0; row < block.rows(); row++) {
            if (headers.isNull(row)) {
                narrowed.setNull(row);
            } else {
                narrowed.setSlice(row, headers.start(row), headers.length(row));
            }
        }
        return narrowed;
    }
}
