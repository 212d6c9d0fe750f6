package io.millrace.kafka;

import io.millrace.spi.option.Options;
import io.millrace.spi.sink.BatchSink;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.sink.WriteRequest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes rows as records, at least once: a batch that is run again writes its records again. */
final class KafkaSink implements StreamSink, BatchSink {
    @Override
    public Set<OutputKind> outputKinds() {
        return EnumSet.allOf(OutputKind.class);
    }

    @Override
    public EpochSink open(WriteRequest request, SinkContext context) {
        return new KafkaEpochSink(RecordColumns.of(request), ClientSettings.ofSink(request.options()));
    }

    @Override
    public WriteJob open(WriteRequest request, SaveMode mode) {
        if (mode == SaveMode.OVERWRITE || mode == SaveMode.IGNORE) {
            throw Options.of(Map.of("mode", mode.name().toLowerCase(Locale.ROOT)))
                    .invalid("mode", "append and errorifexists for Kafka, where nothing is replaced");
        }
        KafkaEpochSink sink = new KafkaEpochSink(RecordColumns.of(request), ClientSettings.ofSink(request.options()));
        return new KafkaWriteJob(sink, sink::close);
    }
}
