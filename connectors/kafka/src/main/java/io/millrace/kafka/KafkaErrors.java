package io.millrace.kafka;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Turns what the client reports into conditions. */
final class KafkaErrors {
    private KafkaErrors() {}

    /**
     * The exception for a failed call of the client.
     *
     * @param client the client's settings
     */
    static RuntimeException translate(Throwable thrown, Map<String, String> client) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof MillraceException known) {
            return known;
        }
        if (failure instanceof InterruptException interrupted) {
            return interrupted;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        String timeout = failure instanceof TimeoutException
                ? client.getOrDefault(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "60000") + " ms"
                : "the allowed time";
        return unreachable(client, timeout, reason(failure), failure);
    }

    static MillraceException unreachable(Map<String, String> client, String timeout, String reason, Throwable cause) {
        return new MillraceException(
                ErrorDetail.of(
                        ErrorCondition.KAFKA_UNREACHABLE,
                        "servers",
                        servers(client),
                        "timeout",
                        timeout,
                        "reason",
                        reason),
                cause);
    }

    static MillraceException topicNotFound(String topic, Map<String, String> client) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.KAFKA_TOPIC_NOT_FOUND, "topic", topic, "servers", servers(client)));
    }

    static MillraceException dataLoss(TopicPartition partition, String reason) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.KAFKA_DATA_LOSS, "partition", partition.toString(), "reason", reason));
    }

    private static String servers(Map<String, String> client) {
        return client.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** The innermost of the wrappers that futures put around a failure. */
    static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof ExecutionException || failure instanceof CompletionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
