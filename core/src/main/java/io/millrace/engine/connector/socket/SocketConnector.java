package io.millrace.engine.connector.socket;

import io.millrace.spi.Connector;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.StreamSource;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.util.Optional;

/** {@code format("socket")}: a row for each line that a server sends; for trying things out, as lines can be lost. */
public final class SocketConnector implements Connector {
    static final String VALUE = "value";
    static final String TIMESTAMP = "timestamp";

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public Optional<StreamSource> streamSource() {
        return Optional.of(new StreamSource() {
            @Override
            public StructType schema(ReadRequest request) {
                StructType schema = new StructType().add(VALUE, DataTypes.StringType);
                return SocketOptions.of(request.options()).includeTimestamp()
                        ? schema.add(TIMESTAMP, DataTypes.TimestampType)
                        : schema;
            }

            @Override
            public MicroBatchSource open(ReadRequest request, SourceContext context) {
                return SocketSource.connect(SocketOptions.of(request.options()), context.clock());
            }

            @Override
            public boolean hasFixedSchema() {
                return true;
            }
        });
    }
}
