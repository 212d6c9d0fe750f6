package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.KafkaConnector;
import io.millrace.spi.error.MillraceThrowable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options are checked before any broker is asked. */
class KafkaOptionsTest {
    private static void check(String... namesAndValues) {
        Map<String, String> options = SourceDriver.options("localhost:1", namesAndValues);
        new KafkaConnector().streamSource().orElseThrow().schema(SourceDriver.request(options));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.auto.offset.reset | latest",
                "kafka.key.deserializer | x",
                "KAFKA.VALUE.DESERIALIZER | x",
                "kafka.enable.auto.commit | true",
                "kafka.interceptor.classes | x",
                "endingOffsets | latest",
                "endingTimestamp | 5",
                "startingOffsets | soon",
                "startingOffsets | {\"t\":[1]}",
                "startingOffsets | {\"t\":{\"x\":1}}",
                "startingOffsets | {\"t\":{\"0\":-3}}",
                "startingOffsetsByTimestamp | 12",
                "startingTimestamp | yesterday",
                "startingOffsetsByTimestampStrategy | never",
                "failOnDataLoss | maybe",
                "maxOffsetsPerTrigger | 0",
                "maxTriggerDelay | long",
                "minPartitions | -1",
                "maxRecordsPerPartition | many",
                "includeHeaders | 1",
                "kafkaConsumer.pollTimeoutMs | -5",
                "fetchOffset.numRetries | few",
                "subscribePattern | t.*",
                "assign | {\"t\":[0]}"
            })
    void wrongValuesNameTheOption(String option, String value) {
        assertThatThrownBy(() -> check("subscribe", "t", option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option)
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("INVALID_OPTION_VALUE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assign | {\"t\":0}",
                "assign | {\"t\":[\"0\"]}",
                "assign | t",
                "assign | {}",
                "subscribe | ,",
                "subscribePattern | ("
            })
    void wrongTopicsNameTheOption(String option, String value) {
        assertThatThrownBy(() -> check(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option);
    }

    @Test
    void serversAndTopicsAreRequired() {
        assertThatThrownBy(KafkaOptionsTest::check).hasMessageContaining("subscribe");
        assertThatThrownBy(() -> new KafkaConnector()
                        .streamSource()
                        .orElseThrow()
                        .schema(SourceDriver.request(Map.of("subscribe", "t"))))
                .hasMessageContaining("kafka.bootstrap.servers");
        assertThatThrownBy(() -> check("subscribe", "t", "minOffsetsPerTrigger", "9", "maxOffsetsPerTrigger", "5"))
                .hasMessageContaining("minOffsetsPerTrigger");
    }

    @Test
    void namesAndWordsAreTakenInAnyCase() {
        check("SUBSCRIBE", "a, b", "startingoffsets", "EARLIEST", "failondataloss", "FALSE", "maxTriggerDelay", "2H");
        check("subscribe", "t", "unknownOption", "ignored", "startingOffsets", "{\"t\":{\"0\":-2,\"1\":7}}");
    }
}
