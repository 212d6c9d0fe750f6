package io.millrace.kafka;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.DataType;
import io.millrace.types.IntegerType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Where in a row the parts of a record are; -1 for a part that the row does not have.
 *
 * @param fixedTopic the topic of all records; it goes before the column
 */
record RecordColumns(Optional<String> fixedTopic, int topic, int key, int value, int partition, int headers) {
    private static final int NONE = -1;

    /** Finds the columns and checks their types. */
    static RecordColumns of(WriteRequest request) {
        StructType schema = request.schema();
        Optional<String> fixedTopic = request.options().get("topic");
        int topic = find(schema, KafkaColumns.TOPIC);
        int key = find(schema, KafkaColumns.KEY);
        int value = find(schema, KafkaColumns.VALUE);
        int partition = find(schema, KafkaColumns.PARTITION);
        int headers = find(schema, KafkaColumns.HEADERS);
        if (fixedTopic.isEmpty() && topic == NONE) {
            throw refused("Kafka needs to know where records go: give the option topic, or a column topic.");
        }
        if (value == NONE) {
            throw refused("Kafka needs a column value, which becomes the value of the record; there are "
                    + List.of(schema.fieldNames()) + ".");
        }
        require(schema, topic, "STRING", type -> type instanceof StringType);
        require(schema, key, "STRING or BINARY", RecordColumns::isText);
        require(schema, value, "STRING or BINARY", RecordColumns::isText);
        require(schema, partition, "INT", type -> type instanceof IntegerType);
        require(schema, headers, "ARRAY<STRUCT<key: STRING, value: BINARY>>", RecordColumns::isHeaders);
        return new RecordColumns(fixedTopic, topic, key, value, partition, headers);
    }

    private static int find(StructType schema, String name) {
        for (int i = 0; i < schema.length(); i++) {
            if (schema.field(i).name().toLowerCase(Locale.ROOT).equals(name)) {
                return i;
            }
        }
        return NONE;
    }

    private static boolean isText(DataType type) {
        return type instanceof StringType || type instanceof BinaryType;
    }

    private static boolean isHeaders(DataType type) {
        return type instanceof ArrayType array
                && array.elementType() instanceof StructType struct
                && struct.length() == 2
                && struct.field(0).dataType() instanceof StringType
                && struct.field(1).dataType() instanceof BinaryType;
    }

    private static void require(StructType schema, int column, String types, Predicate<DataType> accepted) {
        if (column != NONE && !accepted.test(schema.field(column).dataType())) {
            throw refused("The column " + schema.field(column).name() + " must be " + types + " for Kafka, not "
                    + schema.field(column).dataType().sql() + "; cast it.");
        }
    }

    private static MillraceException refused(String message) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_3080, "message", message));
    }

    /** The row at a position as a record. */
    ProducerRecord<byte[], byte[]> record(ColumnBatch batch, int position) {
        return new ProducerRecord<>(
                fixedTopic.orElseGet(() -> topicOf(batch, position)),
                partitionOf(batch, position),
                bytes(batch, key, position),
                bytes(batch, value, position),
                headersOf(batch, position));
    }

    private String topicOf(ColumnBatch batch, int position) {
        ColumnVector column = batch.column(topic);
        int at = Vectors.plainPosition(column, position);
        BytesVector names = (BytesVector) Vectors.plain(column);
        if (names.isNull(at)) {
            throw refused("A row has no topic: its column topic is null. Give the option topic for rows without.");
        }
        return names.string(at);
    }

    /** The wanted partition; null leaves it to the producer. */
    private Integer partitionOf(ColumnBatch batch, int position) {
        if (partition == NONE) {
            return null;
        }
        ColumnVector column = batch.column(partition);
        int at = Vectors.plainPosition(column, position);
        IntVector numbers = (IntVector) Vectors.plain(column);
        return numbers.isNull(at) ? null : Integer.valueOf(numbers.values()[at]);
    }

    private static byte[] bytes(ColumnBatch batch, int index, int position) {
        if (index == NONE) {
            return null;
        }
        ColumnVector column = batch.column(index);
        return bytes((BytesVector) Vectors.plain(column), Vectors.plainPosition(column, position));
    }

    private static byte[] bytes(BytesVector vector, int at) {
        return vector.isNull(at) ? null : vector.copyBytes(at);
    }

    private List<Header> headersOf(ColumnBatch batch, int position) {
        if (headers == NONE) {
            return List.of();
        }
        ColumnVector column = batch.column(headers);
        int at = Vectors.plainPosition(column, position);
        ListVector lists = (ListVector) Vectors.plain(column);
        StructVector structs = (StructVector) lists.elements();
        List<Header> all = new ArrayList<>();
        for (int i = lists.start(at); i < lists.start(at) + lists.length(at); i++) {
            BytesVector names = (BytesVector) structs.child(0);
            if (structs.isNull(i) || names.isNull(i)) {
                throw refused("A row has a header without a key, which Kafka does not take.");
            }
            all.add(new RecordHeader(names.string(i), bytes((BytesVector) structs.child(1), i)));
        }
        return all;
    }
}
