package io.millrace.engine.connector.rate;

import io.millrace.spi.Connector;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.StreamSource;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.util.Optional;

/** {@code format("rate")}: numbered rows at a steady rate. */
public final class RateConnector implements Connector {
    static final StructType SCHEMA =
            new StructType().add("timestamp", DataTypes.TimestampType).add("value", DataTypes.LongType);

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public Optional<StreamSource> streamSource() {
        return Optional.of(new StreamSource() {
            @Override
            public StructType schema(ReadRequest request) {
                RateOptions.of(request.options());
                return SCHEMA;
            }

            @Override
            public MicroBatchSource open(ReadRequest request, SourceContext context) {
                return new RateSource(RateOptions.of(request.options()), context);
            }

            @Override
            public boolean hasFixedSchema() {
                return true;
            }
        });
    }
}
