package io.millrace.engine.connector.memory;

import io.millrace.spi.Connector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.sink.WriteRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code format("memory")}: the result becomes the temporary view that the query's name says. */
public final class MemoryConnector implements Connector {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_0-9]+");

    @Override
    public String name() {
        return "memory";
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
                String name = context.queryName()
                        .orElseThrow(() -> new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1194)));
                if (!IDENTIFIER.matcher(name).matches()) {
                    throw new MillraceException(
                            ErrorDetail.of(ErrorCondition.LEGACY_1321, "viewName", "'" + name + "'"));
                }
                return new MemorySink(request.schema(), context.kind());
            }

            @Override
            public boolean temporaryCheckpoint() {
                return true;
            }

            @Override
            public boolean recoverable(OutputKind kind) {
                return kind == OutputKind.COMPLETE;
            }
        });
    }
}
