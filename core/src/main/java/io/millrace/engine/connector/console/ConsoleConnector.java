package io.millrace.engine.connector.console;

import io.millrace.spi.Connector;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.sink.WriteRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code format("console")}: options {@code numRows} (20) and {@code truncate} (true). */
public final class ConsoleConnector implements Connector {
    private static final int DEFAULT_ROWS = 20;

    @Override
    public String name() {
        return "console";
    }

    @Override
    public Optional<StreamSink> streamSink() {
        return Optional.of(new StreamSink() {
            @Override
            public Set<OutputKind> outputKinds() {
                return EnumSet.allOf(OutputKind.class);
            }

            @Override
            public EpochSink open(WriteRequest request, SinkContext context) {
                int rows = request.options()
                        .getLong("numRows", 0)
                        .map(Math::toIntExact)
                        .orElse(DEFAULT_ROWS);
                return new ConsoleSink(
                        request.schema(), rows, request.options().getBoolean("truncate", true), request.zone());
            }

            @Override
            public boolean temporaryCheckpoint() {
                return true;
            }
        });
    }
}
