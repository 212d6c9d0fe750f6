/** A Kafka broker inside this process: for the demo, for {@code millrace kafka}, and for tests. */
package io.millrace.cli.kafka;
