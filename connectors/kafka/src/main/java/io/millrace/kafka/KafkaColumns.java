package io.millrace.kafka;

import io.millrace.types.ArrayType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;

/** The columns of a Kafka record. */
final class KafkaColumns {
    static final String KEY = "key";
    static final String VALUE = "value";
    static final String TOPIC = "topic";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String TIMESTAMP = "timestamp";
    static final String TIMESTAMP_TYPE = "timestampType";
    static final String HEADERS = "headers";

    static final StructType HEADER =
            new StructType().add("key", DataTypes.StringType).add("value", DataTypes.BinaryType);
    static final ArrayType HEADER_LIST = new ArrayType(HEADER, true);

    private static final StructType WITHOUT_HEADERS = new StructType()
            .add(KEY, DataTypes.BinaryType)
            .add(VALUE, DataTypes.BinaryType)
            .add(TOPIC, DataTypes.StringType)
            .add(PARTITION, DataTypes.IntegerType)
            .add(OFFSET, DataTypes.LongType)
            .add(TIMESTAMP, DataTypes.TimestampType)
            .add(TIMESTAMP_TYPE, DataTypes.IntegerType);

    private KafkaColumns() {}

    static StructType schema(boolean includeHeaders) {
        return includeHeaders ? WITHOUT_HEADERS.add(HEADERS, HEADER_LIST) : WITHOUT_HEADERS;
    }
}
