package io.millrace.kafka;

import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Kafka partitions from a starting to an ending offset; what is there is looked up for each scan. */
final class KafkaTable implements Table {
    private final KafkaOptions options;

    KafkaTable(KafkaOptions options) {
        this.options = options;
    }

    @Override
    public StructType schema() {
        return KafkaColumns.schema(options.includeHeaders());
    }

    @Override
    public String description() {
        return "kafka [" + options.topics() + "]";
    }

    @Override
    public List<Split> splits(ScanSpecification scan) {
        PartitionOffsets from;
        PartitionOffsets until;
        try (KafkaMetadata metadata = new KafkaMetadata(options)) {
            Set<TopicPartition> partitions = metadata.partitions();
            from = metadata.resolve(options.starting(), partitions, "startingOffsets", options.latestWithoutMatch());
            until = metadata.resolve(options.ending(), partitions, "endingOffsets", true);
        }
        List<KafkaSplit> ranges = new ArrayList<>();
        for (TopicPartition partition : until.partitions()) {
            ranges.add(new KafkaSplit(partition, from.get(partition), until.get(partition), true));
        }
        return List.copyOf(new RangePlanner(options.minPartitions(), options.maxRecordsPerPartition()).plan(ranges));
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        BlockPool pool = new BlockPool(options.includeHeaders());
        pool.adopt(scan.columns());
        Fetchers fetchers = new Fetchers(options, description(), pool, 1, () -> {});
        SplitReader reader = new SplitReaders(fetchers, pool).alone((KafkaSplit) split, scan.columns());
        return new ClosingReader(reader, fetchers);
    }
}
